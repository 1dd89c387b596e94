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
  history.forEach((state, index) => {
    const last = runs.at(-1)
    if (state === 'operational') return
    if (last && last.state === state && last.start + last.length === index) last.length += 1
    else runs.push({ state, start: index, length: 1 })
  })
  return runs
}

/** Days on which something did not work; maintenance is not trouble. */
export function troubledDays(history: readonly PlatformState[]): number {
  return history.filter((state) => state !== 'operational' && state !== 'under_maintenance').length
}

/** One day is 4 units wide with a gap of 1: a dashed line draws any number of days in a few bytes. */
export const STEP = 5
const GAP = 1

/** The SVG path of `length` days from `start`; the stylesheet's `stroke-dasharray: 4 1` cuts it into days. */
export function path(start: number, length: number): string {
  return `M${start * STEP} 12h${length * STEP - GAP}`
}

/** "Sat 14 Nov 2026: Partial outage", or the first and last day of a longer run. `print` prints an instant's day. */
export function runTitle(run: Run, days: readonly Day[], t: Dictionary, print: (instant: number) => string): string {
  const [first, last] = [days[run.start], days[run.start + run.length - 1]]
  if (!first || !last) return t.words.state[run.state]
  const when = run.length === 1 ? print(first.from) : t.time.acrossDays(print(first.from), print(last.from))
  return t.platform.run(when, t.words.state[run.state])
}
