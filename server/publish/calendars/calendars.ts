import { plannedWindow } from '../../../db/maintenance/updates.ts'
import { pathIn, rootIn } from '../../../src/i18n/address.ts'
import { dictionary } from '../../../src/i18n/index.ts'
import { dateTime, span } from '../../../src/i18n/time.ts'
import { bodyFor, fieldFor, named, textIn } from '../../../src/i18n/wording.ts'
import type { FeedLink, Site } from '../../../src/views.ts'
import { endedOtherwise, isRunning, type Maintenance, toldAfterwards } from '../../domain/maintenance/maintenance.ts'
import { type MaintenanceNews, newEndOf } from '../../domain/maintenance/notice.ts'
import type { Programme } from '../../domain/maintenance/programme.ts'
import type { Wording } from '../../domain/wording.ts'
import { toText } from '../../lib/markdown.ts'
import {
  addressOf,
  maintenancePath,
  platformCalendarPath,
  programmeCalendarPath,
  SITE_CALENDAR,
  windowCalendarPath,
} from '../facts/addresses.ts'
import { descriptionFor } from '../facts/maintenance.ts'
import type { Platforms, PublishSnapshot } from '../facts/snapshot.ts'
import { calendarText } from './ics.ts'

/** News of when a window ends. */
const TELLS_END = new Set<MaintenanceNews>(['moved', 'extended', 'overrun'])

/** Whose windows a calendar holds. */
export type CalendarScope =
  | { about: 'everything' }
  | { about: 'platform'; id: string }
  | { about: 'programme' | 'window'; id: string }

export function calendarPath(scope: CalendarScope): string {
  if (scope.about === 'everything') return SITE_CALENDAR
  if (scope.about === 'window') return windowCalendarPath(scope.id)
  return scope.about === 'platform' ? platformCalendarPath(scope.id) : programmeCalendarPath(scope.id)
}

/** A calendar to subscribe to (RFC 5545), or null where there is nothing public of that name. */
export async function makeCalendar(snapshot: PublishSnapshot, scope: CalendarScope): Promise<string | null> {
  const { site } = snapshot
  const { maintenance, words } = dictionary(site.locale)
  const [platforms, windows, programmes] = await Promise.all([
    snapshot.platforms(),
    windowsIn(snapshot, scope),
    snapshot.programmes(),
  ])
  const name = nameOf(scope, site, platforms, [...programmes, ...windows])
  if (name === null) return null
  return calendarText({
    name,
    url: addressOf(site, calendarPath(scope)),
    site: rootIn(site.url, site),
    maintenances: await inWords(snapshot, windows, platforms),
    notes: await notesOn(snapshot, windows),
    platformNames: new Map(platforms.list.map((platform) => [platform.id, platform.name])),
    words: { ...maintenance, ...maintenance.entry, names: words.list },
  })
}

/** Windows in the reader's language, as far as it is known, and the platforms that the public may see. */
async function inWords(snapshot: PublishSnapshot, windows: readonly Maintenance[], platforms: Platforms) {
  const { site } = snapshot
  const isFirst = site.locale === site.languages[0]
  const told = isFirst
    ? windows.map((maintenance) => ({ maintenance, updates: [] }))
    : await snapshot.withUpdates(windows)
  return told.map(({ maintenance: m, updates }) => ({
    ...m,
    title: fieldFor(site, m, 'title').text,
    description: labelled(descriptionFor(site, { maintenance: m, updates }), site),
    reason: named(fieldFor(site, m, 'reason'), site.locale),
    platforms: shown(m, platforms),
  }))
}

/** Below what says which language it is in, where that is not the calendar's. */
function labelled({ text, language }: Wording, { locale }: Site): string {
  return language === null ? text : `${textIn(language, locale)}\n\n${text}`
}

/**
 * When windows that were moved were to be, why one was called off, that one takes longer (the entry's end is the planned
 * one: nobody knows another), when one that ended otherwise was to be, and whether it was told afterwards, by id. Only what was told, so that SEQUENCE has risen.
 */
