import { Memo } from '../lib/memo.ts'
import type { Receiver } from './channel.ts'
import { type Zones, zonesFor } from './zones.ts'

interface Place {
  publicUrl: string
  languages: readonly string[]
  /** The provider's IANA zone. */
  zone: string
}

/** A text for every reader of one language tag and zone. */
type Write<N, S, T> = (notice: N, tag: string, zones: Zones, site: S) => T

/** Beyond so many languages and zones the oldest text is composed again. */
const TEXTS = 500

/**
 * Remembers what was composed of a notice: thousands of readers share a few languages and zones. `zoneOf` returns the
 * zone that is named beside the reader's.
 */
export function perReader<N extends object, S extends Place, T>(
  write: Write<N, S, T>,
  zoneOf: (notice: N, site: S) => string = (_, site) => site.zone,
): (notice: N, receiver: Receiver, site: S) => T {
  const composed = new WeakMap<N, Memo<string, T>>()
  return (notice, { locale, timeZone }, site) => {
    const zones = zonesFor(timeZone, zoneOf(notice, site))
    const texts = composed.get(notice) ?? new Memo<string, T>(TEXTS)
    composed.set(notice, texts)
    const key = `${locale} ${zones.reader} ${zones.provider} ${site.publicUrl} ${site.languages}`
    return texts.get(key, () => write(notice, locale, zones, site))
  }
}
