import { type Interval, uptime } from '../platform/uptime.ts'
import type { Window } from '../time/window.ts'
import type { Instant } from '../vocabulary.ts'
import type { Maintenance } from './maintenance.ts'

type Ran = Pick<
  Maintenance,
  'beganAt' | 'endedAt' | 'impact' | 'startsAt' | 'endsAt' | 'announcedAt' | 'originalDate' | 'notices'
>

/** The intervals in which windows with impact ran: their platform was under maintenance. */
export function maintenanceIntervals(maintenances: readonly Ran[]): Interval[] {
  return maintenances.flatMap(({ beganAt, endedAt, impact }) =>
    beganAt === null || impact === 'none' ? [] : [{ state: impact, from: beganAt, until: endedAt }],
  )
}

/**
 * The intervals that uptime leaves out: windows that were announced before they began, as long as they were announced to
 * last. A window of a programme without notices counts as announced, since it has been on the page for months.
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

/** The share of `from`–`until` outside `excluded` in which a platform was up, 0 to 1; 1 if nothing is left. */
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
