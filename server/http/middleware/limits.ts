import { DAY, HOUR, type Instant, MINUTE } from '../../domain/vocabulary.ts'

/** At most `count` within `per` milliseconds, possibly all at once; the allowance refills evenly. */
export interface Limit {
  count: number
  per: number
}

export interface Limits {
  /** API calls without a staff token, per client. */
  api: Limit
  /** Requests to subscribe by e-mail, and subscriptions of browsers, per client. */
  email: Limit
  push: Limit
  /** Confirmation mails to one mailbox, whatever is written between `+` and `@`. */
  mailbox: Limit
  /** Confirmation mails in total: the last defence against being used for mail bombing. */
  confirmations: Limit
}

export const LIMITS: Limits = {
  api: { count: 300, per: MINUTE },
  email: { count: 20, per: HOUR },
  push: { count: 60, per: HOUR },
  mailbox: { count: 10, per: DAY },
  confirmations: { count: 1000, per: HOUR },
}

const SWEEP_AT = 10_000
const MOST = 200_000

/**
 * Counts per key in the memory of this process, by the generic cell rate algorithm: it stores one instant per key, at
 * which the allowance is full again.
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
  const { api, email, push, mailbox, confirmations } = { ...LIMITS, ...limits }
  return {
    api: new Limiter(api),
    email: new Limiter(email),
    push: new Limiter(push),
    mailbox: new Limiter(mailbox),
    confirmations: new Limiter(confirmations),
  }
}
