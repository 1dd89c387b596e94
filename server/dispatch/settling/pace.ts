import type { Instant } from '../../domain/vocabulary.ts'

/** Keeps the beginnings of a lane's messages apart, where the other side wants that. */
export class Pace {
  /** When the next message may begin. */
  at: Instant = 0
  readonly #ms: number

  /** `ms` apart; 0 where nobody minds. */
  constructor(ms = 0) {
    this.#ms = ms
  }

  /** One begins now. */
  begin(now: Instant): void {
    if (this.#ms > 0) this.at = now + this.#ms
  }

  /** May none begin yet? A clock that was set back does not make it wait for long. */
  holds(now: Instant): boolean {
    return this.at > now && this.at - now <= this.#ms
  }

  /** How many may begin at once, of so many. */
  limit(capacity: number): number {
    return this.#ms > 0 ? Math.min(1, capacity) : capacity
  }
}
