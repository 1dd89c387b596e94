import { MINUTE } from '../domain/vocabulary.ts'

/** A step of the clock, in milliseconds: more than it drifts from one look to the next. */
const STEP = 5_000
/** A step is believed once the clock has stood by it for so long: a wrong one is mostly put right sooner. */
const BELIEVED_AFTER = 10 * MINUTE

interface Step {
  /** How far the clock was put forward; back if negative. */
  by: number
  /** By the stopwatch. */
  at: number
}

/**
 * Carries on what a clock said by a stopwatch that nobody can set. It follows the clock where that drifts, and follows
 * a step (set by hand, or the machine slept) only after ten minutes. In milliseconds, all of them.
 */
export class SteadyClock {
  readonly #stopwatch: () => number
  #base: number
  #step: Step | null = null
  #steppedAt = Number.NEGATIVE_INFINITY

  /** `says`: what the clock says now. */
  constructor(says: number, stopwatch: () => number) {
    this.#stopwatch = stopwatch
    this.#base = says - stopwatch()
  }

  /** Steps are not in it before they are believed. */
  now(): number {
    return Math.round(this.#base + this.#stopwatch())
  }

  /** What the clock should say now, going by the last look: steps are in it. */
  expected(): number {
    return Math.round(this.#base + this.#stopwatch() + (this.#step?.by ?? 0))
  }

  /** How long it has gone without a step. */
  steadyFor(): number {
    return this.#stopwatch() - this.#steppedAt
  }

  /**
   * Takes note of what the clock says, `from` to `to` where that is not known better. Returns how far it was set since the
   * last look, or how far `now` was set because a step is believed; or 0.
   */
  look(from: number, to = from): number {
    const expected = this.expected()
    const moved = Math.min(to, Math.max(from, expected)) - expected
    const isStep = Math.abs(moved) > STEP
    if (isStep) this.#stepBy(moved)
    else this.#base += moved
    if (this.#step && this.#stopwatch() - this.#step.at >= BELIEVED_AFTER) {
      const { by } = this.#step
      this.#base += by
      this.#step = null
      return by
    }
    return isStep ? moved : 0
  }

  #stepBy(moved: number): void {
    const by = (this.#step?.by ?? 0) + moved
    this.#steppedAt = this.#stopwatch()
    // Put right again: what is left is drift.
    this.#step = Math.abs(by) > STEP ? { by, at: this.#steppedAt } : null
    if (!this.#step) this.#base += by
  }
}
