import { type Day, lastDays } from '../../domain/platform/uptime.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import { Memo } from '../../lib/memo.ts'

/** Remembers what is the same all day: every page asks for it, and reckoning with calendars is slow. */
export function daily<T, More extends (string | number)[]>(
  compute: (now: Instant, zone: string, ...more: More) => T,
): (now: Instant, zone: string, ...more: More) => T {
  const known = new Memo<string, T>(20)
  return (now, zone, ...more) =>
    known.get([startOfDay(now, zone), zone, ...more].join(' '), () => compute(now, zone, ...more))
}

const starts = new Memo<string, Instant>(50)
/** In every zone a day begins with one of these, so that one which begins within a day lies in it whole. */
const QUARTER = 15 * 60_000

function startOfDay(now: Instant, zone: string): Instant {
  return starts.get(`${Math.floor(now / QUARTER)} ${zone}`, () => lastDays(now, 1, zone)[0]?.from ?? now)
}

/** The last `count` calendar days in a zone, oldest first, today included. */
export const daysUntil = daily((now, zone, count: number): Day[] => lastDays(now, count, zone))
