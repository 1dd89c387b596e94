import { duplicatesOf } from '../../../db/incident/duplicates.ts'
import { incidentIdsAfter, incidentIdsOf, publicIncidents } from '../../../db/incident/public.ts'
import { relatedTo } from '../../../db/incident/relations.ts'
import type { Db, EventKind, Row } from '../../../db/schema/index.ts'
import { overruns, overrunsAfter } from '../../domain/maintenance/maintenance.ts'
import { standing, standingChangesAt } from '../../domain/promise/promise.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import { monthOf } from '../facts/months.ts'
import type { IncidentWithUpdates, PublishSnapshot } from '../facts/snapshot.ts'
import type { UptimeCache } from '../facts/uptime-cache.ts'
import { publicMonths } from '../views/history.ts'
import { summary } from '../views/summary.ts'
import { deskChanges, nextDeskChange } from '../views/support.ts'
import {
  type Document,
  errorPages,
  historyPage,
  homePage,
  incidentData,
  incidentPage,
  monthPage,
  nowDocument,
  platformData,
  platformPage,
  siteData,
  subscribePage,
} from './documents.ts'
import {
  everythingOfMaintenance,
  maintenanceLate,
  maintenanceTouched,
  maintenanceTouchedByDay,
} from './invalidation-maintenance.ts'
import { maintenanceListPage, platformCalendar } from './maintenance.ts'
import { manifest } from './manifest.ts'
import { promisesPage, supportPage } from './plan.ts'

export type PublicEvent = Pick<Row<'events'>, 'id' | 'kind' | 'incident_id' | 'maintenance_id' | 'platforms'>

/** What has to be made again. */
export interface Touched {
  /** Before anybody is told that it is out. */
  pages: Document[]
  /** Soon after. */
  rest: Document[]
  /** The incidents that these pages show the newest state of. */
  incidents: string[]
}

/** What lists show at present, as far as it is known: they are left alone while an event changes nothing in them. */
export interface Shown {
  /** Months that have a page. */
  months: readonly string[]
  /** By incident: how lists show it. */
  lists: Map<string, string>
}

/** Events that are told to somebody, and to nobody else. */
const SILENT: ReadonlySet<EventKind> = new Set(['subscription.requested', 'staff.p1g', 'staff.debt'])

/** What events touch; null where they say nothing to the public. Notes in `uptimeCache` and `shown` what has changed. */
export async function touchedBy(
  events: readonly PublicEvent[],
  snapshot: PublishSnapshot,
  db: Db,
  uptimeCache: UptimeCache,
  shown: Shown,
): Promise<Touched | null> {
  const seen = events.filter((event) => !SILENT.has(event.kind))
  const told = await publicIncidentsOf(seen, snapshot)
  for (const one of told) uptimeCache.setIncident(one)
  const incidents = told.map(({ row }) => row.id)
  const news = seen.filter((event) => event.incident_id === null || incidents.includes(event.incident_id))
  if (news.length === 0) return null
  const platforms = platformsOf(news)
  const maintenance = await maintenanceTouched(news, snapshot, uptimeCache)
  const renamed = platformsOf(news.filter((event) => event.kind === 'platform.changed'))
  const lists = await listsTouched(told, snapshot, shown)
  const navigation = await monthsTouched(renamed, snapshot, shown)
  const mentions = (await Promise.all(renamed.map((id) => incidentIdsOf(db, id)))).flat()
  const neighbours = renamed.length > 0 ? (await snapshot.platforms()).list.map(({ id }) => id) : []
  return {
    incidents,
    pages: [
      ...incidents.map(incidentPage),
      ...[homePage, ...platforms.map(platformPage), ...lists, ...maintenance.pages, nowDocument],
    ],
    rest: [
      ...navigation,
      ...maintenance.rest,
      ...(told.length > 0 ? [promisesPage, ...(await kinOf(db, incidents)).map(incidentPage)] : []),
      ...[...new Set([...incidents, ...(await openOn(platforms, snapshot))])].flatMap(incidentData),
      ...siteData,
      ...platforms.flatMap(platformData),
      ...renamed.map(platformCalendar),
      ...(renamed.length > 0 ? [subscribePage, ...(await windowPages(db, snapshot))] : []),
      ...neighbours.map(platformPage),
      ...mentions.flatMap((id) => [incidentPage(id), ...incidentData(id)]),
    ],
  }
}

