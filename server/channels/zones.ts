import type { Locale } from '../../src/i18n/index.ts'
import { dictionary } from '../../src/i18n/index.ts'
import { moment } from '../../src/i18n/time.ts'
import type { Instant } from '../domain/vocabulary.ts'

/** In whose time a message speaks: the reader's first, the provider's beside it where they differ. */
export interface Zones {
  reader: string
  provider: string
}

const known = new Map<string, boolean>()

/** The reader's zone if this machine knows it, otherwise the provider's. */
export function zonesFor(reader: string | null, provider: string): Zones {
  return { reader: reader && isZone(reader) ? reader : provider, provider }
}

function isZone(name: string): boolean {
  let valid = known.get(name)
  if (valid === undefined) {
    try {
      new Intl.DateTimeFormat('en', { timeZone: name })
      valid = true
    } catch {
      valid = false
    }
    known.set(name, valid)
  }
  return valid
}

/** "16:00 EST (14:00 MST)"; with its day where that is not the day of `now`. */
export function inBothZones(instant: Instant, now: Instant, { reader, provider }: Zones, locale: Locale): string {
  const [theirs, ours] = [moment(instant, now, reader, locale), moment(instant, now, provider, locale)]
  return theirs === ours ? theirs : dictionary(locale).mail.bothZones(theirs, ours)
}
