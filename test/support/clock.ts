import { HOUR, type Instant, MINUTE } from '../../server/domain/vocabulary.ts'

/** Tuesday 10 November 2026, 15:00 UTC: 08:00 in Denver, an ordinary business day. */
export const START: Instant = Date.UTC(2026, 10, 10, 15)

/** An instant from ISO text, for tests that read better with dates. */
export function instant(iso: string): Instant {
  return Temporal.Instant.from(iso).epochMilliseconds
}

/** A clock that only the test moves. */
export interface ManualClock {
  (): Instant
  now(): Instant
  /** Moves forward by milliseconds and returns the new instant. */
  advance(ms: number): Instant
  set(instant: Instant): Instant
}

/** Starts at `START` unless told otherwise. */
export function manualClock(start: Instant = START): ManualClock {
  let now = start
  const set = (instant: Instant) => {
    now = instant
    return now
  }
  return Object.assign(() => now, { now: () => now, advance: (ms: number) => set(now + ms), set })
}

export const minutes = (count: number): number => count * MINUTE
export const hours = (count: number): number => count * HOUR
