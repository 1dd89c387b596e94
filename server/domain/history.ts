import { worst } from './platform-state.ts'
import { type Instant, PLATFORM_STATES, type PlatformState } from './vocabulary.ts'

/** One stretch of one platform's trouble; `until` null while it lasts. */
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
  return Array.from({ length: count }, (_, index) => {
    const date = today.subtract({ days: count - 1 - index })
    const start = (d: Temporal.PlainDate) => d.toZonedDateTime(zone).epochMilliseconds
    return { date: date.toString(), from: start(date), until: start(date.add({ days: 1 })) }
  })
}

/** The worst state of each day (`lastDays`), in order. */
export function worstByDay(days: readonly Day[], intervals: readonly Interval[], now: Instant): PlatformState[] {
  return days.map((day) =>
    worst(intervals.filter((i) => i.from < day.until && (i.until ?? now + 1) > day.from).map((i) => i.state)),
  )
}

/** How much of an outage counts as down: a major one whole, a partial one for three tenths, as customers know it from Statuspage. */
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
  const clipped = intervals
    .map((i) => ({ state: i.state, from: Math.max(i.from, from), until: Math.min(i.until ?? until, until) }))
    .filter((i) => i.until > i.from && DOWN[i.state] > 0)
  const edges = [...new Set(clipped.flatMap((i) => [i.from, i.until]))].sort((a, b) => a - b)
  let down = 0
  for (let k = 0; k + 1 < edges.length; k++) {
    const [start, end] = [edges[k] as number, edges[k + 1] as number]
    const state = worst(clipped.filter((i) => i.from <= start && i.until >= end).map((i) => i.state))
    down += (end - start) * DOWN[state]
  }
  return 1 - down / (until - from)
}

/** Rank for comparing states, 0 is best. */
export function severity(state: PlatformState): number {
  return PLATFORM_STATES.indexOf(state)
}
