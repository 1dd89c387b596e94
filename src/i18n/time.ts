/** The one place that prints instants. Every text names its zone; a span across days names both days. */

import { zoneNameAt } from '../../server/domain/time/zone-name.ts'
import { DAY, HOUR, type Instant, MINUTE } from '../../server/domain/vocabulary.ts'
import { dictionary, type Locale } from './index.ts'

type Parts = Record<string, string>

type Print = (instant: Instant) => Parts

/** Remembered texts per format; pages print the same minutes again and again. */
const MEMORY = 5_000

/** Building an Intl format costs far more than using it, and using it more than remembering. Exact to the minute. */
function printer(locale: string, options: Intl.DateTimeFormatOptions): Print {
  const format = new Intl.DateTimeFormat(locale, options)
  const known = new Map<number, Parts>()
  return (instant) => {
    const minute = Math.floor(instant / MINUTE)
    const remembered = known.get(minute)
    if (remembered) return remembered
    const made = Object.fromEntries(format.formatToParts(instant).map((p) => [p.type, p.value]))
    if (known.size >= MEMORY) known.clear()
    known.set(minute, made)
    return made
  }
}

/** The parts of an instant that a format names, in any zone and language. */
function format(options: Intl.DateTimeFormatOptions): (instant: Instant, zone: string, locale: string) => Parts {
  const printers = new Map<string, Print>()
  return (instant, timeZone, locale) => {
    const key = `${locale} ${timeZone}`
    const print = printers.get(key) ?? printer(locale, { ...options, timeZone })
    printers.set(key, print)
    return print(instant)
  }
}

