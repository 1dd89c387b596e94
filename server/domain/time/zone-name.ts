import type { Instant } from '../vocabulary.ts'

/** A zone has a short name only where its own people speak the language: "CET" in Britain, "GMT+1" in America. */
const KNOWN_IN = ['en-US', 'en-GB', 'en-CA', 'en-AU', 'en-IN', 'en-ZA', 'en-SG', 'pt-BR', 'ja']

/** What no such language has, of zones without summer time. */
const OTHERS: Readonly<Record<string, string>> = {
  'Asia/Hong_Kong': 'HKT',
  'Asia/Jakarta': 'WIB',
  'Asia/Seoul': 'KST',
  'Europe/Moscow': 'MSK',
}

const UNNAMED = /^(GMT|UTC)[+-]/
const formats = new Map<string, Intl.DateTimeFormat>()

/** "MST", "CEST": the name by which people know a zone at an instant, or "GMT+5:45" where there is none. */
export function zoneNameAt(instant: Instant, zone: string): string {
  const knownIn = KNOWN_IN.find((locale) => !UNNAMED.test(shortName(instant, zone, locale)))
  return knownIn === undefined && OTHERS[zone] ? OTHERS[zone] : shortName(instant, zone, knownIn ?? 'en-US')
}

function shortName(instant: Instant, timeZone: string, locale: string): string {
  const key = `${locale} ${timeZone}`
  const format = formats.get(key) ?? new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'short' })
  formats.set(key, format)
  return format.formatToParts(instant).find(({ type }) => type === 'timeZoneName')?.value ?? timeZone
}
