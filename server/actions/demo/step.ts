import type { Result } from '../../domain/refusal.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import type { ActionContext } from '../context.ts'

/** One action of staff or of the clock at an instant of a demonstration. */
export interface DemoStep {
  at: Instant
  act: (then: ActionContext) => Promise<unknown>
}

/** A wall time in a zone, `days` before the day of `now` (after it, if negative). */
export function daysAgo(now: Instant, days: number, at: string, zone: string): Instant {
  return Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).subtract({ days }).withPlainTime(at)
    .epochMilliseconds
}

/** The value of a step's result. Throws when the demonstration breaks a rule: that is a mistake in it. */
export function must<T>(result: Result<T>): T {
  if (result.ok) return result.value
  throw new Error(`The demonstration breaks a rule: ${result.refusal.detail}`)
}