const clockParts = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
const dayParts = format({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' })
const weekdayParts = format({ weekday: 'short' })
const monthParts = format({ year: 'numeric', month: '2-digit' })
const monthNameParts = format({ month: 'long', year: 'numeric' })

/** The language that `Intl` takes the names of days and months from. */
function namesOf(locale: Locale): string {
  return dictionary(locale).language.dates
}

/** "14:00", without its zone: only for use beside a text that names it. */
function bareClock(instant: Instant, zone: string): string {
  const p = clockParts(instant, zone, 'en-US')
  return `${p.hour}:${p.minute}`
}

/** "MST". Zones change their name on the hour at the earliest. */
function zoneName(instant: Instant, zone: string): string {
  const hour = Math.floor(instant / HOUR)
  const key = `${zone} ${hour}`
  const name = zoneNames.get(key) ?? zoneNameAt(instant, zone)
  if (zoneNames.size >= MEMORY) zoneNames.clear()
  zoneNames.set(key, name)
  return name
}
const zoneNames = new Map<string, string>()

/** "14:00 MST" */
export function clock(instant: Instant, zone: string, locale: Locale): string {
  return dictionary(locale).time.clock({ clock: bareClock(instant, zone), zone: zoneName(instant, zone) })
}

/** "Nov", "22", "14:00" and "MST": the parts of a time in feeds; in English months are as Statuspage's readers know them. */
export function stamp(instant: Instant, zone: string, locale: Locale) {
  const { month = '', day = '' } = dayParts(instant, zone, locale === 'en' ? 'en-US' : namesOf(locale))
  return { month, day, time: bareClock(instant, zone), zone: zoneName(instant, zone) }
}

/** "Sun 22 Nov 2026" */
export function day(instant: Instant, zone: string, locale: Locale): string {
  const p = dayParts(instant, zone, namesOf(locale))
  return dictionary(locale).time.day({
    weekday: p.weekday ?? '',
    day: p.day ?? '',
    month: p.month ?? '',
    year: p.year ?? '',
  })
}

/** "Sun 22 Nov 2026, 14:00 MST" */
export function dateTime(instant: Instant, zone: string, locale: Locale): string {
  return dictionary(locale).time.dayAndClock(day(instant, zone, locale), clock(instant, zone, locale))
}

/** "Fri 20 Nov 22:00 MST", for a heading; with its year where that is not the year of `now`. */
export function compact(instant: Instant, now: Instant, zone: string, locale: Locale): string {
  const { time } = dictionary(locale)
  const [p, today] = [instant, now].map((at) => dayParts(at, zone, namesOf(locale))) as [Parts, Parts]
  const parts = { weekday: p.weekday ?? '', day: p.day ?? '', month: p.month ?? '' }
  const date = p.year === today.year ? time.dayOfYear(parts) : day(instant, zone, locale)
  return time.compact(date, clock(instant, zone, locale))
}

/** "14:00 MST" if that is on the same day as `now`, else with its day. */
export function moment(instant: Instant, now: Instant, zone: string, locale: Locale): string {
  const near = day(instant, zone, locale) === day(now, zone, locale)
  return near ? clock(instant, zone, locale) : dateTime(instant, zone, locale)
}

/** "Sun 22 Nov 2026, 14:00 to 16:00 MST", or both ends in full across days or a change of the clocks. */
export function span(from: Instant, until: Instant, zone: string, locale: Locale): string {
  const { time } = dictionary(locale)
  const sameDay = day(from, zone, locale) === day(until, zone, locale)
  if (!sameDay || zoneName(from, zone) !== zoneName(until, zone)) {
    return time.acrossDays(dateTime(from, zone, locale), dateTime(until, zone, locale))
  }
  return time.sameDay(day(from, zone, locale), bareClock(from, zone), clock(until, zone, locale))
}

/**
 * Both ends of a window for lists: "Fri 20 Nov 2026, 22:00" and "Sat 04:00 MST". The first names its zone only where
 * the clocks change in between; the second its date where a weekday does not say it, or in another year.
 */
export function ends(from: Instant, until: Instant, zone: string, locale: Locale): { from: string; until: string } {
  const { time } = dictionary(locale)
  const sameZone = zoneName(from, zone) === zoneName(until, zone)
  const start = time.dayAndClock(day(from, zone, locale), sameZone ? bareClock(from, zone) : clock(from, zone, locale))
  const end = clock(until, zone, locale)
  if (day(from, zone, locale) === day(until, zone, locale)) return { from: start, until: end }
  const sameYear = yearOf(from, zone) === yearOf(until, zone)
  if (until - from >= 6 * DAY || !sameYear) return { from: start, until: dateTime(until, zone, locale) }
  return { from: start, until: time.weekdayAndClock({ weekday: weekday(until, zone, locale), clock: end }) }
}

/** What a script prints instants by as these functions do: `data-dated`, `data-brief` and the language of `data-dates`. */
export function patterns(locale: Locale): Record<string, string> {
  const { time, language } = dictionary(locale)
  const [weekday, day, month, year, clock] = ['{weekday}', '{day}', '{month}', '{year}', '{clock}']
  return {
    'data-dates': language.dates,
    'data-dated': time.dayAndClock(time.day({ weekday, day, month, year }), clock),
    'data-brief': time.weekdayAndClock({ weekday, clock }),
  }
}

function yearOf(instant: Instant, zone: string): string {
  return monthOf(instant, zone).slice(0, 4)
}

/** "Sat" */
export function weekday(instant: Instant, zone: string, locale: Locale): string {
  return weekdayParts(instant, zone, namesOf(locale)).weekday ?? ''
}

/** "22:00" of the zone that a text near by names. */
export function wallClock(instant: Instant, zone: string): string {
  return bareClock(instant, zone)
}

/** "2026-11": the calendar month of an instant. */
export function monthOf(instant: Instant, zone: string): string {
  const p = monthParts(instant, zone, 'en-US')
  return `${p.year}-${p.month}`
}

/** "November 2026" from "2026-11". */
export function monthName(month: string, locale: Locale): string {
  const p = monthNameParts(Date.parse(`${month}-01T00:00:00Z`), 'UTC', namesOf(locale))
  return dictionary(locale).time.month({ month: p.month ?? '', year: p.year ?? '' })
}

/** "12–18 November" from the ISO dates of the first and the last day; one alone with its weekday. */
export function daysOf(first: string, last: string, locale: Locale): string {
  const at = (date: string) => Date.parse(`${date}T00:00:00Z`)
  if (first === last) return day(at(first), 'UTC', locale)
  const number = (date: string) => String(Number(date.slice(8)))
  const { month = '' } = monthNameParts(at(first), 'UTC', namesOf(locale))
  return dictionary(locale).time.daysOfMonth({ from: number(first), until: number(last), month })
}

/** "2 h 10 min", "3 days 4 h": the two largest units. */
export function duration(ms: number, locale: Locale): string {
  const { time } = dictionary(locale)
  const total = Math.max(0, Math.round(ms / MINUTE)) * MINUTE
  if (total < MINUTE) return time.lessThanMinute
  const [days, hours, minutes] = [
    Math.floor(total / DAY),
    Math.floor((total % DAY) / HOUR),
    Math.floor((total % HOUR) / MINUTE),
  ]
  const [larger = '', smaller] = [
    days > 0 ? time.days(days) : '',
    hours > 0 ? time.hours(hours) : '',
    minutes > 0 && days === 0 ? time.minutes(minutes) : '',
  ].filter((text) => text !== '')
  return smaller === undefined ? larger : time.twoUnits(larger, smaller)
}

/** "20 seconds", "3 min", "1 h 5 min": how long to wait, never less than it takes. Beyond a minute in whole minutes. */
export function waitFor(seconds: number, locale: Locale): string {
  const { time } = dictionary(locale)
  if (seconds < 60) return time.seconds(Math.max(1, Math.ceil(seconds)))
  return duration(Math.ceil(seconds / 60) * MINUTE, locale)
}

/** For `<time datetime>`. */
export function iso(instant: Instant): string {
  return new Date(instant).toISOString().replace('.000Z', 'Z')
}