async function notesOn(
  snapshot: PublishSnapshot,
  windows: readonly Maintenance[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { locale } = snapshot.site
  const { maintenance: words, mail } = dictionary(locale)
  const noted = windows.filter(
    (m) => m.movedAt !== null || m.state === 'cancelled' || isRunning(m) || endedOtherwise(m, m) || toldAfterwards(m),
  )
  const told = (await snapshot.withUpdates(noted)).map(({ maintenance: m, updates }) => {
    const move = updates.find(({ news }) => news === 'moved')
    const off = updates.find(({ news }) => news === 'cancelled')
    // An extension gives it another end.
    const late = isRunning(m) && updates.find(({ news }) => TELLS_END.has(news))?.news === 'overrun'
    const [from, until] = [move?.previous_starts_at ?? null, move?.previous_ends_at ?? null]
    const planned = plannedWindow(m, updates)
    const tellsPlan = late || endedOtherwise(m, planned)
    const newEnd = words.newEnd[newEndOf(m.endsAt, planned.endsAt)]
    const notes = [
      off && (off.body === null ? words.said.cancelled : offBecause(snapshot.site, { ...off, body: off.body })),
      late && words.said.overrun,
      tellsPlan && mail.maintenance.wasPlanned(span(planned.startsAt, planned.endsAt, m.zone, locale)),
      tellsPlan && planned.endsAt !== m.endsAt && mail.fact(newEnd, dateTime(m.endsAt, m.zone, locale)),
      from !== null && until !== null && words.previously(span(from, until, m.zone, locale)),
      toldAfterwards(m) && words.afterwards,
    ]
    return [m.id, notes.filter((note) => typeof note === 'string')] as const
  })
  return new Map(told)
}

function offBecause(site: Site, of: Parameters<typeof bodyFor>[1]): string {
  const { text, language } = bodyFor(site, of)
  return named({ text: toText(text), language }, site.locale)
}

function nameOf(
  scope: CalendarScope,
  site: Site,
  platforms: Platforms,
  /** And windows. */
  programmes: readonly Pick<Programme, 'id' | 'title' | 'translations'>[],
): string | null {
  const { calendarName } = dictionary(site.locale).maintenance
  if (scope.about === 'everything') return calendarName.all(site.name)
  if (scope.about === 'platform') {
    const platform = platforms.byId.get(scope.id)
    return platform ? calendarName.one(platform.name, site.name) : null
  }
  const programme = programmes.find(({ id }) => id === scope.id)
  return programme ? calendarName.one(fieldFor(site, programme, 'title').text, site.name) : null
}

/** A calendar of one window is for whoever wants no other; it is there as long as its page. */
async function windowsIn(snapshot: PublishSnapshot, scope: CalendarScope): Promise<Maintenance[]> {
  if (scope.about === 'everything') return snapshot.calendarWindows()
  if (scope.about === 'window') return [(await snapshot.maintenance(scope.id))?.maintenance ?? []].flat()
  const { about, id } = scope
  return (await snapshot.calendarWindows()).filter(({ platforms, programmeId }) =>
    about === 'platform' ? platforms.includes(id) : programmeId === id,
  )
}

/** How a page links a calendar. */
export function calendarLink(site: Site, scope: Exclude<CalendarScope, { about: 'window' | 'programme' }>): FeedLink {
  const { maintenance, feeds } = dictionary(site.locale)
  const what = maintenance.calendarOf[scope.about]
  return {
    title: feeds.link(what, 'ICS'),
    what,
    format: 'ICS',
    href: pathIn(site, calendarPath(scope)),
    type: 'text/calendar',
  }
}

/** A programme and its windows for another portal to show, or null where there is none. Instants are RFC 3339 in UTC. */
export async function programmeData(snapshot: PublishSnapshot, id: string): Promise<object | null> {
  const programme = (await snapshot.programmes()).find((one) => one.id === id)
  if (!programme) return null
  const [platforms, windows] = await Promise.all([snapshot.platforms(), snapshot.calendarWindows()])
  const own = (field: 'title' | 'description' | 'reason') => fieldFor(snapshot.site, programme, field).text
  const { rule, anchor, wallStart, wallEnd, zone, impact, notices, archived } = programme
  return {
    programme: {
      ...{
        id,
        title: own('title'),
        description: toText(own('description')),
        reason: toText(own('reason')),
      },
      ...{ rule, anchor, wallStart, wallEnd, zone, impact, notices, archived },
      platforms: namesOf(programme.platforms, platforms),
    },
    calendar: snapshot.site.url + programmeCalendarPath(id),
    occurrences: windows.filter((m) => m.programmeId === id).map((m) => occurrence(m, platforms, snapshot.site)),
  }
}

function occurrence(m: Maintenance, platforms: Platforms, site: Site): object {
  return {
    id: m.id,
    url: site.url + maintenancePath(m.id),
    title: fieldFor(site, m, 'title').text,
    state: m.state,
    startsAt: iso(m.startsAt),
    endsAt: iso(m.endsAt),
    zone: m.zone,
    impact: m.impact,
    description: toText(fieldFor(site, m, 'description').text),
    reason: toText(fieldFor(site, m, 'reason').text),
    platforms: namesOf(m.platforms, platforms),
    revision: m.revision,
    updatedAt: iso(m.updatedAt),
  }
}

function namesOf(ids: readonly string[], { byId }: Platforms): { id: string; name: string }[] {
  return ids.flatMap((id) => byId.get(id) ?? []).map(({ id, name }) => ({ id, name }))
}

function iso(at: number): string {
  return new Date(at).toISOString().replace('.000Z', 'Z')
}

/** Archived platforms are not shown to the public. */
function shown({ platforms }: Maintenance, { byId }: Platforms): string[] {
  return platforms.filter((id) => byId.has(id))
}
