import type { Day } from '../../../server/domain/platform/uptime.ts'
import type { PlatformState } from '../../../server/domain/vocabulary.ts'
import type { Dictionary } from '../../i18n/index.ts'

/** Neighbouring days in the same state. */
interface Run {
  state: PlatformState
  /** Index of the first day, and how many. */
  start: number
  length: number
}

/** Stretches of trouble, in order. Untroubled days are left out: they are the bar's ground. */
export function runsOfTrouble(history: readonly PlatformState[]): Run[] {
  const runs: Run[] = []
  for (const day of daysOfTrouble(history)) {
    const last = runs.at(-1)
    if (last && last.state === day.state && last.start + last.length === day.start) last.length += 1
    else runs.push(day)
  }
  return runs
}

/** The same day by day. */
export function daysOfTrouble(history: readonly PlatformState[]): Run[] {
  return history.flatMap((state, start) => (state === 'operational' ? [] : [{ state, start, length: 1 }]))
}

/** Days on which something did not work; maintenance is not trouble. */
export function troubledDays(history: readonly PlatformState[]): number {
  return history.filter((state) => state !== 'operational' && state !== 'under_maintenance').length
}

/** One day is 4 units wide with a gap of 1: a dashed line draws any number of days in a few bytes. */
export const STEP = 5
const GAP = 1

/**
 * Where the lines of a state run; how thick they are, the stylesheet says. All stand on the ground, the worse the
 * taller: half as high, in two blocks, and to the top. Maintenance floats above a day that works.
 */
const LINES: Readonly<Record<PlatformState, readonly number[]>> = {
  operational: [21],
  under_maintenance: [8],
  degraded_performance: [18],
  partial_outage: [20, 9],
  major_outage: [12],
}

/** The SVG path of `length` days from `start`; the stylesheet's `stroke-dasharray: 4 1` cuts it into days. */
export function path(state: PlatformState, start: number, length: number): string {
  return LINES[state].map((y) => `M${start * STEP} ${y}h${length * STEP - GAP}`).join('')
}

/** How far before its first day a run is opened already: as far as a finger comes down on a small screen. */
const REACH = 43

/** Where each of some runs (in order) is opened from: no farther than half way from the one before. */
export function reaches(runs: readonly Run[]): number[] {
  return runs.map(({ start }, index) => {
    const before = runs[index - 1]
    const between = before ? (before.start + before.length + start) / 2 : 0
    return Math.round(Math.max(start * STEP - REACH, between * STEP))
  })
}

/** For each day of a month the one that a finger means there: of trouble within two days, else itself. */
export function meant(history: readonly PlatformState[]): number[] {
  const troubled = daysOfTrouble(history).map(({ start }) => start)
  return history.map((_, index) => {
    const far = (day: number) => Math.abs(day - index)
    return troubled.filter((day) => far(day) <= 2).sort((a, b) => far(a) - far(b))[0] ?? index
  })
}

/** "Sat 14 Nov 2026: Partial outage", or the first and last day of a longer run. `print` prints an instant's day. */
export function runTitle(run: Run, days: readonly Day[], t: Dictionary, print: (instant: number) => string): string {
  const [first, last] = [days[run.start], days[run.start + run.length - 1]]
  if (!first || !last) return t.words.state[run.state]
  const when = run.length === 1 ? print(first.from) : t.time.acrossDays(print(first.from), print(last.from))
  return t.platform.run(when, t.words.state[run.state])
}
