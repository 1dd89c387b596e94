import type { Maintenance } from '../maintenance/maintenance.ts'
import type { Window } from '../time/window.ts'
import type { Instant, PlatformState } from '../vocabulary.ts'
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

export interface PastDays {
  /** Worst state of each day. */
  history: PlatformState[]
  /** Over those days, announced maintenance left out (`uptime`). */
  uptime: number
}

/** How a platform fared on some days: what incidents did to it, and the windows that began. */
export function pastDays(
  days: readonly Day[],
  incidents: readonly Interval[],
  maintenances: readonly Ran[],
  now: Instant,
): PastDays {
  const from = days[0]?.from ?? now
  return {
    history: worstByDay(days, [...incidents, ...maintenanceIntervals(maintenances)], now),
    uptime: uptimeOutside(from, now, incidents, announcedIntervals(maintenances)),
  }
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

/** A whole uptime: it is told in hundredths of a percent. */
const WHOLE_UPTIME = 10_000

/** How much of each state counts as down, in tenths: a major outage fully, a partial one three tenths, as Statuspage does. */
const DOWN: Readonly<Record<PlatformState, number>> = {
  operational: 0,
  under_maintenance: 0,
  degraded_performance: 0,
  partial_outage: 3,
  major_outage: 10,
}
const TENTHS = 10

/**
 * How much of `from`–`until` a platform was up, in hundredths of a percent, cut and never rounded up: only a spotless
 * record is `WHOLE_UPTIME`. Overlapping incidents count once, by the worse. Counted in whole numbers throughout: a
 * fraction that cannot be written in binary would cut 93.00 % to 92.99 %.
 */
export function uptime(from: Instant, until: Instant, intervals: readonly Interval[]): number {
  return uptimeOutside(from, until, intervals, [])
}

/** The time that was lost, in tenths of a millisecond. */
function lost(from: Instant, until: Instant, intervals: readonly Interval[]): number {
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
  return down
}

type Ran = Pick<
  Maintenance,
  'beganAt' | 'endedAt' | 'impact' | 'startsAt' | 'endsAt' | 'announcedAt' | 'originalDate' | 'notices'
>

/** What windows did to a platform they are about: under maintenance while they ran, where there was impact. */
export function maintenanceIntervals(maintenances: readonly Ran[]): Interval[] {
  return maintenances.flatMap(({ beganAt, endedAt, impact }) =>
    beganAt === null || impact === 'none' ? [] : [{ state: impact, from: beganAt, until: endedAt }],
  )
}

/**
 * The intervals that uptime leaves out: windows told before they began, as long as they had been told to last. A window
 * of a programme that is on the page only counts as told: it stood there for months. One without impact excuses nothing:
 * it promised that everything works.
 */
export function announcedIntervals(maintenances: readonly Ran[]): Window[] {
  return maintenances.flatMap((m) => {
    const { beganAt, endedAt, endsAt, impact } = m
    if (beganAt === null || impact === 'none' || !toldBefore(m, beganAt)) return []
    const until = Math.min(endedAt ?? endsAt, endsAt)
    return until > beganAt ? [{ startsAt: beganAt, endsAt: until }] : []
  })
}

function toldBefore({ announcedAt, originalDate, notices }: Ran, beganAt: Instant): boolean {
  if (announcedAt !== null) return announcedAt < beganAt
  return originalDate !== null && notices.before.length === 0
}

/** The same outside `excluded`; whole where nothing is left. */
export function uptimeOutside(
  from: Instant,
  until: Instant,
  intervals: readonly Interval[],
  excluded: readonly Window[],
): number {
  const gaps = gapsBetween(from, until, excluded)
  const total = TENTHS * gaps.reduce((sum, gap) => sum + gap.endsAt - gap.startsAt, 0)
  if (total <= 0) return WHOLE_UPTIME
  const down = gaps.reduce((sum, gap) => sum + lost(gap.startsAt, gap.endsAt, intervals), 0)
  // Of a year, the product is a third of the largest whole number that is exact.
  const hundredths = (total - down) * WHOLE_UPTIME
  return (hundredths - (hundredths % total)) / total
}

function gapsBetween(from: Instant, until: Instant, excluded: readonly Window[]): Window[] {
  const gaps: Window[] = []
  let cursor = from
  for (const { startsAt, endsAt } of [...excluded].sort((a, b) => a.startsAt - b.startsAt)) {
    if (Math.min(startsAt, until) > cursor) gaps.push({ startsAt: cursor, endsAt: Math.min(startsAt, until) })
    cursor = Math.max(cursor, endsAt)
  }
  if (until > cursor) gaps.push({ startsAt: cursor, endsAt: until })
  return gaps
}
