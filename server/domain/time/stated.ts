import type { FieldError } from '../refusal.ts'
import { field, says } from '../said.ts'
import { type Instant, MINUTE } from '../vocabulary.ts'

/** Clocks differ: an instant that staff state may lie this far ahead, and then counts as now. */
export const CLOCK_GRACE = 2 * MINUTE

/** An instant that staff state, of something that has happened already: never after `now`. */
export function stated(at: Instant, now: Instant): Instant {
  return Math.min(at, now)
}

/** Refuses an instant of something that cannot have happened yet. */
export function notYet(name: string, at: Instant | undefined, now: Instant): FieldError[] {
  if (at === undefined || at <= now + CLOCK_GRACE) return []
  return [{ pointer: `/${name}`, ...says`${field(name)} must not be in the future.` }]
}
