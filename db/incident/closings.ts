import { sql } from 'kysely'
import type { Affected } from '../../server/domain/incident/incident.ts'
import { saidBefore } from '../../server/domain/incident/times/past-impacts.ts'
import type { ClosedSpan } from '../../server/domain/incident/times/span.ts'
import type { Instant } from '../../server/domain/vocabulary.ts'
import type { Reader } from '../schema/index.ts'
import { followUpOf } from './follow-ups.ts'
import { impactSayings, platformsOf } from './impacts.ts'
import { lastUpdate } from './updates.ts'

/** A public case that was closed, and the platforms that it touched. */
interface ClosedCase {
  incident: string
  closedAt: Instant
  platforms: string[]
}

/** Public cases whose problem was solved that were closed within a time, also those that were reopened since. */
export async function closedBetween(db: Reader, from: Instant, until: Instant): Promise<ClosedCase[]> {
  const rows = await db
    .selectFrom('updates')
    .innerJoin('incidents', 'incidents.id', 'updates.incident_id')
    .select(['incidents.id as incident', 'updates.created_at as closedAt'])
    .where('updates.case_status', '=', 'closed')
    .where('updates.created_at', '>=', from)
    .where('updates.created_at', '<=', until)
    .where('incidents.drill', '=', 0)
    .execute()
  const ids = rows.map(({ incident }) => incident)
  const platforms = await platformsOf(db, ids)
  return rows.map((row) => ({ ...row, platforms: platforms.get(row.incident) ?? [] }))
}

/** When incidents that were reopened had been closed in between, oldest first, by their id. */
export async function closedSpans(db: Reader, incidentIds: readonly string[]): Promise<Map<string, ClosedSpan[]>> {
  if (incidentIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('updates as reopening')
    .innerJoin('updates as closing', (join) =>
      join
        .onRef('closing.incident_id', '=', 'reopening.incident_id')
        .on('closing.sequence', '=', sql<number>`reopening.sequence - 1`)
        .on('closing.phase', '=', 'resolved'),
    )
    .select(['reopening.incident_id', 'reopening.created_at as until'])
    .select((e) => e.fn.coalesce('closing.resolved_at', 'closing.created_at').as('from'))
    .where('reopening.incident_id', 'in', incidentIds)
    .orderBy('reopening.sequence')
    .execute()
  const byIncident = Map.groupBy(rows, (row) => row.incident_id)
  return new Map([...byIncident].map(([id, spans]) => [id, spans.map(({ from, until }) => ({ from, until }))]))
}

/** When an incident was reopened last, or null. */
export async function lastReopening(db: Reader, incidentId: string): Promise<Instant | null> {
  return (await closedSpans(db, [incidentId])).get(incidentId)?.at(-1)?.until ?? null
}

/** What an incident did to platforms before its newest update, which closed it, and when that was really posted. */
export async function beforeClosing(
  db: Reader,
  incidentId: string,
): Promise<{ before: Affected[]; closedAt: Instant }> {
  const before = saidBefore(await impactSayings(db, incidentId))
  const { updates } = await followUpOf(db, incidentId)
  return { before, closedAt: updates.at(-1)?.at ?? (await lastUpdate(db, incidentId)).created_at }
}
