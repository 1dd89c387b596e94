import { monthOf } from '../../../src/i18n/time.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import { Memo } from '../../lib/memo.ts'

export { monthOf }

/** A month of a calendar: from its first instant to the next one's. */
interface Span {
  from: Instant
  until: Instant
}

const spans = new Memo<string, Span>(500)

/** First instant of a month ("2026-11"), and of the next. */
export function monthSpan(month: string, zone: string): Span {
  return spans.get(`${month} ${zone}`, () => {
    const start = (m: Temporal.PlainYearMonth) => m.toPlainDate({ day: 1 }).toZonedDateTime(zone).epochMilliseconds
    const first = Temporal.PlainYearMonth.from(month)
    return { from: start(first), until: start(first.add({ months: 1 })) }
  })
}

/** Every month from the first incident's (or this one, without any) to this one, newest first. */
export function monthsSince(first: Instant | null, now: Instant, zone: string): string[] {
  return monthsBetween(monthOf(Math.min(first ?? now, now), zone), monthOf(now, zone)).reverse()
}

/** Every month from one to another, both included, in order. */
export function monthsBetween(first: string, last: string): string[] {
  const count = Math.max(0, numberOf(last) - numberOf(first) + 1)
  return Array.from({ length: count }, (_, index) => named(numberOf(first) + index))
}

/** Months since the year 0. */
function numberOf(month: string): number {
  const [year = 0, ordinal = 1] = month.split('-').map(Number)
  return year * 12 + ordinal - 1
}

function named(number: number): string {
  return `${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, '0')}`
}
