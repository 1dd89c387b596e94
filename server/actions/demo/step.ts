import type { Result } from '../../domain/refusal.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import type { ActionContext } from '../context.ts'

/** One thing that somebody, or the clock, did at some time of a demonstration. */
export interface DemoStep {
  at: Instant
  act: (then: ActionContext) => Promise<unknown>
}

/** A wall time in a zone, some days before (or, negative, after) the day of `now`. */
export function daysAgo(now: Instant, days: number, at: string, zone: string): Instant {
  return Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).subtract({ days }).withPlainTime(at)
    .epochMilliseconds
}

/** The value of a step's result. Throws when the demonstration breaks a rule: that is a mistake in it. */
export function must<T>(result: Result<T>): T {
  if (result.ok) return result.value
  throw new Error(`The demonstration breaks a rule: ${result.refusal.detail}`)
}
