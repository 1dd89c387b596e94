import type { Instant, Priority } from '../../server/domain/vocabulary.ts'
import type { NewRow, Reader, Row, Trx } from '../schema/index.ts'
import { type Spoken, spoken } from '../spoken.ts'
import { platformsOf } from './impacts.ts'

export type PostmortemRow = Row<'postmortems'>
/** A report as it is read. */
export type ReportRow = Spoken<PostmortemRow>

export async function findPostmortem(db: Reader, incidentId: string): Promise<PostmortemRow | null> {
  const row = await db.selectFrom('postmortems').selectAll().where('incident_id', '=', incidentId).executeTakeFirst()
  return row ?? null
}

/** The reports on some incidents, in no particular order. */
export async function postmortemsOf(db: Reader, incidentIds: readonly string[]): Promise<ReportRow[]> {
  if (incidentIds.length === 0) return []
  const rows = await db.selectFrom('postmortems').selectAll().where('incident_id', 'in', incidentIds).execute()
  return rows.map(spoken)
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

/** A report that a resolved case promised, and that is still to be published. */
interface UnreportedCase {
  id: string
  priority: Priority
  dueAt: Instant
  platforms: readonly string[]
}

/**
 * Promises of resolved public incidents without a report, the longest resolved first. Of a case that was reopened each
 * that it ever made: which of them still stands, the ledger says.
 */
export async function unreportedCases(db: Reader): Promise<UnreportedCase[]> {
  const rows = await db
    .selectFrom('updates')
    .innerJoin('incidents', 'incidents.id', 'updates.incident_id')
    .leftJoin('postmortems', 'postmortems.incident_id', 'incidents.id')
    .select(['incidents.id', 'incidents.priority', 'report_due_at'])
    // Not `is not null`: SQLite would then go through every incident there ever was, for the sake of their order.
    .where('report_due_at', '>', 0)
    .where('incidents.phase', '=', 'resolved')
    .where('incidents.drill', '=', 0)
    .where('postmortems.id', 'is', null)
    .orderBy('incidents.resolved_at')
    .orderBy('incidents.id')
    .execute()
  const ids = rows.map(({ id }) => id)
  const platforms = await platformsOf(db, ids)
  return rows.map(({ id, priority, report_due_at }) => ({
    id,
    priority,
    dueAt: report_due_at as Instant,
    platforms: platforms.get(id) ?? [],
  }))
}
