import type { Day } from '../../../server/domain/platform/uptime.ts'
import type { PlatformState } from '../../../server/domain/vocabulary.ts'

/** A calendar month's share of a row of days. */
export interface Month {
  /** "2026-11" */
  month: string
  /** Day of the month of the first entry, from 1. */
  firstDay: number
  days: Day[]
  history: PlatformState[]
  /** So many of the first entries nothing is known of. */
  unknown: number
}

/**
 * Cuts days and their states into calendar months, newest month first. The first and last may be incomplete. Months of
 * which nothing is known are left out; `unknown`: so many of the first days.
 */
export function byMonth(days: readonly Day[], history: readonly PlatformState[], unknown = 0): Month[] {
  const months: Month[] = []
  days.forEach((day, index) => {
    const month = day.date.slice(0, 7)
    if (months.at(-1)?.month !== month) {
      months.push({ month, firstDay: Number(day.date.slice(8)), days: [], history: [], unknown: 0 })
    }
    const current = months.at(-1) as Month
    current.days.push(day)
    current.history.push(history[index] ?? 'operational')
    if (index < unknown) current.unknown += 1
  })
  return months.filter((one) => one.unknown < one.days.length).reverse()
}
