import { zoneNameAt } from '../../domain/time/zone-name.ts'
import { DAY, HOUR, type Instant, MINUTE } from '../../domain/vocabulary.ts'

/** "15:07 MST", on another day than now "Fri 27 Nov 15:07 MST", in the provider's zone. */
export function localTime(at: Instant, zone: string, now: Instant): string {
  const [there, here] = [partsOf(at, zone), partsOf(now, zone)]
  const time = `${there.hour}:${there.minute} ${zoneNameAt(at, zone)}`
  if (there.year !== here.year) return `${there.day} ${there.month} ${there.year} ${time}`
  return there.day === here.day && there.month === here.month
    ? time
    : `${there.weekday} ${there.day} ${there.month} ${time}`
}

type Part = Exclude<Intl.DateTimeFormatPartTypes, 'literal'>

function partsOf(at: Instant, timeZone: string): Partial<Record<Part, string>> {
  const format = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone, weekday: 'short', year: 'numeric', month: 'short', day: 'numeric' },
    ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  })
  return Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]))
}

/** "in 60 min", "5 h 10 min ago", "in 3 days", "now". */
export function fromNow(at: Instant, now: Instant): string {
  const minutes = Math.round(Math.abs(at - now) / MINUTE)
  if (minutes === 0) return 'now'
  return at > now ? `in ${spanOf(minutes)}` : `${spanOf(minutes)} ago`
}

function spanOf(minutes: number): string {
  if (minutes < (2 * HOUR) / MINUTE) return `${minutes} min`
  if (minutes >= (2 * DAY) / MINUTE) return `${Math.round((minutes * MINUTE) / DAY)} days`
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`
}

/** "15:07 MST (in 60 min)" */
export function dueTime(at: Instant, zone: string, now: Instant): string {
  return `${localTime(at, zone, now)} (${fromNow(at, now)})`
}
