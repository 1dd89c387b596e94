import type { Plan, Span } from '../plan/plan.ts'
import type { Instant } from '../vocabulary.ts'

/** Monday to Friday in the provider's zone, minus its holidays. */
function isBusinessDay(date: Temporal.PlainDate, holidays: readonly string[]): boolean {
  return date.dayOfWeek <= 5 && !holidays.includes(date.toString())
}

/**
 * `from` plus a span. Business days keep the local time of `from` and count business days of the plan's zone; on a
 * weekend or holiday they count from that day, so one business day after Saturday 10:00 is Monday 10:00.
 */
export function addSpan(from: Instant, span: Span, plan: Pick<Plan, 'zone' | 'holidays'>): Instant {
  if ('ms' in span) return from + span.ms
  const start = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(plan.zone)
  let date = start.toPlainDate()
  for (let left = span.businessDays; left > 0; ) {
    date = date.add({ days: 1 })
    if (isBusinessDay(date, plan.holidays)) left -= 1
  }
  // The local time is set last: added day by day, 02:30 would stay an hour late after the clocks change.
  return date.toZonedDateTime({ timeZone: plan.zone, plainTime: start.toPlainTime() }).epochMilliseconds
}
