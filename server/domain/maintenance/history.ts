import { type Interval, uptime } from '../platform/uptime.ts'
import type { Window } from '../time/window.ts'
import type { Instant } from '../vocabulary.ts'
import type { Maintenance } from './maintenance.ts'

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
 * of a programme that is on the page only counts as told: it stood there for months.
 */
export function announcedIntervals(maintenances: readonly Ran[]): Window[] {
  return maintenances.flatMap((m) => {
    const { beganAt, endedAt, endsAt } = m
    if (beganAt === null || !toldBefore(m, beganAt)) return []
    const until = Math.min(endedAt ?? endsAt, endsAt)
    return until > beganAt ? [{ startsAt: beganAt, endsAt: until }] : []
  })
}

function toldBefore({ announcedAt, originalDate, notices }: Ran, beganAt: Instant): boolean {
  if (announcedAt !== null) return announcedAt < beganAt
  return originalDate !== null && notices.before.length === 0
}

/** The share of `from`–`until` outside `excluded` that a platform was up, 0 to 1; 1 where nothing is left. */
export function uptimeOutside(
  from: Instant,
  until: Instant,
  intervals: readonly Interval[],
  excluded: readonly Window[],
): number {
  const gaps = gapsBetween(from, until, excluded)
  const total = gaps.reduce((sum, gap) => sum + gap.endsAt - gap.startsAt, 0)
  if (total === 0) return 1
  const up = gaps.reduce((sum, g) => sum + (g.endsAt - g.startsAt) * uptime(g.startsAt, g.endsAt, intervals), 0)
  return up / total
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
