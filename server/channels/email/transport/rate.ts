import { type Instant, MINUTE } from '../../../domain/vocabulary.ts'

/** Whoever states a later end may mean an instant, or a day's quota: asking once a minute costs nobody anything. */
const LONGEST_WINDOW = MINUTE
/** Who waits asks more often than that, in milliseconds. */
const ASKS_AGAIN = 3000

/**
 * Keeps to the rate a provider states with each answer (`ratelimit-limit`, `-remaining`, `-reset` in seconds): never
 * more requests than it still takes, as if it had seen none of those in flight. Until the first answer, one at a time.
 * Its seconds are rounded up, so of all answers of one window the one that names the earliest end is right.
 *
 * Staff go first: their requests, one at a time, ask only whether the provider takes any more, whatever else is in
 * flight; and while they wait, the others leave one request of each window.
 */
export function createRate(parallel: number, clock: () => Instant) {
  let limit = 1
  let remaining = 1
  let resetAt: Instant = 0
  let answeredAt: Instant = 0
  let staffAskedAt: Instant | null = null
  /** How many the provider still takes. Before its last answer: the clock has been set back. */
  const leftAt = (now: Instant) => (now >= resetAt || now < answeredAt ? limit : remaining)
  const doStaffWait = (now: Instant) => staffAskedAt !== null && Math.abs(now - staffAskedAt) < ASKS_AGAIN
  return {
    /** How many requests may start beside those in flight, and when there will be more. */
    room(underWay: number): { requests: number; again: Instant } {
      const now = clock()
      return { requests: Math.min(leftAt(now) - (doStaffWait(now) ? 1 : 0), parallel) - underWay, again: resetAt }
    },
    /** The same for requests with messages to staff; `underWay` counts theirs alone. */
    roomForStaff(underWay: number, waits = false): { requests: number; again: Instant } {
      const left = Math.min(leftAt(clock()), 1)
      if (waits && left === 0) staffAskedAt = clock()
      return { requests: left - underWay, again: resetAt }
    },
    /** A request with messages to staff was answered: refused for the rate, they go on waiting. */
    answeredStaff(isLimited: boolean): void {
      staffAskedAt = isLimited ? clock() : null
    },
    /** The headers of an answer; null when none came. */
    answered(headers: Record<string, string> | null): void {
      if (headers === null) return
      const stated = (name: string): number | null => {
        const value = Number.parseInt(headers[name] ?? '', 10)
        return Number.isNaN(value) ? null : value
      }
      limit = Math.max(1, stated('ratelimit-limit') ?? parallel)
      remaining = stated('ratelimit-remaining') ?? limit
      const now = clock()
      const end = now + Math.min(LONGEST_WINDOW, (stated('ratelimit-reset') ?? 0) * 1000)
      resetAt = now >= answeredAt && now < resetAt ? Math.min(resetAt, end) : end
      answeredAt = now
    },
  }
}
