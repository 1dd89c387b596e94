import type { Instant } from '../../domain/vocabulary.ts'

/** The month of an instant in a zone: "2026-11". */
export function monthOf(at: Instant, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate().toPlainYearMonth().toString()
}

/** First instant of a month, and of the next. */
export function monthSpan(month: string, zone: string): { from: Instant; until: Instant } {
  const start = (m: Temporal.PlainYearMonth) => m.toPlainDate({ day: 1 }).toZonedDateTime(zone).epochMilliseconds
  const first = Temporal.PlainYearMonth.from(month)
  return { from: start(first), until: start(first.add({ months: 1 })) }
}

/** Every month from the first incident's (or this one, without any) to this one, newest first. */
export function monthsSince(first: Instant | null, now: Instant, zone: string): string[] {
  const oldest = Temporal.PlainYearMonth.from(monthOf(Math.min(first ?? now, now), zone))
  const months: string[] = []
  let month = Temporal.PlainYearMonth.from(monthOf(now, zone))
  for (; Temporal.PlainYearMonth.compare(month, oldest) >= 0; month = month.subtract({ months: 1 })) {
    months.push(month.toString())
  }
  return months
}
