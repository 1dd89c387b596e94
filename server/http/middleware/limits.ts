import {
  type Limit,
  MAILS_IN_ALL,
  MAILS_PER_INBOX,
  REQUESTS_PER_CLIENT,
} from '../../domain/subscription/confirmation-limits.ts'
import { HOUR, type Instant, MINUTE } from '../../domain/vocabulary.ts'

export interface Limits {
  /** API calls without a staff token, per client. */
  api: Limit
  /** Requests to subscribe per client, by channels that confirm by a link and by those that do at once. */
  byLink: Limit
  atOnce: Limit
  /** Confirmation mails to one inbox, and in total: the last defence against being used for mail bombing. */
  inbox: Limit
  confirmations: Limit
}

const LIMITS: Limits = {
  api: { count: 300, per: MINUTE },
  byLink: REQUESTS_PER_CLIENT,
  atOnce: { count: 60, per: HOUR },
  inbox: MAILS_PER_INBOX,
  confirmations: MAILS_IN_ALL,
}

const SWEEP_AT = 10_000
const MOST = 200_000

/**
 * Counts per key in the memory of this process, by the generic cell rate algorithm: all may be taken at once, then the
 * allowance refills evenly. It stores one instant per key, at which the allowance is full again.
 */
export class Limiter {
  readonly #wholeAt = new Map<string, Instant>()
  readonly #limit: Limit
  #sweepAt = SWEEP_AT

  constructor(limit: Limit) {
    this.#limit = limit
  }

  /** Takes one and returns 0, or takes nothing and returns in how many milliseconds one is available. */
  take(key: string, now: Instant): number {
    const wait = this.wait(key, now)
    if (wait > 0) return wait
    this.#sweep(now)
    this.#wholeAt.set(key, this.#wholeFrom(key, now) + this.#step)
    return 0
  }

  /** In how many milliseconds one is available; 0: now. */
  wait(key: string, now: Instant): number {
    return Math.max(0, this.#wholeFrom(key, now) + this.#step - now - this.#limit.per)
  }

  /** Never later than it takes to refill completely: a clock that was set back must not lock anybody out. */
  #wholeFrom(key: string, now: Instant): Instant {
    return Math.min(now + this.#limit.per, Math.max(now, this.#wholeAt.get(key) ?? now))
  }

  /** How many clients are remembered. */
  get size(): number {
    return this.#wholeAt.size
  }

  get #step(): number {
    return this.#limit.per / this.#limit.count
  }

  /**
   * Removes entries with a full allowance. It runs only when the map has doubled, so it costs next to nothing per
   * request; under a distributed attack the oldest entries are dropped, so that the map cannot grow without limit.
   */
  #sweep(now: Instant): void {
    if (this.#wholeAt.size < this.#sweepAt) return
    for (const [key, at] of this.#wholeAt) if (at <= now) this.#wholeAt.delete(key)
    let surplus = this.#wholeAt.size - MOST / 2
    for (const key of this.#wholeAt.keys()) if (surplus-- > 0) this.#wholeAt.delete(key)
    this.#sweepAt = Math.max(SWEEP_AT, 2 * this.#wholeAt.size)
  }
}

export type Limiters = Readonly<Record<keyof Limits, Limiter>>

export function createLimiters(limits: Partial<Limits> = {}): Limiters {
  const { api, byLink, atOnce, inbox, confirmations } = { ...LIMITS, ...limits }
  return {
    api: new Limiter(api),
    byLink: new Limiter(byLink),
    atOnce: new Limiter(atOnce),
    inbox: new Limiter(inbox),
    confirmations: new Limiter(confirmations),
  }
}
