import type { WindowTranslations } from '../maintenance/translations.ts'
import type { Window } from '../time/window.ts'
import { DAY, type Instant } from '../vocabulary.ts'

const MONDAY = 1
const AT = '08:00'
/** A digest tells of windows that start before the next one, which is never further away; a night of other time included. */
export const DIGEST_COVERS = 8 * DAY

/** The next Monday morning of a zone after `now`. */
export function nextDigest(now: Instant, zone: string): Instant {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate()
  const ahead = (MONDAY - today.dayOfWeek + 7) % 7
  const on = (days: number) => today.add({ days }).toZonedDateTime({ timeZone: zone, plainTime: AT }).epochMilliseconds
  return on(ahead) > now ? on(ahead) : on(ahead + 7)
}

/** When the next one is due to a subscriber who has chosen them, and lives in this zone from now on. */
export function digestInZone(due: Instant | null, now: Instant, zone: string): Instant {
  // Whoever has had this week's gets no other one by moving west.
  return nextDigest(due === null ? now : Math.max(now, due - 6 * DAY), zone)
}

/** Is it still worth sending? On its day and the next. */
export function isTimely(due: Instant, now: Instant, zone: string): boolean {
  const dateOf = (at: Instant) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate()
  return dateOf(due).until(dateOf(now), { largestUnit: 'days' }).days <= 1
}

/** What is planned in the coming days: the notice of a `subscription.digest` event. */
export interface DigestNotice {
  at: Instant
  windows: readonly (Window & {
    id: string
    title: string
    /** Of the title; older notices have none. */
    translations?: WindowTranslations
    platforms: readonly string[]
  })[]
}
