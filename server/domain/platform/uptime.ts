import type { Maintenance } from '../maintenance/maintenance.ts'
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

/** What is on record of a platform: since when it has been there, what incidents did to it, and the windows that began. */
export interface PlatformRecord {
  createdAt: Instant
  /** When it was archived; null while it is in use. */
  archivedAt?: Instant | null
  incidents: readonly Interval[]
  ran: readonly Ran[]
}

export interface PastDays {
  /** Worst state of each day; of one that is archived, of the days until then alone. */
  history: PlatformState[]
  /** Of those days since it is on record (`uptime`). */
  uptime: number
  /** Since when that is, where it was not on record all the time. */
  from: Instant | null
  /** Until when, where it was archived since. */
  until: Instant | null
  /** So many of the first days nothing is known of. */
  unknown: number
}

/** How a platform fared on some days up to `now`, or until it was archived. Every page tells its uptime by this. */
export function pastDays(all: readonly Day[], record: PlatformRecord, now: Instant): PastDays {
  const until = recordedUntil(record, now)
  const days = until < now ? all.filter((day) => day.from < until) : all
  const begin = all[0]?.from ?? now
  const from = recordedSince(record, begin, until)
  return {
    history: worstByDay(days, [...record.incidents, ...maintenanceIntervals(record.ran)], until),
    uptime: uptime(from, until, record.incidents),
    from: from > begin ? from : null,
    until: until < now ? until : null,
    unknown: days.filter((day) => day.until <= from).length,
  }
}

/** Until when a platform is on record: when it was archived, or what went on then was over. */
export function recordedUntil({ archivedAt = null, incidents, ran }: PlatformRecord, now: Instant): Instant {
  if (archivedAt === null) return now
  const ends = [...incidents.map(({ until }) => until), ...ran.map(({ endedAt }) => endedAt)]
  return Math.min(now, Math.max(archivedAt, ...ends.map((at) => at ?? now)))
}

/** From when on between two times a platform is on record: what is told of it from before it was there, was all the same. */
export function recordedSince({ createdAt, incidents, ran }: PlatformRecord, begin: Instant, end: Instant): Instant {
  const windows = ran.map(({ beganAt, endedAt }) => ({ from: beganAt ?? end, until: endedAt }))
  const touched = [...incidents, ...windows].filter(({ from, until }) => from < end && (until ?? end) > begin)
  return Math.max(begin, Math.min(createdAt, ...touched.map(({ from }) => from)))
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

/** The state that runs now, and since when it has run without a break: for one that works, since the last trouble, or null. */
export function standingOf(intervals: readonly Interval[]): { state: PlatformState; since: Instant | null } {
  const troubles = intervals.filter(({ state }) => state !== 'operational').sort((a, b) => b.from - a.from)
  const running = troubles.filter(({ until }) => until === null)
  const state = worst(running.map((one) => one.state))
  const ended = troubles.flatMap(({ until }) => until ?? [])
  if (running.length === 0) return { state, since: ended.length > 0 ? Math.max(...ended) : null }
  const same = troubles.filter((one) => one.state === state)
  const latest = Math.min(...same.flatMap(({ from, until }) => (until === null ? from : [])))
  // The latest comes first: whatever reaches the time known so far carries it back.
  return {
    state,
    since: same.reduce(
      (since, { from, until }) => (until === null || until >= since ? Math.min(since, from) : since),
      latest,
    ),
  }
}

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
 *
 * Maintenance takes nothing from it, and excuses nothing beside itself: what somebody posted as an incident counts, also
 * while a window runs.
 */
export function uptime(from: Instant, until: Instant, intervals: readonly Interval[]): number {
  const total = TENTHS * (until - from)
  if (total <= 0) return WHOLE_UPTIME
  // Of a year, the product is a third of the largest whole number that is exact.
  const hundredths = (total - lost(from, until, intervals)) * WHOLE_UPTIME
  return (hundredths - (hundredths % total)) / total
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

type Ran = Pick<Maintenance, 'beganAt' | 'endedAt' | 'impact'>

/** What windows did to a platform they are about: under maintenance while they ran, where there was impact. */
export function maintenanceIntervals(maintenances: readonly Ran[]): Interval[] {
  return maintenances.flatMap(({ beganAt, endedAt, impact }) =>
    beganAt === null || impact === 'none' ? [] : [{ state: impact, from: beganAt, until: endedAt }],
  )
}
