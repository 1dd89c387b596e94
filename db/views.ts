import type { Impact, Instant } from '../server/domain/vocabulary.ts'
import type { Reader, Row } from './schema.ts'

/** Queries shaped like what the public sees: never a drill. Each costs what it shows, however long the history. */

export type IncidentRow = Row<'incidents'>
export type UpdateRow = Row<'updates'>
export type ImpactRow = Row<'impacts'>

/** Some incidents, in no particular order; drills and unknown ids are left out. */
export async function publicIncidents(db: Reader, ids: readonly string[]): Promise<IncidentRow[]> {
  if (ids.length === 0) return []
  return db.selectFrom('incidents').selectAll().where('id', 'in', ids).where('drill', '=', 0).execute()
}

/** Open incidents, newest first. */
export async function openIncidents(db: Reader): Promise<IncidentRow[]> {
  return db
    .selectFrom('incidents')
    .selectAll()
    .where('phase', '<>', 'resolved')
    .where('drill', '=', 0)
    .orderBy('opened_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
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

/** The newest incidents, of one platform if named. */
export async function newestIncidents(db: Reader, limit: number, platformId?: string): Promise<IncidentRow[]> {
  return db
    .selectFrom('incidents')
    .selectAll()
    .where('drill', '=', 0)
    .$if(platformId !== undefined, (query) =>
      query.where((e) =>
        e.exists(
          e
            .selectFrom('impacts')
            .select('impacts.incident_id')
            .whereRef('impacts.incident_id', '=', 'incidents.id')
            .where('impacts.platform_id', '=', platformId as string),
        ),
      ),
    )
    .orderBy('opened_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

/** Every incident behind `after` in the order of ids: for walking through all of them in slices. */
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

/** Every incident that has touched a platform. */
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

/** Everything some incidents did to platforms, oldest first. */
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

export interface Stretch {
  platform_id: string
  impact: Impact
  from_at: Instant
  until_at: Instant | null
}

/** The stretches of trouble that reach beyond `since`, of one platform if named. */
export async function troubleSince(db: Reader, since: Instant, platformId?: string): Promise<Stretch[]> {
  return db
    .selectFrom('impacts')
    .innerJoin('incidents', 'incidents.id', 'impacts.incident_id')
    .select(['impacts.platform_id', 'impacts.impact', 'impacts.from_at', 'impacts.until_at'])
    .where((e) => e.or([e('impacts.until_at', '>', since), e('impacts.until_at', 'is', null)]))
    .where('impacts.impact', '<>', 'operational')
    .where('incidents.drill', '=', 0)
    .$if(platformId !== undefined, (query) => query.where('impacts.platform_id', '=', platformId as string))
    .execute()
}

/** The newest updates with their incidents' ids, of one platform's incidents if named. */
export async function newestUpdates(db: Reader, limit: number, platformId?: string): Promise<UpdateRow[]> {
  return db
    .selectFrom('updates')
    .innerJoin('incidents', 'incidents.id', 'updates.incident_id')
    .selectAll('updates')
    .where('incidents.drill', '=', 0)
    .$if(platformId !== undefined, (query) =>
      query.where((e) =>
        e.exists(
          e
            .selectFrom('impacts')
            .select('impacts.incident_id')
            .whereRef('impacts.incident_id', '=', 'updates.incident_id')
            .where('impacts.platform_id', '=', platformId as string),
        ),
      ),
    )
    .orderBy('updates.created_at', 'desc')
    .orderBy('updates.id', 'desc')
    .limit(limit)
    .execute()
}