async function publicIncidentsOf(
  events: readonly PublicEvent[],
  snapshot: PublishSnapshot,
): Promise<IncidentWithUpdates[]> {
  const ids = [...new Set(events.flatMap((event) => event.incident_id ?? []))]
  await snapshot.load(ids)
  return (await Promise.all(ids.map((id) => snapshot.incident(id)))).filter((one) => one !== null)
}

/** Incidents whose pages name one of these: related ones, masters and duplicates. */
async function kinOf(db: Db, ids: readonly string[]): Promise<string[]> {
  const [related, duplicates] = await Promise.all([relatedTo(db, ids), duplicatesOf(db, ids)])
  const masters = await publicIncidents(db, ids)
  return [...related, ...duplicates].map(({ id }) => id).concat(masters.flatMap((row) => row.duplicate_of ?? []))
}

/** Open incidents on some platforms: their documents tell how these fare now, whatever did it. */
async function openOn(platforms: readonly string[], snapshot: PublishSnapshot): Promise<string[]> {
  const hit = (await snapshot.open()).filter(({ impacts }) =>
    impacts.some((one) => platforms.includes(one.platform_id)),
  )
  return hit.map(({ row }) => row.id)
}

/** Every page of a window. */
async function windowPages(db: Db, snapshot: PublishSnapshot): Promise<Document[]> {
  return (await Array.fromAsync(everythingOfMaintenance(db, snapshot))).flat()
}

/** Pages of incidents that promise a report: what is overdue names no day. */
async function owing(snapshot: PublishSnapshot): Promise<Document[]> {
  return (await snapshot.owingPostmortem()).map(incidentPage)
}

function platformsOf(events: readonly PublicEvent[]): string[] {
  return [...new Set(events.flatMap((event) => JSON.parse(event.platforms) as string[]))]
}

/** Pages that list incidents without telling their news: of months, and of what can be followed. */
async function listsTouched(
  told: readonly IncidentWithUpdates[],
  snapshot: PublishSnapshot,
  shown: Shown,
): Promise<Document[]> {
  const platforms = await snapshot.platforms()
  const changed = told.filter((one) => {
    const { updatedAt: _, ...listed } = summary(one, platforms)
    const now = JSON.stringify(listed)
    const same = shown.lists.get(one.row.id) === now
    shown.lists.set(one.row.id, now)
    return !same
  })
  if (changed.length === 0) return []
  const months = changed.map(({ row }) => monthOf(row.opened_at, snapshot.site.zone))
  return [historyPage, ...[...new Set(months)].map(monthPage), subscribePage]
}

/** Every month's page lists the months, and names platforms. */
async function monthsTouched(renamed: readonly string[], snapshot: PublishSnapshot, shown: Shown): Promise<Document[]> {
  const months = await publicMonths(snapshot)
  return renamed.length > 0 || months.length !== shown.months.length ? [historyPage, ...months.map(monthPage)] : []
}

