import { type Day, lastDays } from '../../domain/platform/uptime.ts'
import { type Instant, MINUTE } from '../../domain/vocabulary.ts'
import { Memo } from '../../lib/memo.ts'

/** Every zone's day begins at a quarter of an hour: all instants of one quarter lie on one day. */
const QUARTER = 15 * MINUTE

const known = new Memo<string, Day>(10_000)
const knownDays = new Memo<string, Day[]>(100)
const knownDates = new Memo<string, Instant>(1_000)

/** The calendar day that an instant lies on in a zone. */
export function dayOf(at: Instant, zone: string): Day {
  return known.get(`${Math.floor(at / QUARTER)} ${zone}`, () => lastDays(at, 1, zone)[0] as Day)
}

/** The last `count` calendar days, oldest first: the same array all day long. */
export function daysUntil(now: Instant, count: number, zone: string): Day[] {
  return knownDays.get(`${dayOf(now, zone).date} ${count} ${zone}`, () => lastDays(now, count, zone))
}

/** The first instant of the day so many days (or months) away from today; of its month, if `ofMonth`. */
export function startOf(
  now: Instant,
  away: { days: number } | { months: number },
  zone: string,
  ofMonth = false,
): Instant {
  const { date } = dayOf(now, zone)
  return knownDates.get(`${date} ${JSON.stringify(away)} ${ofMonth} ${zone}`, () => {
    const today = Temporal.PlainDate.from(date)
    const day = ofMonth ? today.with({ day: 1 }) : today
    return day.add(away).toZonedDateTime(zone).epochMilliseconds
  })
}
