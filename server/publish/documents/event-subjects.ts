import { duplicatesOf } from '../../../db/incident/duplicates.ts'
import { incidentIdsOf } from '../../../db/incident/public.ts'
import { relatedTo } from '../../../db/incident/relations.ts'
import type { Db } from '../../../db/schema/index.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import type { IncidentWithUpdates } from '../facts/incidents.ts'
import { monthOf, monthsOf } from '../facts/months.ts'
import type { PublishSnapshot } from '../facts/snapshot.ts'
import type { UptimeCache } from '../facts/uptime-cache.ts'
import { publicMonths } from '../views/history.ts'
import { monthsOfWindow } from '../views/maintenance.ts'
import { monthsTouched, summary } from '../views/summary.ts'
import { eventTags, type PublicEvent, platformsOf, type Subjects } from './event-tags.ts'
import type { Tag } from './tags.ts'

/** What lists show at present, as far as it is known: they are left alone while an event changes nothing in them. */
export interface Shown {
  /** How many months have a page. */
  months: number
  /** By incident: how lists show it. */
  lists: Map<string, string>
}

interface Invalidation {
  tags: Set<Tag>
  /** The incidents whose newest state is to be shown. */
  incidents: string[]
}

/** What events change for the public. Notes in `uptimeCache` and `shown` what has changed. */
export async function invalidatedBy(
  events: readonly PublicEvent[],
  snapshot: PublishSnapshot,
  db: Db,
  uptimeCache: UptimeCache,
  shown: Shown,
): Promise<Invalidation> {
  const incidents = await incidentsOf(events, snapshot)
  for (const incident of incidents) uptimeCache.setIncident(incident)
  const windows = await windowsOf(events, snapshot, uptimeCache)
  const subjects: Subjects = {
    incidents: await described(incidents, snapshot, db, shown),
    windows,
    openOn: await openOn(snapshot),
    naming: await namingOf(events, db),
  }
  const tags = new Set(events.flatMap((event) => eventTags(event, subjects)))
  if (tags.size > 0) for (const tag of await monthTags(snapshot, shown)) tags.add(tag)
  return { tags, incidents: incidents.map(({ row }) => row.id) }
}

/** The list of months changed: so did all that show it, and those that have no page any more. */
async function monthTags(snapshot: PublishSnapshot, shown: Shown): Promise<Tag[]> {
  const months = await publicMonths(snapshot)
  if (months.length === shown.months) return []
  const oldest = Temporal.PlainYearMonth.from(months.at(-1) ?? monthOf(snapshot.now, snapshot.site.zone))
  const gone = Array.from({ length: Math.max(0, shown.months - months.length) }, (_, n) =>
    oldest.subtract({ months: n + 1 }),
  )
  return ['months', ...gone.flatMap((month): Tag[] => [`history:${month}`, `report:${month}`])]
}

async function incidentsOf(events: readonly PublicEvent[], snapshot: PublishSnapshot): Promise<IncidentWithUpdates[]> {
  const ids = [...new Set(events.flatMap((event) => event.incident_id ?? []))]
  await snapshot.load(ids)
  return (await Promise.all(ids.map((id) => snapshot.incident(id)))).filter((one) => one !== null)
}

async function described(
  incidents: readonly IncidentWithUpdates[],
  snapshot: PublishSnapshot,
  db: Db,
  shown: Shown,
): Promise<Subjects['incidents']> {
  const kin = await kinOf(db, incidents)
  const platforms = await snapshot.platforms()
  const entries = incidents.map(async (incident) => {
    const { id } = incident.row
    const akin = kin.get(id) ?? []
    // Lists do not show when an incident was last spoken of.
    const { updatedAt: _, ...listed } = summary(incident, platforms, snapshot)
    const relisted = JSON.stringify(listed) !== shown.lists.get(id)
    shown.lists.set(id, JSON.stringify(listed))
    return [
      id,
      { ...monthsOfIncident(incident, snapshot), relisted, kin: akin, kinOn: await touchedBy(akin, snapshot) },
    ] as const
  })
  return new Map(await Promise.all(entries))
}

