import { readWall, wallOf } from '../time/wall.ts'
import { DAY, HOUR, type Instant } from '../vocabulary.ts'

/** Wall times of the subscriber's zone, `22:00`, never the same. */
export interface QuietHours {
  from: string
  to: string
}

/** What may wait for the morning: everything else of a window, and every incident, is told at once. */
const MAY_WAIT: ReadonlySet<string> = new Set(['announced', 'reminded'])
/** So long before its start a window is told at the latest. */
const AT_LATEST = HOUR

/** May this news of a window wait until quiet hours are over? */
export function mayWait(news: string): boolean {
  return MAY_WAIT.has(news)
}

/** Until when news that may wait of a window is held for a subscriber; null: it is told at once. */
export function heldUntil(
  { from, to }: QuietHours,
  zone: string,
  now: Instant,
  window: { startsAt: Instant },
): Instant | null {
  const latest = window.startsAt - AT_LATEST
  if (latest <= now || !isQuiet({ from, to }, wallOf(now, zone).text.slice(11))) return null
  return Math.min(endOf({ from, to }, zone, now), latest)
}

/** Is it quiet at a wall time? Over midnight where they end before they begin. */
function isQuiet({ from, to }: QuietHours, clock: string): boolean {
  return from < to ? from <= clock && clock < to : from <= clock || clock < to
}

/** The first instant after `now` that is not in them. Where clocks jump over their end, that is the jump. */
function endOf({ from, to }: QuietHours, zone: string, now: Instant): Instant {
  const ends: Instant[] = []
  // By half days: a whole one leaves out a date in the spring, when it has 23 hours.
  for (const at of [0, 1, 2, 3, 4].map((half) => now + (half * DAY) / 2)) {
    const wall = readWall(`${wallOf(at, zone).text.slice(0, 10)}T${to}`, zone)
    if (wall?.is === 'once') ends.push(wall.at)
    if (wall?.is === 'twice') ends.push(wall.at, wall.again)
    if (wall?.is === 'skipped') ends.push(jumpAfter(wall.before, zone))
  }
  const jump = jumpAfter(now, zone)
  if (!isQuiet({ from, to }, wallOf(jump, zone).text.slice(11))) ends.push(jump)
  return Math.min(...ends.filter((at) => at > now))
}

/** When the clocks of a zone are next set after `at`; never: a day later. */
function jumpAfter(at: Instant, zone: string): Instant {
  const next = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).getTimeZoneTransition('next')
  return next?.epochMilliseconds ?? at + DAY
}
