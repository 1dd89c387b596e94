import type { Day } from '../../../server/domain/platform/uptime.ts'
import type { PlatformState } from '../../../server/domain/vocabulary.ts'

/** A calendar month's share of a row of days. */
interface Month {
  /** "2026-11" */
  month: string
  /** Day of the month of the first entry, from 1. */
  firstDay: number
  days: Day[]
  history: PlatformState[]
}

/** Cuts days and their states into calendar months, newest month first. The first and last may be incomplete. */
export function byMonth(days: readonly Day[], history: readonly PlatformState[]): Month[] {
  const months: Month[] = []
  days.forEach((day, index) => {
    const month = day.date.slice(0, 7)
    const state = history[index] ?? 'operational'
    const current = months.at(-1)
    if (current?.month === month) {
      current.days.push(day)
      current.history.push(state)
    } else {
      months.push({ month, firstDay: Number(day.date.slice(8)), days: [day], history: [state] })
    }
  })
  return months.reverse()
}