/** The platforms that incidents affected. */
async function touchedBy(ids: readonly string[], snapshot: PublishSnapshot): Promise<string[]> {
  await snapshot.load(ids)
  const incidents = await Promise.all(ids.map(snapshot.incident))
  return [...new Set(incidents.flatMap((one) => one?.impacts.map(({ platform_id }) => platform_id) ?? []))]
}

/** The months that list an incident, and those that listed it while nobody had told that it was over. */
function monthsListing(incident: IncidentWithUpdates, snapshot: PublishSnapshot): string[] {
  const { row, updates } = incident
  const isTold = (updates[0]?.resolved_at ?? null) === null
  return monthsTouched({ row: isTold ? row : { ...row, resolved_at: null }, closed: [] }, snapshot)
}

/** The months that list it, and those in which its promises fell due, too: their reports tell what became of these. */
function monthsOfIncident(incident: IncidentWithUpdates, snapshot: PublishSnapshot) {
  const { row, updates } = incident
  const months = monthsListing(incident, snapshot)
  const due = [row.response_due_at, ...updates.flatMap(({ due_at, report_due_at }) => [due_at, report_due_at])]
  return { months, reported: [...new Set([...months, ...monthsDue(due, snapshot)])] }
}

/** The months of what fell due by now. */
function monthsDue(due: readonly (Instant | null)[], { now, site }: PublishSnapshot): string[] {
  return due.filter((at) => at !== null && at <= now).map((at) => monthOf(at as Instant, site.zone))
}

/** Incidents whose pages name these: related ones, duplicates and masters. */
async function kinOf(db: Db, incidents: readonly IncidentWithUpdates[]): Promise<Map<string, string[]>> {
  const ids = incidents.map(({ row }) => row.id)
  const [related, duplicates] = await Promise.all([relatedTo(db, ids), duplicatesOf(db, ids)])
  const pairs = [
    ...related.map((one) => ({ of: one.incident_id, kin: one.id })),
    ...duplicates.map((one) => ({ of: one.duplicate_of, kin: one.id })),
    ...incidents.map(({ row }) => ({ of: row.id, kin: row.duplicate_of })),
  ]
  const kin = new Map<string, string[]>(ids.map((id) => [id, []]))
  for (const { of, kin: id } of pairs) if (of !== null && id !== null) kin.get(of)?.push(id)
  return kin
}

async function windowsOf(
  events: readonly PublicEvent[],
  snapshot: PublishSnapshot,
  uptimeCache: UptimeCache,
): Promise<Subjects['windows']> {
  const ids = [...new Set(events.flatMap((event) => event.maintenance_id ?? []))]
  const windows = (await Promise.all(ids.map((id) => snapshot.maintenance(id)))).filter((one) => one !== null)
  for (const { maintenance } of windows) uptimeCache.setMaintenance(maintenance)
  return new Map(
    windows.map(({ maintenance, notices }) => {
      const { id, beganAt, endedAt, platforms } = maintenance
      const months = monthsOfWindow(maintenance, snapshot.site.zone)
      // How platforms fared is told by when it ran.
      const ran =
        beganAt === null ? [] : monthsOf({ from: beganAt, until: endedAt ?? snapshot.now }, snapshot.site.zone)
      const due = monthsDue(
        notices.map(({ dueAt }) => dueAt),
        snapshot,
      )
      return [id, { months, reported: [...new Set([...months, ...ran, ...due])], platforms }]
    }),
  )
}

async function openOn(snapshot: PublishSnapshot): Promise<Subjects['openOn']> {
  const touching = (await snapshot.open()).flatMap(({ row, impacts }) => {
    const platforms = [...new Set(impacts.map(({ platform_id }) => platform_id))]
    return platforms.map((platform) => ({ platform, incident: row.id, platforms }))
  })
  return Map.groupBy(touching, ({ platform }) => platform)
}

async function namingOf(events: readonly PublicEvent[], db: Db): Promise<Subjects['naming']> {
  const changed = new Set(events.filter(({ kind }) => kind.startsWith('platform.')).flatMap(platformsOf))
  return new Map(await Promise.all([...changed].map(async (id) => [id, await incidentIdsOf(db, id)] as const)))
}
