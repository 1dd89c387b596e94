import type { Instant, PlatformState } from '../vocabulary.ts'
import type { Day, Interval } from './uptime.ts'

/** What a platform's day was like: its worst state, for how long, and the intervals that lie on it. */
interface ToldDay<T extends Interval> {
  day: Day
  state: PlatformState
  /** How much of the day it was in that state, ms; null while that goes on. */
  lasted: number | null
  on: T[]
}

/** The days that were not simply operational (`history`: their worst states), newest first. */
export function troubledDays<T extends Interval>(
  days: readonly Day[],
  history: readonly PlatformState[],
  intervals: readonly T[],
  now: Instant,
): ToldDay<T>[] {
  const told = days.flatMap((day, index) => {
    const state = history[index] ?? 'operational'
    if (state === 'operational') return []
    const on = intervals.filter(({ from, until }) => from < day.until && day.from < (until ?? now + 1))
    const worst = on.filter((one) => one.state === state)
    const goesOn = now < day.until && worst.some(({ until }) => until === null)
    return [{ day, state, lasted: goesOn ? null : covered(day, worst, now), on }]
  })
  return told.reverse()
}

/** How much of a day some intervals cover together, ms. */
function covered(day: Day, intervals: readonly Interval[], now: Instant): number {
  let [total, counted] = [0, day.from]
  for (const { from, until } of [...intervals].sort((a, b) => a.from - b.from)) {
    const end = Math.min(until ?? now, day.until)
    total += Math.max(0, end - Math.max(from, counted))
    counted = Math.max(counted, end)
  }
  return total
}
