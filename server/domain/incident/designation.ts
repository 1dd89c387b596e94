import type { Refusal } from '../refusal.ts'
import { role, says } from '../said.ts'
import { can } from '../staff/can.ts'
import type { Priority } from '../vocabulary.ts'
import type { DecisionContext } from './incident.ts'

/** Only CSS designates a P1G, and withdraws it (support plan, "master case"). */
export function designation(priority: Priority, context: Pick<DecisionContext, 'role' | 'plan'>): Refusal | null {
  if (priority !== 'P1G' || can(context, 'incident.designate', context.plan)) return null
  return {
    kind: 'forbidden',
    code: 'p1g_designation',
    ...says`Only ${role(context.plan.p1gRole)} and above may designate or withdraw a P1G.`,
  }
}
