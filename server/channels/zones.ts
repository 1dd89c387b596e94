import type { Locale } from '../../src/i18n/index.ts'
import { dictionary } from '../../src/i18n/index.ts'
import { clock, dateTime, day, ends, moment } from '../../src/i18n/time.ts'
import type { Window } from '../domain/time/window.ts'
import { isZone } from '../domain/time/zone.ts'
import type { Instant } from '../domain/vocabulary.ts'
import { Memo } from '../lib/memo.ts'

/** In whose time a message speaks: the reader's first, the provider's beside it where they differ. */
export interface Zones {
  reader: string
  provider: string
}

const known = new Memo<string, boolean>(500)

/** The reader's zone if this machine knows it, otherwise the provider's. */
export function zonesFor(reader: string | null, provider: string): Zones {
  return { reader: reader && known.get(reader, () => isZone(reader)) ? reader : provider, provider }
}

/** "16:00 EST (14:00 MST)"; with its day where that is not the day of `now`. */
export function inBothZones(instant: Instant, now: Instant, { reader, provider }: Zones, locale: Locale): string {
  const [theirs, ours] = [moment(instant, now, reader, locale), moment(instant, now, provider, locale)]
  return theirs === ours ? theirs : dictionary(locale).mail.bothZones(theirs, ours)
}

/** "Sun 22 Nov 2026, 16:00 EST (14:00 MST)": with its day in any case, for what is read at any time. */
export function datedInBothZones(instant: Instant, { reader, provider }: Zones, locale: Locale): string {
  const theirs = dateTime(instant, reader, locale)
  if (theirs === dateTime(instant, provider, locale)) return theirs
  const isSameDay = day(instant, reader, locale) === day(instant, provider, locale)
  return dictionary(locale).mail.bothZones(theirs, (isSameDay ? clock : dateTime)(instant, provider, locale))
}

/** "Sat 21 Nov 2026, 00:00 → 06:00 EST (Fri 20 Nov 2026, 22:00 → Sat 04:00 MST)" */
export function windowInBothZones(window: Window, { reader, provider }: Zones, locale: Locale): string {
  const [theirs, ours] = [windowIn(window, reader, locale), windowIn(window, provider, locale)]
  return theirs === ours ? theirs : dictionary(locale).mail.bothZones(theirs, ours)
}

/** "Fri 20 Nov 2026, 22:00 → Sat 04:00 MST" */
export function windowIn({ startsAt, endsAt }: Window, zone: string, locale: Locale): string {
  const { from, until } = ends(startsAt, endsAt, zone, locale)
  return dictionary(locale).mail.window(from, until)
}
