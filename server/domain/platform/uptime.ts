import { type Instant, PLATFORM_STATES, type PlatformState } from '../vocabulary.ts'
import { worst } from './state.ts'

/** An interval in which a platform was in a state; `until` is null while it lasts. */
export interface Interval {
  state: PlatformState
  from: Instant
  until: Instant | null
}

export interface Day {
  /** ISO date in the provider's zone. */
  date: string
  from: Instant
  until: Instant
}

/** The last `count` calendar days in `zone`, oldest first, today included. A day may last 23 or 25 hours. */
export function lastDays(now: Instant, count: number, zone: string): Day[] {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate()
  const dates = Array.from({ length: count + 1 }, (_, index) => today.add({ days: index + 1 - count }))
  const starts = dates.map((date) => date.toZonedDateTime(zone).epochMilliseconds)
  return dates.slice(0, count).map((date, index) => ({
    date: date.toString(),
    from: starts[index] as Instant,
    until: starts[index + 1] as Instant,
  }))
}

/** The worst state of each day (`lastDays`), in order. */
export function worstByDay(days: readonly Day[], intervals: readonly Interval[], now: Instant): PlatformState[] {
  const states: PlatformState[] = days.map(() => 'operational')
  for (const { state, from, until } of intervals) {
    const end = until ?? now + 1
    for (let k = dayOf(days, from); k < days.length && (days[k] as Day).from < end; k++) {
      states[k] = worst([states[k] as PlatformState, state])
    }
  }
  return states
}

/** Index of the first day that ends after `at`. */
function dayOf(days: readonly Day[], at: Instant): number {
  let [low, high] = [0, days.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((days[middle] as Day).until > at) high = middle
    else low = middle + 1
  }
  return low
}

/** How much of each state counts as down: a major outage fully, a partial one three tenths, as Statuspage does. */
const DOWN: Readonly<Record<PlatformState, number>> = {
  operational: 0,
  under_maintenance: 0,
  degraded_performance: 0,
  partial_outage: 0.3,
  major_outage: 1,
}

/** The share of `from`–`until` a platform was up, 0 to 1. Overlapping incidents count once, by the worse. */
export function uptime(from: Instant, until: Instant, intervals: readonly Interval[]): number {
  if (until <= from) return 1
  const changes = intervals
    .map((i) => ({ weight: DOWN[i.state], from: Math.max(i.from, from), until: Math.min(i.until ?? until, until) }))
    .filter((i) => i.until > i.from && i.weight > 0)
    .flatMap(({ weight, from, until }) => [
      { at: from, weight, by: 1 },
      { at: until, weight, by: -1 },
    ])
    .sort((a, b) => a.at - b.at)
  const running = new Map<number, number>()
  let down = 0
  let since = from
  for (const { at, weight, by } of changes) {
    const heaviest = Math.max(0, ...[...running].filter(([, count]) => count > 0).map(([weight]) => weight))
    down += (at - since) * heaviest
    running.set(weight, (running.get(weight) ?? 0) + by)
    since = at
  }
  return 1 - down / (until - from)
}

/** Rank for comparing states, 0 is best. */
export function severity(state: PlatformState): number {
  return PLATFORM_STATES.indexOf(state)
}
