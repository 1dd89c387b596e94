import type { Instant } from '../../domain/vocabulary.ts'

type Headers = Record<string, string> | null

/**
 * Keeps to the rate a provider states with each answer (`ratelimit-limit`, `-remaining`, `-reset` in seconds): never
 * more requests than it still takes, counting those under way as taken. Until the first answer, one at a time.
 */
export function createRate(parallel: number, clock: () => Instant) {
  let limit = 1
  let remaining = 1
  let resetAt: Instant = 0
  let underWay = 0
  const renew = () => {
    if (clock() >= resetAt) remaining = Math.max(0, limit - underWay)
  }
  return {
    /** How many requests may start now, and when there will be more. */
    room(): { requests: number; again: Instant } {
      renew()
      return { requests: Math.min(remaining, parallel - underWay), again: resetAt }
    },
    started(): void {
      renew()
      remaining -= 1
      underWay += 1
    },
    /** `null`: no answer came, so nothing is known. */
    answered(headers: Headers): void {
      underWay -= 1
      if (headers === null) return
      const stated = (name: string) => {
        const value = Number(headers[name] ?? Number.NaN)
        return Number.isFinite(value) ? value : null
      }
      const [most, left, reset] = [stated('ratelimit-limit'), stated('ratelimit-remaining'), stated('ratelimit-reset')]
      limit = Math.max(1, most ?? parallel)
      remaining = Math.max(0, (left ?? limit) - underWay)
      resetAt = clock() + (reset ?? 0) * 1000
    },
  }
}
