import type { Instant } from '../vocabulary.ts'

/** ISO weekdays, Monday first. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof WEEKDAYS)[number]

/** One opening on each of the days, in local time. `to` is "24:00" for midnight, and on the next day if not after `from`. */
export interface Opening {
  days: readonly Weekday[]
  /** "05:00" */
  from: string
  to: string
}

/** Around the clock, or the openings of a week. */
export type WeeklyHours = 'always' | readonly Opening[]

interface Interval {
  from: Instant
  until: Instant
}

/**
 * Is a desk with these hours (in `zone`) open at `now`? At its closing minute it is closed. No opening begins on the
 * ISO dates of `closedOn`; one that began the evening before goes on into such a day.
 */
export function openNow(hours: WeeklyHours, zone: string, now: Instant, closedOn: readonly string[] = []): boolean {
  const week = weekOf(hours, closedOn)
  return week === 'always' || current(intervals(week, zone, now, closedOn, NEAR), now) !== undefined
}

/** The next instant after `now` at which it opens or closes; null if it does not for two months. */
export function nextChange(
  hours: WeeklyHours,
  zone: string,
  now: Instant,
  closedOn: readonly string[] = [],
): Instant | null {
  const week = weekOf(hours, closedOn)
  if (week === 'always') return null
  const near = firstChange(intervals(week, zone, now, closedOn, NEAR), now)
  // Each week is like the other, but for the days on which it is closed.
  return near ?? (closedOn.length === 0 ? null : firstChange(intervals(week, zone, now, closedOn, FAR), now))
}

/** Around the clock, but not every day: then each day is an opening. */
function weekOf(hours: WeeklyHours, closedOn: readonly string[]): WeeklyHours {
  return hours === 'always' && closedOn.length > 0 ? [{ days: WEEKDAYS, from: '00:00', to: '24:00' }] : hours
}

function firstChange(week: readonly Interval[], now: Instant): Instant | null {
  const open = current(week, now)
  if (!open) return week.find((interval) => interval.from > now)?.from ?? null
  // Open through all the days looked at: it never closes.
  return open === week.at(-1) && open.until > now + A_WEEK ? null : open.until
}

/** How many days are looked at. */
const NEAR = 11
const FAR = 62
const A_WEEK = 7 * 86_400_000

function current(week: readonly Interval[], now: Instant): Interval | undefined {
  return week.find(({ from, until }) => from <= now && now < until)
}

/** The openings of `days` days from yesterday on, in order; adjacent ones are joined. */
function intervals(
  openings: readonly Opening[],
  zone: string,
  now: Instant,
  closedOn: readonly string[],
  days: number,
): Interval[] {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate()
  const dates = Array.from({ length: days }, (_, index) => today.add({ days: index - 1 }))
  const open = closedOn.length === 0 ? dates : dates.filter((date) => !closedOn.includes(date.toString()))
  const all = open.flatMap((date) =>
    openings
      .filter((opening) => opening.days.includes(WEEKDAYS[date.dayOfWeek - 1] as Weekday))
      .map(({ from, to }) => ({ from: at(date, from, zone), until: at(closingDay(date, from, to), to, zone) })),
  )
  return joined(all.filter(({ from, until }) => until > from).sort((a, b) => a.from - b.from))
}

function closingDay(date: Temporal.PlainDate, from: string, to: string): Temporal.PlainDate {
  return to > from ? date : date.add({ days: 1 })
}

/** A local time as an instant; one that the clocks skip is moved forward with them. */
function at(date: Temporal.PlainDate, time: string, zone: string): Instant {
  const [day, plainTime] = time === '24:00' ? [date.add({ days: 1 }), '00:00'] : [date, time]
  return day.toZonedDateTime({ timeZone: zone, plainTime }).epochMilliseconds
}

function joined(ordered: readonly Interval[]): Interval[] {
  const result: Interval[] = []
  for (const interval of ordered) {
    const last = result.at(-1)
    if (last && interval.from <= last.until) last.until = Math.max(last.until, interval.until)
    else result.push({ ...interval })
  }
  return result
}
