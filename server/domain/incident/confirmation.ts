import type { Plan } from '../plan/plan.ts'
import type { FieldError } from '../refusal.ts'
import { byWay, says } from '../said.ts'
import type { Priority } from '../vocabulary.ts'

/** How something is confirmed, in a sentence. */
export const CONFIRM = byWay('confirm', 'confirm it with "confirmed": true')

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
  const said = says`A ${priority} is public only if you ${CONFIRM}. If several organisations have this problem, it is a P1G. Do not name a customer.`
  return [{ pointer: '/confirmed', ...said }]
}
