import { dictionary, type Locale } from '../../i18n/index.ts'
import type { MaintenanceSummary } from '../../views.ts'

/** A window on one of the days that it lies on. */
export interface Entry {
  window: MaintenanceSummary
  /** Does it begin, and does it end, on this day? */
  begins: boolean
  ends: boolean
}

interface CalendarDay {
  /** ISO date */
  date: string
  day: number
  today: boolean
  entries: Entry[]
}

/** The weeks of a month ("2026-11"), Monday first; null stands for days of its neighbours. */
export function weeksOf(
  month: string,
  windows: readonly MaintenanceSummary[],
  zone: string,
  now: number,
): (CalendarDay | null)[][] {
  const dateOf = (at: number) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate()
  const spans = windows.map((window) => ({
    window,
    first: dateOf(window.startsAt).toString(),
    last: dateOf(window.endsAt - 1).toString(),
  }))
  const inTurn = calledOffLast(spans, ({ window }) => window)
  const first = Temporal.PlainYearMonth.from(month).toPlainDate({ day: 1 })
  const today = dateOf(now).toString()
  const days = Array.from({ length: first.daysInMonth }, (_, index): CalendarDay => {
    const date = first.add({ days: index }).toString()
    const entries = inTurn
      .filter((span) => span.first <= date && date <= span.last)
      .map(({ window, first, last }) => ({ window, begins: first === date, ends: last === date }))
    return { date, day: index + 1, today: date === today, entries }
  })
  const cells = [...Array<null>(first.dayOfWeek - 1).fill(null), ...days]
  while (cells.length % 7 > 0) cells.push(null)
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7))
}

/** What will not be comes behind what will; each keeps its order. */
export function calledOffLast<T>(all: readonly T[], windowOf: (one: T) => Pick<MaintenanceSummary, 'state'>): T[] {
  const isOff = (one: T) => Number(windowOf(one).state === 'cancelled')
  return all.toSorted((a, b) => isOff(a) - isOff(b))
}

/** Names of the weekdays in a language, Monday first: short, and in full. */
export function weekdays(locale: Locale): { short: string; long: string }[] {
  const [short, long] = [names(locale, 'short'), names(locale, 'long')]
  return short.map((name, index) => ({ short: name, long: long[index] ?? name }))
}

function names(locale: Locale, weekday: 'short' | 'long'): string[] {
  const format = new Intl.DateTimeFormat(dictionary(locale).language.dates, { timeZone: 'UTC', weekday })
  // The first of January 2024 was a Monday.
  return Array.from({ length: 7 }, (_, index) => format.format(Date.UTC(2024, 0, 1 + index)))
}
