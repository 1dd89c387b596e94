import type { Plan, Span } from '../plan/plan.ts'
import type { Instant } from '../vocabulary.ts'

/** Monday to Friday in the provider's zone, minus its holidays. */
function isBusinessDay(date: Temporal.PlainDate, holidays: readonly string[]): boolean {
  return date.dayOfWeek <= 5 && !holidays.includes(date.toString())
}

/**
 * `from` plus a span. A business day keeps the wall time of `from` and steps to the next business day in the plan's
 * zone; from a weekend or holiday it counts from that day, so one business day after Saturday 10:00 is Monday 10:00.
 */
export function addSpan(from: Instant, span: Span, plan: Pick<Plan, 'zone' | 'holidays'>): Instant {
  if ('ms' in span) return from + span.ms
  const start = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(plan.zone)
  let date = start.toPlainDate()
  for (let left = span.businessDays; left > 0; ) {
    date = date.add({ days: 1 })
    if (isBusinessDay(date, plan.holidays)) left -= 1
  }
  // The time of day comes last: carried through the night the clocks change, 02:30 would stay an hour late.
  return date.toZonedDateTime({ timeZone: plan.zone, plainTime: start.toPlainTime() }).epochMilliseconds
}
