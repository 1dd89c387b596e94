import type { Plan } from '../plan/plan.ts'
import { addSpan } from '../time/business-days.ts'
import type { CaseStatus, Instant } from '../vocabulary.ts'

/** What the rule needs to know about an open case. */
export interface FollowUp {
  /** In the order in which they were posted. */
  updates: readonly { at: Instant; caseStatus: CaseStatus }[]
  /** When the desk last asked the customers something, and when a customer last answered; recorded by the desk. */
  askedAt: Instant | null
  answeredAt: Instant | null
}

const OVER: readonly CaseStatus[] = ['closed', 'closed_no_response', 'duplicate']

/**
 * Since when an active case waits for its customers' answer, or null. It waits from the moment the desk asked, and from
 * the moment the work was done and its confirmation is awaited (`resolved_follow_up`); further updates do not restart
 * the wait. An answer, reopening or closing the case ends it.
 */
export function awaitedSince({ updates, askedAt, answeredAt }: FollowUp): Instant | null {
  const status = updates.at(-1)?.caseStatus
  if (!status || OVER.includes(status)) return null
  const done = status === 'resolved_follow_up' ? lastEntry(updates, status) : NEVER
  const asked = Math.max(askedAt ?? NEVER, done)
  const answered = Math.max(answeredAt ?? NEVER, lastEntry(updates, 'customer_reopened'))
  if (asked === NEVER) return null
  if (answered < asked) return asked
  // Somebody answered after the work was done, but it is still not confirmed: the case waits from that answer on.
  return done === NEVER ? null : answered
}

const NEVER = Number.NEGATIVE_INFINITY

/** When the case last entered a status; before all time if it never did. */
export function lastEntry(updates: FollowUp['updates'], status: CaseStatus): Instant {
  const index = updates.findLastIndex((u, i) => u.caseStatus === status && updates[i - 1]?.caseStatus !== status)
  return updates[index]?.at ?? NEVER
}

/** When the desk is told to close a case that waits for an answer, or null. Source: support plan, "no response". */
export function escalatesAt(followUp: FollowUp, plan: Plan): Instant | null {
  const since = awaitedSince(followUp)
  return since === null ? null : addSpan(since, plan.noAnswer, plan)
}

/**
 * Since when the customers have not answered, if that is two business days (`plan.noAnswer`) or longer; otherwise null.
 * The desk is told to close the case as `closed_no_response`; nothing is closed automatically.
 */
export function noAnswerSince(followUp: FollowUp, now: Instant, plan: Plan): Instant | null {
  const due = escalatesAt(followUp, plan)
  return due !== null && now >= due ? awaitedSince(followUp) : null
}
