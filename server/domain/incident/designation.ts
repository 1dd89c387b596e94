import type { Refusal } from '../refusal.ts'
import { type Priority, roleCovers } from '../vocabulary.ts'
import type { Circumstances } from './incident.ts'

/** Only CSS designates a P1G, and withdraws it (support plan, "master case"). */
export function designation(priority: Priority, around: Pick<Circumstances, 'role' | 'plan'>): Refusal | null {
  if (priority !== 'P1G' || roleCovers(around.role, around.plan.p1gRole)) return null
  return {
    kind: 'forbidden',
    code: 'p1g_designation',
    detail: `Only ${around.plan.p1gRole} and above may designate or withdraw a P1G.`,
  }
}
