import { isAhead } from '../time/ahead.ts'
import { HOUR, type Instant, MINUTE } from '../vocabulary.ts'

/** A session ends after this time, however busy (DESIGN 4.5). */
export const SESSION_LASTS = 12 * HOUR
/** And after this time without use. */
export const SESSION_IDLES = 8 * HOUR
/** Use is noted no more often than this. */
export const SEEN_EVERY = MINUTE

/** When a session ends unless it is used; past is over. */
export function endOf({ createdAt, seenAt }: { createdAt: Instant; seenAt: Instant }): Instant {
  return Math.min(createdAt + SESSION_LASTS, seenAt + SESSION_IDLES)
}

/** Is it over? One that begins only later was begun by a clock that was ahead, and opens nothing. */
export function isOver({ createdAt, seenAt }: { createdAt: Instant; seenAt: Instant }, now: Instant): boolean {
  return now >= endOf({ createdAt, seenAt }) || isAhead(createdAt, now)
}
