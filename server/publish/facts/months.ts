import type { Day } from '../../domain/platform/uptime.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import { Memo } from '../../lib/memo.ts'
import { dayOf, daysUntil } from './days.ts'

/** The month of an instant in a zone: "2026-11". */
export function monthOf(at: Instant, zone: string): string {
  return dayOf(at, zone).date.slice(0, 'YYYY-MM'.length)
}

const spans = new Memo<string, { from: Instant; until: Instant }>(1_000)

/** First instant of a month, and of the next. */
export function monthSpan(month: string, zone: string): { from: Instant; until: Instant } {
  return spans.get(`${month} ${zone}`, () => {
    const start = (m: Temporal.PlainYearMonth) => m.toPlainDate({ day: 1 }).toZonedDateTime(zone).epochMilliseconds
    const first = Temporal.PlainYearMonth.from(month)
    return { from: start(first), until: start(first.add({ months: 1 })) }
  })
}

/** The days of a month up to `now`, oldest first. */
export function daysOf(month: string, now: Instant, zone: string): Day[] {
  const last = Math.min(now, monthSpan(month, zone).until - 1)
  return daysUntil(last, Number(dayOf(last, zone).date.slice('YYYY-MM-'.length)), zone)
}

/** The months that an interval touches, both of its ends included, oldest first. */
export function monthsOf({ from, until }: { from: Instant; until: Instant }, zone: string): string[] {
  return monthsBetween(monthOf(from, zone), monthOf(Math.max(from, until), zone))
}

const MONTHS = 12

/** Every month from one to another, oldest first. */
export function monthsBetween(oldest: string, newest: string): string[] {
  const [from, until] = [numberOf(oldest), numberOf(newest)]
  return Array.from({ length: Math.max(0, until - from + 1) }, (_, index) => nameOf(from + index))
}

function numberOf(month: string): number {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return year * MONTHS + number - 1
}

function nameOf(number: number): string {
  const [year, month] = [Math.floor(number / MONTHS), (number % MONTHS) + 1]
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`
}
