import { type Dictionary, dictionary } from '../i18n/index.ts'
import * as time from '../i18n/time.ts'
import type { PageContext } from '../views.ts'

/** What components need around the view: texts, and how times are printed. */
export interface Setting {
  t: Dictionary
  /** What times are told in: the subscriber's own on the page of a subscription, else the provider's. */
  zone: string
  clock: (instant: number) => string
  day: (instant: number) => string
  dateTime: (instant: number) => string
  /** Relative to when the page was made: clock alone on the same day. */
  moment: (instant: number) => string
  /** Both ends of a window, in a zone of its own. */
  ends: (from: number, until: number, zone: string) => { from: string; until: string }
  duration: (ms: number) => string
  /** How long to wait: "20 seconds". */
  waitFor: (seconds: number) => string
  /** "2026-11" */
  monthOf: (instant: number) => string
  monthName: (month: string) => string
}

/** From `Astro.locals`. */
export function settingOf({ site, madeAt, view }: PageContext): Setting {
  const { locale } = site
  const zone = (view.kind === 'manage' && view.timeZone) || site.zone
  return {
    t: dictionary(locale),
    zone,
    clock: (instant) => time.clock(instant, zone, locale),
    day: (instant) => time.day(instant, zone, locale),
    dateTime: (instant) => time.dateTime(instant, zone, locale),
    moment: (instant) => time.moment(instant, madeAt, zone, locale),
    ends: (from, until, of) => time.ends(from, until, of, locale),
    duration: (ms) => time.duration(ms, locale),
    waitFor: (seconds) => time.waitFor(seconds, locale),
    monthOf: (instant) => time.monthOf(instant, zone),
    monthName: (month) => time.monthName(month, locale),
  }
}
