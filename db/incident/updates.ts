import type { ImpactChange, Translations } from '../../server/domain/incident/incident.ts'
import type { Instant } from '../../server/domain/vocabulary.ts'
import type { NewRow, Reader, Row, Trx } from '../schema/index.ts'
import { type Posted, withPostedAt } from './posted.ts'

export type UpdateRow = Posted<Row<'updates'>>

export async function insertUpdate(trx: Trx, update: NewRow<'updates'>): Promise<void> {
  await trx.insertInto('updates').values(update).execute()
}

/** The newest update of an incident; every incident has one. */
export async function lastUpdate(db: Reader, incidentId: string): Promise<Row<'updates'>> {
  return db
    .selectFrom('updates')
    .selectAll()
    .where('incident_id', '=', incidentId)
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
}

export async function findUpdate(db: Reader, incidentId: string, id: string): Promise<Row<'updates'> | null> {
  const row = await db
    .selectFrom('updates')
    .selectAll()
    .where('id', '=', id)
    .where('incident_id', '=', incidentId)
    .executeTakeFirst()
  return row ?? null
}

/** The updates of some incidents, each incident's newest first. */
export async function updatesOf(db: Reader, incidentIds: readonly string[]): Promise<UpdateRow[]> {
  if (incidentIds.length === 0) return []
  const rows = await db
    .selectFrom('updates')
    .selectAll()
    .where('incident_id', 'in', incidentIds)
    .orderBy('incident_id')
    .orderBy('sequence', 'desc')
    .execute()
  return withPostedAt(db, rows)
}

/** What the updates of an incident were given in other languages, newest first. */
export async function translationsOf(db: Reader, incidentId: string): Promise<Translations[]> {
  const rows = await db
    .selectFrom('updates')
    .select('translations')
    .where('incident_id', '=', incidentId)
    .where('translations', '<>', '{}')
    .orderBy('sequence', 'desc')
    .execute()
  return rows.map(({ translations }) => JSON.parse(translations))
}

/** Replaces the text of an update and marks it as corrected; the timeline itself never changes. */
export async function correctUpdateRow(
  trx: Trx,
  id: string,
  words: { body: string; translations: string; corrected_at: Instant },
): Promise<void> {
  await trx.updateTable('updates').set(words).where('id', '=', id).execute()
}

/** Moves the promise of an update forward, when its incident gets a higher priority. */
export async function tightenPromise(
  trx: Trx,
  id: string,
  promise: Pick<Row<'updates'>, 'due_at' | 'basis' | 'promised_under'>,
): Promise<void> {
  await trx.updateTable('updates').set(promise).where('id', '=', id).execute()
}

/** Says when the problem was over, on the update that resolved it. */
export async function restateResolution(trx: Trx, id: string, at: Instant | null): Promise<void> {
  await trx.updateTable('updates').set({ resolved_at: at }).where('id', '=', id).execute()
}

/** Keeps what an incident took over of a duplicate with its newest update, so that its timeline tells all of its impacts. */
export async function keepTaken(trx: Trx, incidentId: string, taken: readonly ImpactChange[]): Promise<void> {
  const { id, changes } = await lastUpdate(trx, incidentId)
  const all = [...(JSON.parse(changes) as ImpactChange[]), ...taken]
  await trx
    .updateTable('updates')
    .set({ changes: JSON.stringify(all) })
    .where('id', '=', id)
    .execute()
}
