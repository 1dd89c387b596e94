import type { Plan } from '../plan/plan.ts'
import { type FieldError, invalid, ok, type Result } from '../refusal.ts'
import { field, type Said, says, time } from '../said.ts'
import { addSpan } from '../time/business-days.ts'
import type { Instant, Priority, Standing } from '../vocabulary.ts'

/** Why the next update is due when it is. */
export const PROMISE_BASES = ['cadence', 'earlier', 'etr', 'hold', 'vendor', 'agreement'] as const
export type PromiseBasis = (typeof PROMISE_BASES)[number]

/** The next update is promised for `dueAt` at the latest. */
export interface UpdatePromise {
  dueAt: Instant
  basis: PromiseBasis
}

/** What staff gave for the next update; all optional, instants in the future. */
export interface PromiseRequest {
  nextUpdateBy?: Instant
  /** Null withdraws an earlier estimate. */
  etr?: Instant | null
  holdUntil?: Instant
  reason?: string
  vendor?: string
}

/**
 * The promise that a public update makes (support plan, "scheduled updates"): the priority's cadence, or an earlier time
 * that staff give. A later time needs an ETR, a hold, a vendor or an agreement, each with a reason; on a P1G it is never
 * possible.
 */
export function nextPromise(
  priority: Priority,
  plan: Plan,
  at: Instant,
  request: PromiseRequest,
): Result<UpdatePromise> {
  const errors = impossible(at, request)
  if (errors.length > 0) return invalid(errors)
  const policy = plan.priorities[priority]
  const cadence = addSpan(at, policy.every, plan)
  const extension = policy.extendable ? extensionOf(request) : undefined
  const latest = Math.max(cadence, extension?.dueAt ?? cadence)
  if (request.nextUpdateBy === undefined) return ok(extension ?? { dueAt: cadence, basis: 'cadence' })
  if (request.nextUpdateBy <= cadence) {
    return ok({ dueAt: request.nextUpdateBy, basis: request.nextUpdateBy < cadence ? 'earlier' : 'cadence' })
  }
  if (!policy.extendable)
    return tooLate(
      says`On a ${priority} the next update cannot be promised later than usual: give a time up to ${time(cadence)}.`,
    )
  if (!request.reason) {
    return tooLate(
      says`A later time needs a reason (ETR, hold, vendor or agreement). Without one, give a time up to ${time(cadence)}.`,
    )
  }
  if (extension && request.nextUpdateBy <= latest) return ok({ dueAt: request.nextUpdateBy, basis: extension.basis })
  return ok({ dueAt: request.nextUpdateBy, basis: request.vendor ? 'vendor' : 'agreement' })
}

/** When the first public update is due: counted from the opening of the case, by the priority it begins with. */
export function responseDueAt(priority: Priority, openedAt: Instant, plan: Plan): Instant {
  return addSpan(openedAt, plan.priorities[priority].firstResponse, plan)
}

/** With a reason, an ETR or a hold sets the promise. */
function extensionOf(request: PromiseRequest): UpdatePromise | undefined {
  if (!request.reason) return undefined
  if (typeof request.etr === 'number') return { dueAt: request.etr, basis: 'etr' }
  if (request.holdUntil !== undefined) return { dueAt: request.holdUntil, basis: 'hold' }
  return undefined
}

function impossible(at: Instant, request: PromiseRequest): FieldError[] {
  return (['nextUpdateBy', 'etr', 'holdUntil'] as const)
    .filter((name) => (request[name] ?? Number.POSITIVE_INFINITY) <= at)
    .map((name) => ({ pointer: `/${name}`, ...says`${field(name)} must be in the future.` }))
}

function tooLate(said: Said) {
  return invalid([{ pointer: '/nextUpdateBy', ...said }])
}

/** The standing of a promise now. `null` (closed, nothing due) is `none`; the due instant itself is still on time. */
export function standing(dueAt: Instant | null, now: Instant, dueSoon: number): Standing {
  if (dueAt === null) return 'none'
  if (now > dueAt) return 'overdue'
  return now >= dueAt - dueSoon ? 'due_soon' : 'on_time'
}

/** The next instant after `now` at which `standing` changes by itself, or null. */
export function standingChangesAt(dueAt: Instant | null, now: Instant, dueSoon: number): Instant | null {
  if (dueAt === null || now > dueAt) return null
  return now >= dueAt - dueSoon ? dueAt + 1 : dueAt - dueSoon
}

/** Is a stated time, such as an ETR, over? */
export function hasPassed(at: Instant | null, now: Instant): boolean {
  return at !== null && now > at
}
