import type { Plan } from '../plan/plan.ts'
import type { FieldError } from '../refusal.ts'
import type { Priority } from '../vocabulary.ts'

/** What is asked before a case of little reach becomes public. */
export interface Confirmable {
  priority: Priority
  drill: boolean
  /** Staff have said that the public is to see it. */
  confirmed?: boolean | undefined
}

/**
 * Lesser priorities concern one organisation: they are posted only after an explicit confirmation, and never by habit.
 * What several organisations have is a P1G. Source: support plan, "priorities".
 */
export function unconfirmed({ priority, drill, confirmed }: Confirmable, plan: Plan): FieldError[] {
  if (drill || confirmed || !plan.priorities[priority].confirm) return []
  const detail = `A ${priority} is public only if you confirm it: say "confirmed": true. If several organisations have this problem, it is a P1G. Name no customer.`
  return [{ pointer: '/confirmed', detail }]
}
