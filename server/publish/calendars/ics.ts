import { ICalAlarmType, ICalCalendar, ICalCalendarMethod, ICalEventStatus, ICalEventTransparency } from 'ical-generator'
import { actualWindow, isOver, type Maintenance } from '../../domain/maintenance/maintenance.ts'
import { toText } from '../../lib/markdown.ts'
import { cleanText, oneLine } from '../../lib/text.ts'

/** A calendar to subscribe to: of the page, a platform or a programme. */
interface Feed {
  name: string
  /** Where it is found. */
  url: string
  /** Public URL of the site without a trailing slash; its host makes the entries' ids unique in the world. */
  site: string
  maintenances: readonly Maintenance[]
  platformNames: ReadonlyMap<string, string>
  /** What was said of windows beside their own texts, by id. */
  notes: ReadonlyMap<string, readonly string[]>
  words: Words
}

/** What an entry says beside the window's own texts. */
interface Words {
  why: (reason: string) => string
  platforms: (names: string) => string
  names: (names: readonly string[]) => string
  noImpact: string
  withImpact: (platforms: number) => string
}

/** A reminder this long before the start, in seconds. */
const REMINDER = 60 * 60
/** How often subscribers should look again, in seconds. */
const REFRESH = 60 * 60

/** A calendar has at least one component (RFC 5545, section 3.6), and strict readers insist: one that shows nothing. */
const UTC = [
  ...['BEGIN:VTIMEZONE', 'TZID:Etc/UTC', 'BEGIN:STANDARD', 'DTSTART:19700101T000000', 'TZOFFSETFROM:+0000'],
  ...['TZOFFSETTO:+0000', 'TZNAME:UTC', 'END:STANDARD', 'END:VTIMEZONE', ''],
].join('\r\n')

/**
 * RFC 5545 text. The same data give the same bytes: nothing in it comes from the clock. Times are in UTC; ids stay the
 * same and SEQUENCE rises when a window changes, so that calendars replace what they hold; one called off stays in, as
 * CANCELLED, since leaving it out would leave it in people's calendars.
 */
export function calendarText({ name, url, site, maintenances, ...told }: Feed): string {
  const calendar = new ICalCalendar({
    // The library writes names as they are.
    name: oneLine(name).replace(/[\\;,]/g, '\\$&'),
    prodId: '//Signalpost//Maintenance//EN',
    method: ICalCalendarMethod.PUBLISH,
    ttl: REFRESH,
    url,
  })
  for (const maintenance of maintenances) {
    const { id, revision, updatedAt } = maintenance
    const { startsAt, endsAt } = actualWindow(maintenance)
    const page = `${site}/maintenance/${id}/`
    const event = calendar.createEvent({
      id: `${id}@${new URL(site).host}`,
      sequence: revision,
      stamp: new Date(updatedAt),
      lastModified: new Date(updatedAt),
      start: new Date(startsAt),
      end: new Date(endsAt),
      summary: oneLine(maintenance.title),
      description: describe(maintenance, told, page),
      status: statusOf(maintenance),
      // Nobody is busy because of it.
      transparency: ICalEventTransparency.TRANSPARENT,
      url: page,
    })
    if (maintenance.state === 'planned' || maintenance.state === 'announced') {
      event.createAlarm({ type: ICalAlarmType.display, trigger: REMINDER, description: oneLine(maintenance.title) })
    }
  }
  const text = `${calendar.toString()}\r\n`
  return maintenances.length > 0 ? text : text.replace('END:VCALENDAR', `${UTC}END:VCALENDAR`)
}

function statusOf({ state }: Maintenance): ICalEventStatus {
  if (state === 'cancelled') return ICalEventStatus.CANCELLED
  return state === 'planned' ? ICalEventStatus.TENTATIVE : ICalEventStatus.CONFIRMED
}

type Told = Pick<Feed, 'platformNames' | 'notes' | 'words'>

function describe(m: Maintenance, { platformNames, notes, words }: Told, page: string): string {
  const platforms = words.names(m.platforms.map((id) => platformNames.get(id) ?? id))
  const impact = m.impact === 'none' ? words.noImpact : platforms && words.withImpact(m.platforms.length)
  const paragraphs = [
    ...(notes.get(m.id) ?? []),
    toText(m.description),
    words.why(toText(m.reason)),
    ...(platforms ? [words.platforms(platforms)] : []),
    ...(impact && !isOver(m) ? [impact] : []),
    page,
  ]
  return cleanText(paragraphs.join('\n\n'))
}
