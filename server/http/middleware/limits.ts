import { type Limit, take } from '../../domain/allowance.ts'
import { SUBSCRIPTION_LIMITS, type SubscriptionLimits } from '../../domain/subscription/limits.ts'
import { type Instant, MINUTE } from '../../domain/vocabulary.ts'

export interface Limits extends SubscriptionLimits {
  /** Calls of the API and of personal pages without a staff token, per client. They protect this process alone. */
  calls: Limit
}

export const LIMITS: Limits = { ...SUBSCRIPTION_LIMITS, calls: { count: 300, per: MINUTE } }

const SWEEP_AT = 10_000
const MOST = 200_000

/** Counts per key in the memory of this process. */
export class Limiter {
  /** In the order in which they last took something. */
  readonly #wholeAt = new Map<string, Instant>()
  readonly #limit: Limit
  #sweepAt = SWEEP_AT

  constructor(limit: Limit) {
    this.#limit = limit
  }

  /** Takes one and returns 0, or takes nothing and returns in how many milliseconds one is available. */
  take(key: string, now: Instant): number {
    const { at, wait } = take(this.#limit, this.#wholeAt.get(key), now)
    if (wait > 0) return wait
    this.#sweep(now)
    this.#wholeAt.delete(key)
    this.#wholeAt.set(key, at)
    return 0
  }

  /** How many clients are remembered. */
  get size(): number {
    return this.#wholeAt.size
  }

  /**
   * Removes entries with a full allowance. It runs only when the map has doubled, so it costs next to nothing per
   * request; under a distributed attack those idle for longest are dropped, so that the map cannot grow without limit.
   */
  #sweep(now: Instant): void {
    if (this.#wholeAt.size < this.#sweepAt) return
    for (const [key, at] of this.#wholeAt) if (at <= now) this.#wholeAt.delete(key)
    let surplus = this.#wholeAt.size - MOST / 2
    for (const key of this.#wholeAt.keys()) if (surplus-- > 0) this.#wholeAt.delete(key)
    this.#sweepAt = Math.max(SWEEP_AT, 2 * this.#wholeAt.size)
  }
}
