import { titleFor, written } from '../../../src/i18n/wording.ts'
import type { DeskView, PersonView, ProgrammeView, Site, SupportView } from '../../../src/views.ts'
import { lengthOf } from '../../domain/maintenance/notice-plan.ts'
import type { Programme } from '../../domain/maintenance/programme.ts'
import { partsOf } from '../../domain/maintenance/recurrence.ts'
import { WAKING } from '../../domain/maintenance/unscheduled.ts'
import type { Plan } from '../../domain/plan/plan.ts'
import {
  type Attendance,
  channelsFound,
  closedDates,
  isFound,
  isReachable,
  type SupportPerson,
} from '../../domain/plan/support.ts'
import type { Day } from '../../domain/platform/uptime.ts'
import { nextChange, openNow, type WeeklyHours } from '../../domain/time/office-hours.ts'
import { dateIn } from '../../domain/time/window.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import { Memo } from '../../lib/memo.ts'
import { htmlOf } from '../facts/html.ts'
import type { PublishSnapshot } from '../facts/snapshot.ts'
import { titled } from './summary.ts'

/** How customers reach support, and what is promised to them: the configuration, and what is open at this minute. */
export async function supportView(snapshot: PublishSnapshot): Promise<SupportView> {
  const { plan, now } = snapshot
  const { channels, places, contacts, escalation } = plan.support
  const desk = (of: Attendance) => deskView(of, plan, now)
  const person = (one: SupportPerson): PersonView => ({ ...one, desk: isAttended(one) ? desk(one) : null })
  return {
    kind: 'support',
    channels: channelsFound(channels, snapshot.site.supportUrl).map((channel) => ({ ...channel, desk: desk(channel) })),
    isReachable: isReachable(plan.support, snapshot.site.supportUrl),
    places: places.filter(isFound).map((place) => ({ ...place, desk: isAttended(place) ? desk(place) : null })),
    contacts: contacts.map(person),
    escalation: escalation.map((path) => ({ ...path, people: path.people.map(person) })),
    priorities: plan.priorities,
    changes: plan.changes,
    noAnswer: plan.noAnswer,
    postmortem: plan.postmortem,
    holidays: nextHolidays(plan, now),
    programmes: (await snapshot.programmes())
      .filter(({ archived }) => !archived)
      .map((one) => programmeView(one, snapshot.site)),
    waking: { ...WAKING, zone: plan.zone },
  }
}

function isAttended<T extends Attendance<WeeklyHours | null>>(one: T): one is T & Attendance {
  return one.hours !== null
}

/** At most so many are named. */
const HOLIDAYS = 12

function nextHolidays({ holidays, zone }: Plan, now: Instant): Instant[] {
  const today = dateIn(zone, now)
  const ahead = holidays.filter((date) => date >= today).sort()
  return ahead.slice(0, HOLIDAYS).map((date) => Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds)
}

function programmeView(
  { title, description, rule, anchor, notices, impact, platforms, ...hours }: Programme,
  site: Site,
): ProgrammeView {
  const { wallStart, wallEnd, zone } = hours
  const prose = written(site, description)
  const before = notices.before.map(lengthOf).filter((ms) => ms !== null)
  return {
    ...titled(titleFor(site, title)),
    ...{ description: htmlOf(prose.text), descriptionLang: prose.language ?? undefined },
    ...{ rule: partsOf(rule, anchor), wallStart, wallEnd, zone, impact },
    platforms: platforms.length,
    notices: { ...notices, before },
  }
}

/** Enough for an open page to stay right over a weekend. */
const CHANGES = 6

function deskView(desk: Attendance, { zone, holidays }: Plan, now: Instant): DeskView {
  const { hours, onHolidays } = desk
  const closedOn = closedDates(desk, holidays)
  const changes: Instant[] = []
  for (let at = nextChange(hours, zone, now, closedOn); at !== null && changes.length < CHANGES; ) {
    changes.push(at)
    at = nextChange(hours, zone, at, closedOn)
  }
  const open = openNow(hours, zone, now, closedOn)
  return { hours, onHolidays: holidays.length > 0 ? onHolidays : null, open, changes }
}

const known = new Memo<string, Instant[]>(100)

/** When desks open or close on a day. */
export function deskChangesOn(day: Day, { support, zone, holidays }: Plan): Instant[] {
  const all = attended(support)
  return known.get(`${day.from} ${day.until} ${zone} ${JSON.stringify([all, holidays])}`, () =>
    all.flatMap((desk) => changesBetween(day, desk, zone, closedDates(desk, holidays))),
  )
}

function changesBetween({ from, until }: Day, { hours }: Attendance, zone: string, closedOn: readonly string[]) {
  const next = (at: Instant) => nextChange(hours, zone, at, closedOn)
  const changes: Instant[] = []
  for (let at = next(from - 1); at !== null && at < until; at = next(at)) changes.push(at)
  return changes
}

function attended({ channels, places, contacts, escalation }: Plan['support']): Attendance[] {
  const all = [...channels, ...places, ...contacts, ...escalation.flatMap(({ people }) => people)]
  return all.filter(isAttended).map(({ hours, onHolidays }) => ({ hours, onHolidays }))
}
