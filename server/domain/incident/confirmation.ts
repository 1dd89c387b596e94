import type { Plan } from '../plan/plan.ts'
import type { FieldError } from '../refusal.ts'
import type { Priority } from '../vocabulary.ts'

/** What decides whether staff have to confirm that a case may become public. */
interface Confirmable {
  priority: Priority
  drill: boolean
  /** Staff have confirmed that it may become public. */
  confirmed?: boolean
}

/**
 * Lower priorities concern one organisation: they are posted only after an explicit confirmation. A problem of several
 * organisations is a P1G. Source: support plan, "priorities".
 */
export function unconfirmed({ priority, drill, confirmed }: Confirmable, plan: Plan): FieldError[] {
  if (drill || confirmed || !plan.priorities[priority].confirm) return []
  const detail = `A ${priority} is public only if you confirm it with "confirmed": true. If several organisations have this problem, it is a P1G. Do not name a customer.`
  return [{ pointer: '/confirmed', detail }]
}
