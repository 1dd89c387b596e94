import { sql } from 'kysely'
import type { Instant } from '../../server/domain/vocabulary.ts'
import { platformNames } from '../platform/platforms.ts'
import type { Reader, Row } from '../schema/index.ts'
import { touching } from './overlap.ts'

/** Reads of what the public may see, so never a drill. The cost of each depends on what it returns, not on the history. */

export type IncidentRow = Row<'incidents'>
export type ImpactRow = Row<'impacts'>

/** Some incidents, in no particular order; drills and unknown ids are left out. */
export async function publicIncidents(db: Reader, ids: readonly string[]): Promise<IncidentRow[]> {
  if (ids.length === 0) return []
  return db.selectFrom('incidents').selectAll().where('id', 'in', ids).where('drill', '=', 0).execute()
}

/** Open incidents, newest first. */
export async function openIncidents(db: Reader): Promise<IncidentRow[]> {
  const rows = await db
    .selectFrom('incidents')
    .selectAll()
    // A literal instead of a parameter, and sorted below: otherwise SQLite scans all incidents in order.
    .where('phase', '<>', sql.lit('resolved' as const))
    .where('drill', '=', 0)
    .execute()
  return rows.sort(newestFirst)
}

/** Incidents that were resolved at or after `since`, latest resolved first, however long ago they began. */
export async function resolvedIncidents(db: Reader, since: Instant, limit: number): Promise<IncidentRow[]> {
  return db
    .selectFrom('incidents')
    .selectAll()
    .where('resolved_at', '>=', since)
    .where('drill', '=', 0)
    .orderBy('resolved_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

/** Which incidents were resolved at `from` ≤ t ≤ `until`, and when. */
export async function resolvedWithin(
  db: Reader,
  from: Instant,
  until: Instant,
): Promise<{ id: string; resolvedAt: Instant }[]> {
  return db
    .selectFrom('incidents')
    .select(['id', 'resolved_at as resolvedAt'])
    .where('resolved_at', '>=', from)
    .where('resolved_at', '<=', until)
    .where('drill', '=', 0)
    .$narrowType<{ resolvedAt: Instant }>()
    .execute()
}

/** Incidents that touched `from` ≤ t < `until`, by their beginning, their end or all the time, latest opened first. */
export async function incidentsTouching(db: Reader, from: Instant, until: Instant): Promise<IncidentRow[]> {
  return db
    .selectFrom('incidents')
    .selectAll()
    .where(touching({ from, to: until }))
    .where('drill', '=', 0)
    .orderBy('opened_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
}

/** The open incidents and those that were resolved last, latest opened first. */
export async function latestIncidents(db: Reader, limit: number): Promise<IncidentRow[]> {
  const [open, resolved] = await Promise.all([openIncidents(db), resolvedIncidents(db, 0, limit)])
  return [...open, ...resolved].slice(0, limit).sort(newestFirst)
}

/** How many intervals of impact are read for each incident that is wanted. */
const INTERVALS = 4

/**
 * The incidents that affect a platform and those that did so last, latest opened first. Reads no further back than
 * necessary.
 */
export async function latestIncidentsOf(db: Reader, platformId: string, limit: number): Promise<IncidentRow[]> {
  const hits = db
    .selectFrom('impacts')
    .innerJoin('incidents', 'incidents.id', 'impacts.incident_id')
    .selectAll('incidents')
    .where('impacts.platform_id', '=', platformId)
    .where('incidents.drill', '=', 0)
  const [running, ended] = await Promise.all([
    hits.where('impacts.until_at', 'is', null).execute(),
    hits
      .where('impacts.until_at', 'is not', null)
      .orderBy('impacts.until_at', 'desc')
      .limit(limit * INTERVALS)
      .execute(),
  ])
  const incidents = [...new Map([...running, ...ended].map((row) => [row.id, row])).values()]
  return incidents.slice(0, limit).sort(newestFirst)
}

/** Incident ids behind `after`, in order: for going through all of them in slices. */
export async function incidentIdsAfter(db: Reader, after: string, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('incidents')
    .select('id')
    .where('id', '>', after)
    .where('drill', '=', 0)
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}

/** The ids of every incident that has affected a platform. */
export async function incidentIdsOf(db: Reader, platformId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('impacts')
    .innerJoin('incidents', 'incidents.id', 'impacts.incident_id')
    .select('incidents.id')
    .distinct()
    .where('impacts.platform_id', '=', platformId)
    .where('incidents.drill', '=', 0)
    .execute()
  return rows.map((row) => row.id)
}

/** When the first problem began or the first case was opened, or null. */
export async function firstBeginning(db: Reader): Promise<Instant | null> {
  const first = async (column: 'opened_at' | 'started_at') => {
    const row = await db
      .selectFrom('incidents')
      .select(`${column} as at`)
      .where('drill', '=', 0)
      .where(column, 'is not', null)
      .orderBy(column)
      .limit(1)
      .executeTakeFirst()
    return row?.at ?? null
  }
  const known = (await Promise.all([first('opened_at'), first('started_at')])).filter((at) => at !== null)
  return known.length === 0 ? null : Math.min(...known)
}

/** The latest opened first. */
export function newestFirst(a: IncidentRow, b: IncidentRow): number {
  return b.opened_at - a.opened_at || (a.id < b.id ? 1 : -1)
}

/** The impacts of some incidents, oldest first. */
export async function impactRows(db: Reader, incidentIds: readonly string[]): Promise<ImpactRow[]> {
  if (incidentIds.length === 0) return []
  return db
    .selectFrom('impacts')
    .selectAll()
    .where('incident_id', 'in', incidentIds)
    .orderBy('from_at')
    .orderBy('platform_id')
    .execute()
}

/** The names of the platforms that some incidents have affected, those affected first first, by the incident's id. */
export async function affectedNames(db: Reader, incidentIds: readonly string[]): Promise<Map<string, string[]>> {
  const [impacts, names] = await Promise.all([impactRows(db, incidentIds), platformNames(db)])
  const byIncident = Map.groupBy(impacts, (impact) => impact.incident_id)
  const namesIn = (rows: readonly ImpactRow[]) =>
    [...new Set(rows.map((row) => row.platform_id))].map((id) => names.get(id) ?? id)
  return new Map([...byIncident].map(([id, rows]) => [id, namesIn(rows)]))
}

export type ImpactInterval = Pick<ImpactRow, 'incident_id' | 'platform_id' | 'impact' | 'from_at' | 'until_at'>

/** The impacts of incidents that lasted beyond `since`; with `before`, those alone that began by then. */
export async function impactsSince(db: Reader, since: Instant, before?: Instant): Promise<ImpactInterval[]> {
  return db
    .selectFrom('impacts')
    .innerJoin('incidents', 'incidents.id', 'impacts.incident_id')
    .selectAll('impacts')
    .where((e) => e.or([e('impacts.until_at', '>', since), e('impacts.until_at', 'is', null)]))
    .$if(before !== undefined, (query) => query.where('impacts.from_at', '<', before as Instant))
    .where('incidents.drill', '=', 0)
    .execute()
}

/** The incidents of the newest `limit` updates and of as many reports. */
export async function lastSpokenOf(db: Reader, limit: number): Promise<string[]> {
  const told = db.selectFrom('incidents').select('incidents.id').where('incidents.drill', '=', 0).limit(limit)
  const updates = await told
    .innerJoin('updates', 'updates.incident_id', 'incidents.id')
    .orderBy('updates.created_at', 'desc')
    .execute()
  const reports = await told
    .innerJoin('postmortems', 'postmortems.incident_id', 'incidents.id')
    .orderBy('postmortems.published_at', 'desc')
    .execute()
  return [...new Set([...updates, ...reports].map(({ id }) => id))]
}
