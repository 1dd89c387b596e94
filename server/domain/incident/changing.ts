import { nextPromise, type PromiseBasis } from '../promise/promise.ts'
import { conflict, type FieldError, invalid, ok, type Refusal, type Result, refuse } from '../refusal.ts'
import { object, says } from '../said.ts'
import type { Instant, Priority } from '../vocabulary.ts'
import { p1gWithoutImpact } from './affected.ts'
import { unconfirmed } from './confirmation.ts'
import { designation } from './designation.ts'
import type { DecisionContext, Incident } from './incident.ts'
import { relatedTo } from './relation.ts'

export interface ChangeCommand {
  title?: string
  priority?: Priority
  reason?: string
  vendor?: string | null
  /** Required if only the new priority's policy says `confirm`. */
  confirmed?: boolean
}

/** The newest public update, whose promise stands. */
interface LastUpdate {
  at: Instant
  basis: PromiseBasis | null
}

/** Times that were stated with a reason. Below P1G they stand whatever the priority. */
const STATED: readonly (PromiseBasis | null)[] = ['etr', 'hold', 'vendor', 'agreement']

/**
 * Decides a change of title, priority or vendor. A new priority needs a reason. The promise of the last public update
 * moves to the new priority's cadence, counted from that update, if that is earlier; if that time is already past, the
 * update is due now, because a promise cannot be broken before it was made. An update that stands ahead of the clock
 * counts as posted now. A time that was stated with a reason is cut short by a P1G alone. Source: support plan,
 * "scheduled updates".
 */
export function decideChange(
  incident: Incident,
  command: ChangeCommand,
  last: LastUpdate,
  context: DecisionContext,
): Result<Omit<Incident, 'id'>> {
  const { id: _, ...rest } = incident
  const changed = {
    ...rest,
    title: command.title ?? incident.title,
    vendor: command.vendor === undefined ? incident.vendor : command.vendor,
  }
  const priority = command.priority
  if (priority === undefined || priority === incident.priority) return ok(changed)
  if (!command.reason) return invalid([{ pointer: '/reason', detail: 'A change of priority needs a reason.' }])
  const mayNot =
    designation(priority, context) ?? designation(incident.priority, context) ?? designatedTooLate(priority, incident)
  if (mayNot) return refuse(mayNot)
  const errors = [
    ...p1gWithoutImpact(priority, incident, incident.affected),
    ...unconfirmedChange(priority, incident, command, context),
  ]
  if (errors.length > 0) return invalid(errors)
  if (incident.phase === 'resolved') return ok({ ...changed, priority })
  if (priority !== 'P1G' && STATED.includes(last.basis)) return ok({ ...changed, priority })
  const promise = nextPromise(priority, context.plan, Math.min(last.at, context.now), {})
  if (!promise.ok) return promise
  const standing = incident.nextUpdateDueAt ?? promise.value.dueAt
  const tightened = Math.max(promise.value.dueAt, context.now)
  return ok({ ...changed, priority, nextUpdateDueAt: Math.min(standing, tightened) })
}

/** What is over gets no immediate and continuous attention any more, which is what a P1G promises. */
function designatedTooLate(priority: Priority, { id, phase, caseStatus, duplicateOf }: Incident): Refusal | null {
  if (priority !== 'P1G' || phase !== 'resolved') return null
  const no = says`This incident is over and cannot become a P1G`
  const anew = says`Open a new P1G ${relatedTo(id)}`
  const said = duplicateOf
    ? says`${no}: it was closed as a duplicate, and goes on in ${object('incident', duplicateOf)}.`
    : caseStatus === 'closed_no_response'
      ? says`${no}: it was closed because nobody answered. ${anew}.`
      : says`${no}. ${anew}, or reopen this one first if it can be reopened.`
  return conflict('incident_resolved', said).refusal
}

/** What may be public under its priority without being asked has to be confirmed for a new one; nobody is asked twice. */
function unconfirmedChange(
  priority: Priority,
  incident: Incident,
  { confirmed }: ChangeCommand,
  { plan }: DecisionContext,
): FieldError[] {
  if (plan.priorities[incident.priority].confirm) return []
  return unconfirmed({ priority, drill: incident.drill, confirmed }, plan)
}
