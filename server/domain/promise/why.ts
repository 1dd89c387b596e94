import type { Instant } from '../vocabulary.ts'
import { hasPassed, type PromiseBasis } from './promise.ts'

/** A reason that was given with an update, and the times that it can be a reason for. */
interface GivenReason {
  reason: string | null
  /** What the next update is due by, as the promise stands now; null: none is due. */
  basis: PromiseBasis | null
  etr: Instant | null
  holdUntil: Instant | null
}

/**
 * The reason that stands beside what is promised: for a time that was stated and holds. The cadence needs none, so beside
 * a P1G's hour a reason stays only with an estimate or a hold that is still to come; what set the pace before the case
 * became a P1G (`designated`) is no reason any more.
 */
export function standingReason(
  { reason, basis, etr, holdUntil }: GivenReason,
  now: Instant,
  designated: boolean,
): string | null {
  if (basis === null) return null
  if (basis !== 'cadence') return reason
  const isAhead = (at: Instant | null) => at !== null && !hasPassed(at, now)
  return !designated && (isAhead(etr) || isAhead(holdUntil)) ? reason : null
}
