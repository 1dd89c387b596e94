import { sql } from 'kysely'
import type { Instant } from '../../server/domain/vocabulary.ts'
import type { Reader, Row } from '../schema/index.ts'

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

/** Resolved incidents among those opened at or after `since`, newest first. */
export async function resolvedIncidents(db: Reader, since: Instant, limit: number): Promise<IncidentRow[]> {
  return db
    .selectFrom('incidents')
    .selectAll()
    .where('opened_at', '>=', since)
    .where('phase', '=', 'resolved')
    .where('drill', '=', 0)
    .orderBy('opened_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

/** Incidents opened in `from` ≤ t < `until`, newest first. */
export async function incidentsOpenedIn(db: Reader, from: Instant, until: Instant): Promise<IncidentRow[]> {
  return db
    .selectFrom('incidents')
    .selectAll()
    .where('opened_at', '>=', from)
    .where('opened_at', '<', until)
    .where('drill', '=', 0)
    .orderBy('opened_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
}

/** The newest incidents. */
export async function newestIncidents(db: Reader, limit: number): Promise<IncidentRow[]> {
  return db
    .selectFrom('incidents')
    .selectAll()
    .where('drill', '=', 0)
    .orderBy('opened_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

/** How many intervals of impact are read for each incident that is wanted. */
const INTERVALS = 4

/** The latest incidents that affected a platform, newest first. Reads no further back than necessary. */
export async function newestIncidentsOf(db: Reader, platformId: string, limit: number): Promise<IncidentRow[]> {
  const hits = await db
    .selectFrom('impacts')
    .innerJoin('incidents', 'incidents.id', 'impacts.incident_id')
    .selectAll('incidents')
    .where('impacts.platform_id', '=', platformId)
    .where('incidents.drill', '=', 0)
    .orderBy('impacts.from_at', 'desc')
    .limit(limit * INTERVALS)
    .execute()
  const incidents = [...new Map(hits.map((row) => [row.id, row])).values()]
  return incidents.sort(newestFirst).slice(0, limit)
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

/** When the oldest incident was opened, or null. */
export async function firstOpening(db: Reader): Promise<Instant | null> {
  const row = await db
    .selectFrom('incidents')
    .select('opened_at')
    .where('drill', '=', 0)
    .orderBy('opened_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return row?.opened_at ?? null
}

function newestFirst(a: IncidentRow, b: IncidentRow): number {
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

export type ImpactInterval = Pick<ImpactRow, 'incident_id' | 'platform_id' | 'impact' | 'from_at' | 'until_at'>

/** The impacts of incidents that lasted beyond `since`. */
export async function impactsSince(db: Reader, since: Instant): Promise<ImpactInterval[]> {
  return db
    .selectFrom('impacts')
    .innerJoin('incidents', 'incidents.id', 'impacts.incident_id')
    .selectAll('impacts')
    .where((e) => e.or([e('impacts.until_at', '>', since), e('impacts.until_at', 'is', null)]))
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

/** For how long incidents that were reopened had been closed in between, in milliseconds, by their id. */
export async function closedBetween(db: Reader, incidentIds: readonly string[]): Promise<Map<string, number>> {
  if (incidentIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('updates as reopening')
    .innerJoin('updates as closing', (join) =>
      join
        .onRef('closing.incident_id', '=', 'reopening.incident_id')
        .on('closing.sequence', '=', sql<number>`reopening.sequence - 1`)
        .on('closing.phase', '=', 'resolved'),
    )
    .select(['reopening.incident_id', sql<number>`reopening.created_at - closing.created_at`.as('length')])
    .where('reopening.incident_id', 'in', incidentIds)
    .execute()
  const lengths = new Map<string, number>()
  for (const { incident_id, length } of rows) lengths.set(incident_id, (lengths.get(incident_id) ?? 0) + length)
  return lengths
}
