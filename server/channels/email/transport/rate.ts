import { type Instant, MINUTE } from '../../../domain/vocabulary.ts'

/** Whoever states a later end may mean an instant, or a day's quota: asking once a minute costs nobody anything. */
const LONGEST_WINDOW = MINUTE

/**
 * Keeps to the rate a provider states with each answer (`ratelimit-limit`, `-remaining`, `-reset` in seconds): never
 * more requests than it still takes, as if it had seen none of those in flight. Until the first answer, one at a time.
 * Its seconds are rounded up, so of all answers of one window the one that names the earliest end is right.
 */
export function createRate(parallel: number, clock: () => Instant) {
  let limit = 1
  let remaining = 1
  let resetAt: Instant = 0
  let answeredAt: Instant = 0
  return {
    /** How many requests may start beside those in flight, and when there will be more. */
    room(underWay: number): { requests: number; again: Instant } {
      const now = clock()
      // Before the last answer: the clock has been set back.
      const left = now >= resetAt || now < answeredAt ? limit : remaining
      return { requests: Math.min(left, parallel) - underWay, again: resetAt }
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
