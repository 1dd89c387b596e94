import { pathIn } from '../i18n/address.ts'
import { type Dictionary, dictionary } from '../i18n/index.ts'
import * as time from '../i18n/time.ts'
import type { PageContext, Site } from '../views.ts'

/** What components need around the view: texts, and how times are printed. */
export interface Setting {
  t: Dictionary
  /** A public path in the language of the page; views name none. What has an address of its own elsewhere stays. */
  to: (path: string) => string
  /** What times are told in: the subscriber's own on the page of a subscription, else the provider's. */
  zone: string
  /** This page in each language of the site; none where there is one alone, or the page has one address for all. */
  languages: { href: string; tag: string; name: string; isOwn: boolean }[]
  clock: (instant: number) => string
  day: (instant: number) => string
  dateTime: (instant: number) => string
  /** Relative to when the page was made: clock alone on the same day. */
  moment: (instant: number) => string
  /** Both ends of a window, in a zone of its own. */
  ends: (from: number, until: number, zone: string) => { from: string; until: string }
  /** How the script is to print the reader's own time as these do: attributes of `main`. */
  timePatterns: Record<string, string>
  /** Of a month, by their ISO dates: "12–18 November", or one: "Sat 14 Nov 2026". */
  daysOf: (first: string, last: string) => string
  duration: (ms: number) => string
  /** How long to wait: "20 seconds". */
  waitFor: (seconds: number) => string
  /** "2026-11" */
  monthOf: (instant: number) => string
  monthName: (month: string) => string
}

/** From `Astro.locals`. */
export function settingOf({ site, path, madeAt, view }: PageContext): Setting {
  const { locale } = site
  const zone = (view.kind === 'manage' && view.timeZone) || site.zone
  return {
    t: dictionary(locale),
    to: (given) => (isSpoken(given) ? pathIn(site, given) : given),
    languages: isSpoken(path) ? languagesOf(site, path) : [],
    zone,
    clock: (instant) => time.clock(instant, zone, locale),
    day: (instant) => time.day(instant, zone, locale),
    dateTime: (instant) => time.dateTime(instant, zone, locale),
    moment: (instant) => time.moment(instant, madeAt, zone, locale),
    ends: (from, until, of) => time.ends(from, until, of, locale),
    timePatterns: time.patterns(locale),
    daysOf: (first, last) => time.daysOf(first, last, locale),
    duration: (ms) => time.duration(ms, locale),
    waitFor: (seconds) => time.waitFor(seconds, locale),
    monthOf: (instant) => time.monthOf(instant, zone),
    monthName: (month) => time.monthName(month, locale),
  }
}

function languagesOf(site: Site, path: string): Setting['languages'] {
  if (site.languages.length < 2) return []
  return site.languages.map((locale) => {
    const { tag, name } = dictionary(locale).language
    return { href: pathIn({ ...site, locale }, path), tag, name, isOwn: locale === site.locale }
  })
}

/** Pages behind a personal link, and those of staff, have one address for all languages. */
function isSpoken(path: string): boolean {
  return (
    path.startsWith('/') &&
    !/^\/(staff|owed|manage|confirm|unsubscribe|resubscribe|organisations|contacts)\//.test(path)
  )
}
