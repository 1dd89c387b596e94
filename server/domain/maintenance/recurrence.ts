import { RRuleTemporal } from 'rrule-temporal'
import { ok, type Result, refuse } from '../refusal.ts'
import { WEEKDAYS, type Weekday } from '../time/office-hours.ts'

/**
 * A recurrence by dates: a subset of RFC 5545's RRULE.
 * FREQ=DAILY | WEEKLY | MONTHLY · INTERVAL=1…366 · with WEEKLY BYDAY=MO,FR… · with MONTHLY BYDAY=3FR or -1SU… or
 * BYMONTHDAY=15 or -1…. Anything else comes from its anchor, as in the RFC.
 */
export type Rule = string

const PARTS: Readonly<Record<string, RegExp>> = {
  FREQ: /^(DAILY|WEEKLY|MONTHLY)$/,
  INTERVAL: /^([1-9]\d?|[12]\d\d|3[0-5]\d|36[0-6])$/,
  BYDAY: /^(-?[1-5])?(MO|TU|WE|TH|FR|SA|SU)(,(-?[1-5])?(MO|TU|WE|TH|FR|SA|SU))*$/,
  BYMONTHDAY: /^-?([1-9]|[12]\d|3[01])(,-?([1-9]|[12]\d|3[01]))*$/,
}

/** Reads a rule into its canonical form; refuses what is not supported, naming the part. */
export function readRule(text: string): Result<Rule> {
  const rule = text
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, '')
  const parts = rule.split(';').map((part) => part.split('=') as [string, string?])
  const names = parts.map(([name]) => name)
  for (const [name, value = ''] of parts) {
    const shape = PARTS[name]
    if (!shape) return unreadable(`"${name}" is not supported. Supported are FREQ, INTERVAL, BYDAY and BYMONTHDAY.`)
    if (!shape.test(value)) return unreadable(`${name}=${value} is not valid.`)
  }
  if (names[0] !== 'FREQ' || new Set(names).size < names.length) {
    return unreadable('A rule begins with FREQ and has each part once, such as FREQ=MONTHLY;BYDAY=3FR.')
  }
  const mismatch = mismatchOf(Object.fromEntries(parts))
  return mismatch ? unreadable(mismatch) : ok(rule)
}

function mismatchOf({ FREQ, BYDAY, BYMONTHDAY }: Record<string, string | undefined>): string | null {
  if (BYDAY && BYMONTHDAY) return 'BYDAY and BYMONTHDAY cannot be combined.'
  if (BYMONTHDAY && FREQ !== 'MONTHLY') return 'BYMONTHDAY needs FREQ=MONTHLY.'
  if (!BYDAY) return null
  if (FREQ === 'WEEKLY' && /\d/.test(BYDAY)) return 'With FREQ=WEEKLY, the weekdays in BYDAY have no number.'
  if (FREQ === 'MONTHLY' && !/^(-?\d\w\w,?)+$/.test(BYDAY))
    return 'With FREQ=MONTHLY, each weekday needs a number: BYDAY=3FR.'
  return FREQ === 'DAILY' ? 'FREQ=DAILY takes no BYDAY.' : null
}

function unreadable(detail: string) {
  return refuse({ kind: 'invalid', code: 'invalid', detail, fields: [{ pointer: '/rule', detail }] })
}

/** The dates of a rule anchored at an ISO date, `from` ≤ date < `until`, in order. */
export function datesOf(rule: Rule, anchor: string, from: string, until: string): string[] {
  if (until <= anchor || until <= from) return []
  // The library only computes dates, at noon UTC: with local times, it drops those that the clocks skip.
  const recurring = new RRuleTemporal({ rruleString: rule, dtstart: noon(anchor), maxIterations: 50_000 })
  const last = Temporal.PlainDate.from(until).subtract({ days: 1 }).toString()
  return recurring.between(noon(from), noon(last), true).map((date) => date.toPlainDate().toString())
}

function noon(date: string): Temporal.ZonedDateTime {
  return Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: 'UTC', plainTime: '12:00' })
}

/** Does the rule, counted from `anchor`, fall on `date`? A rule has to fall on its own anchor. */
export function fallsOn(rule: Rule, anchor: string, date: string): boolean {
  const next = Temporal.PlainDate.from(date).add({ days: 1 }).toString()
  return datesOf(rule, anchor, date, next).includes(date)
}

/** A rule as words say it: every third week on Tuesdays, every month on its third Friday or its 15th. */
export interface RuleParts {
  unit: 'day' | 'week' | 'month'
  /** Every so many of the unit. */
  every: number
  /** With `nth` (-1 is the last) in a month, without in a week; none where it comes by the day, or by date. */
  days: readonly { day: Weekday; nth: number | null }[]
  /** Days of the month; -1 is its last. */
  dates: readonly number[]
}

/** Takes a rule apart; what it leaves out comes from its anchor. A number of days that is whole weeks is told as such. */
export function partsOf(rule: Rule, anchor: string): RuleParts {
  const { FREQ, INTERVAL = '1', BYDAY, BYMONTHDAY } = Object.fromEntries(rule.split(';').map((part) => part.split('=')))
  const every = Number(INTERVAL)
  const first = Temporal.PlainDate.from(anchor)
  const weekday = { day: WEEKDAYS[first.dayOfWeek - 1] as Weekday, nth: null }
  if (FREQ === 'MONTHLY' && BYDAY) return { unit: 'month', every, days: BYDAY.split(',').map(dayOf), dates: [] }
  if (FREQ === 'MONTHLY') {
    return { unit: 'month', every, days: [], dates: BYMONTHDAY?.split(',').map(Number) ?? [first.day] }
  }
  if (FREQ === 'WEEKLY') return { unit: 'week', every, days: BYDAY?.split(',').map(dayOf) ?? [weekday], dates: [] }
  if (every % 7 === 0) return { unit: 'week', every: every / 7, days: [weekday], dates: [] }
  return { unit: 'day', every, days: [], dates: [] }
}

/** "3FR" */
function dayOf(text: string): RuleParts['days'][number] {
  const [, nth, day = ''] = /^(-?\d)?(\w\w)$/.exec(text) ?? []
  const weekday = WEEKDAYS.find((name) => name.startsWith(day.toLowerCase())) as Weekday
  return { day: weekday, nth: nth === undefined ? null : Number(nth) }
}
