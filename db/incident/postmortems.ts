import type { UnreportedCase } from '../../server/domain/incident/worklist.ts'
import type { Instant } from '../../server/domain/vocabulary.ts'
import type { NewRow, Reader, Row, Trx } from '../schema/index.ts'

export type PostmortemRow = Row<'postmortems'>

export async function findPostmortem(db: Reader, incidentId: string): Promise<PostmortemRow | null> {
  const row = await db.selectFrom('postmortems').selectAll().where('incident_id', '=', incidentId).executeTakeFirst()
  return row ?? null
}

/** The reports on some incidents, in no particular order. */
export async function postmortemsOf(db: Reader, incidentIds: readonly string[]): Promise<PostmortemRow[]> {
  if (incidentIds.length === 0) return []
  return db.selectFrom('postmortems').selectAll().where('incident_id', 'in', incidentIds).execute()
}

export async function insertPostmortem(trx: Trx, row: NewRow<'postmortems'>): Promise<void> {
  await trx.insertInto('postmortems').values(row).execute()
}

export async function correctPostmortemRow(
  trx: Trx,
  id: string,
  words: { body: string; translations: string; corrected_at: Instant },
): Promise<void> {
  await trx.updateTable('postmortems').set(words).where('id', '=', id).execute()
}

/** Resolved public P1Gs without a report, the longest resolved first. `missingReports` says when each is due. */
export async function unreportedP1Gs(db: Reader): Promise<UnreportedCase[]> {
  const rows = await db
    .selectFrom('incidents')
    .leftJoin('postmortems', 'postmortems.incident_id', 'incidents.id')
    .select(['incidents.id', 'title', 'priority', 'phase', 'case_status as caseStatus'])
    .select(['resolved_at as resolvedAt', 'chased_at as toldAt'])
    .where('incidents.priority', '=', 'P1G')
    .where('incidents.phase', '=', 'resolved')
    .where('incidents.case_status', '<>', 'duplicate')
    .where('incidents.drill', '=', 0)
    .where('postmortems.id', 'is', null)
    .orderBy('incidents.resolved_at')
    .orderBy('incidents.id')
    .execute()
  return rows.map((row) => ({ ...row, drill: false }))
}
