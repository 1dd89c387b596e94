import type { Receiver } from './channel.ts'
import { type Zones, zonesFor } from './zones.ts'

interface Place {
  publicUrl: string
  /** The provider's IANA zone. */
  zone: string
}

/** A text for every reader of one language tag and zone. */
type Write<N, S, T> = (notice: N, tag: string, zones: Zones, site: S) => T

/**
 * Remembers what was written of a notice: thousands of readers share a handful of languages and zones. `zoneOf` answers
 * the zone that is told beside the reader's.
 */
export function perReader<N extends object, S extends Place, T>(
  write: Write<N, S, T>,
  zoneOf: (notice: N, site: S) => string = (_, site) => site.zone,
): (notice: N, receiver: Receiver, site: S) => T {
  const written = new WeakMap<N, Map<string, T>>()
  return (notice, { locale, timeZone }, site) => {
    const zones = zonesFor(timeZone, zoneOf(notice, site))
    const key = `${locale} ${zones.reader} ${zones.provider} ${site.publicUrl}`
    const known = written.get(notice) ?? new Map<string, T>()
    written.set(notice, known)
    const text = known.get(key) ?? write(notice, locale, zones, site)
    known.set(key, text)
    return text
  }
}