/** What shows differently at `now` than at `before`, though nothing happened. */
export async function touchedByTime(
  snapshot: PublishSnapshot,
  before: Instant,
  months: readonly string[],
): Promise<Touched> {
  const { now, plan, site } = snapshot
  const open = await snapshot.open()
  const changed = open.filter(({ row }) => {
    const due = row.next_update_due_at
    return standing(due, before, plan.dueSoon) !== standing(due, now, plan.dueSoon)
  })
  const day = (at: Instant) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(site.zone).toPlainDate()
  const newDay = !day(before).equals(day(now))
  const platforms = newDay
    ? (await snapshot.platforms()).list.map(({ id }) => id)
    : [...new Set(changed.flatMap(({ impacts }) => impacts.map(({ platform_id }) => platform_id)))]
  const all = await publicMonths(snapshot)
  const pages = [...changed.map(({ row }) => incidentPage(row.id)), ...platforms.map(platformPage)]
  const late = (await snapshot.running()).filter((m) => overruns(m, now) && !overruns(m, before))
  pages.push(...maintenanceLate(late))
  if (pages.length > 0 || newDay) pages.push(homePage)
  const rest = all.length === months.length ? [] : all.map(monthPage)
  const broken = changed.filter(({ row }) => standing(row.next_update_due_at, now, plan.dueSoon) === 'overdue')
  if (broken.length > 0) {
    const hit = [...new Set(broken.flatMap(({ impacts }) => impacts.map(({ platform_id }) => platform_id)))]
    rest.push(
      promisesPage,
      ...siteData,
      ...broken.flatMap(({ row }) => incidentData(row.id)),
      ...hit.flatMap(platformData),
    )
  }
  if (newDay) {
    pages.push(historyPage)
    rest.push(promisesPage, ...(await maintenanceTouchedByDay(snapshot, before)), ...(await owing(snapshot)))
  }
  if (newDay || deskChanges(plan, before, now)) pages.push(supportPage)
  return { incidents: [], pages, rest }
}

/** What people look at first. */
export async function foremost(snapshot: PublishSnapshot): Promise<Touched> {
  const open = await snapshot.open()
  const incidents = open.map(({ row }) => row.id)
  return {
    incidents,
    pages: [
      ...[homePage, ...incidents.map(incidentPage), maintenanceListPage, supportPage],
      ...[subscribePage, historyPage, ...errorPages, manifest, nowDocument],
    ],
    rest: [],
  }
}

const SLICE = 50

/** Everything there is beyond `foremost`, in slices. The incidents of a slice share one reading of the database. */
export async function* everything(
  db: Db,
  snapshot: PublishSnapshot,
): AsyncGenerator<{ documents: Document[]; incidents: string[] }> {
  const platforms = (await snapshot.platforms()).list.map(({ id }) => id)
  const open = (await snapshot.open()).map(({ row }) => row.id)
  yield { documents: [...siteData, ...open.flatMap(incidentData)], incidents: [] }
  yield { documents: platforms.flatMap((id) => [platformPage(id), ...platformData(id)]), incidents: [] }
  yield { documents: [...(await publicMonths(snapshot)).map(monthPage), promisesPage], incidents: [] }
  for await (const documents of everythingOfMaintenance(db, snapshot)) yield { documents, incidents: [] }
  for (let ids = await incidentIdsAfter(db, '', SLICE); ids.length > 0; ) {
    yield { documents: ids.flatMap((id) => [incidentPage(id), ...incidentData(id)]), incidents: ids }
    ids = await incidentIdsAfter(db, ids.at(-1) as string, SLICE)
  }
}

/** When time alone will next change something: a promise comes due, a desk opens or closes, a window overruns, or the day ends. */
export async function nextChange({ now, plan, site, open, running }: PublishSnapshot): Promise<Instant> {
  const midnight = Temporal.Instant.fromEpochMilliseconds(now)
    .toZonedDateTimeISO(site.zone)
    .add({ days: 1 })
    .startOfDay()
  const changes = (await open()).map(({ row }) => standingChangesAt(row.next_update_due_at, now, plan.dueSoon))
  changes.push(nextDeskChange(plan, now))
  // The first instant at which it is too late.
  changes.push(...(await running()).map((m) => overrunsAfter(m) + 1).filter((at) => at > now))
  return Math.min(midnight.epochMilliseconds, ...changes.filter((at) => at !== null))
}
