import type { DraftObject, DraftOf, StoredDraft } from '../../server/domain/draft/draft.ts'
import type { Instant } from '../../server/domain/vocabulary.ts'
import type { NewRow, Reader, Row, Trx } from '../schema/index.ts'

export async function findDraftRow(db: Reader, id: string): Promise<Row<'drafts'> | null> {
  return (await db.selectFrom('drafts').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

/** A draft as decisions need it. */
export function storedDraft(row: Row<'drafts'>): StoredDraft {
  const { id, kind, base, revision, state, became } = row
  return {
    ...{ id, kind, base, revision, state, became },
    object: objectOf(row),
    fields: JSON.parse(row.fields) as StoredDraft['fields'],
    savedBy: row.saved_by,
  }
}

/** What a draft is about, or became. */
export function objectOf({
  incident_id,
  maintenance_id,
}: Pick<Row<'drafts'>, 'incident_id' | 'maintenance_id'>): DraftObject | null {
  if (incident_id !== null) return { type: 'incident', id: incident_id }
  return maintenance_id === null ? null : { type: 'maintenance', id: maintenance_id }
}

/** The columns that say what a draft is about. */
export function objectColumns(object: DraftObject | null) {
  return {
    incident_id: object?.type === 'incident' ? object.id : null,
    maintenance_id: object?.type === 'maintenance' ? object.id : null,
  }
}

export async function insertDraft(trx: Trx, draft: NewRow<'drafts'>): Promise<void> {
  await trx.insertInto('drafts').values(draft).execute()
}

export async function changeDraftRow(trx: Trx, id: string, change: Partial<Row<'drafts'>>): Promise<void> {
  await trx.updateTable('drafts').set(change).where('id', '=', id).execute()
}

/**
 * Ends a draft and forgets its text, with what was submitted of it, even one that was never saved: what is known of it afterwards keeps a late save
 * from bringing it back.
 */
export async function endDraft(
  trx: Trx,
  draft: DraftOf,
  end: { state: 'posted' | 'discarded'; became: string | null; by: string; at: Instant },
): Promise<void> {
  const ended = {
    ...objectColumns(draft.object),
    ...{ fields: '{}', state: end.state, became: end.became, saved_by: end.by, ended_at: end.at, updated_at: end.at },
  }
  const fresh = { id: draft.id, kind: draft.kind, source: 'person' as const, author: end.by, base: 0, revision: 0 }
  await trx.deleteFrom('submissions').where('draft_id', '=', draft.id).execute()
  await trx
    .insertInto('drafts')
    .values({ ...fresh, ...ended, created_at: end.at })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(ended))
    .execute()
}

/** Open drafts without their texts, the last saved first; of one object, or of all. */
export async function openDraftRows(
  db: Reader,
  { about, limit }: { about?: DraftObject | undefined; limit: number },
): Promise<Omit<Row<'drafts'>, 'fields'>[]> {
  return db
    .selectFrom('drafts')
    .select(['id', 'source', 'author', 'saved_by', 'kind', 'incident_id', 'maintenance_id', 'base', 'revision'])
    .select(['state', 'became', 'created_at', 'updated_at', 'ended_at'])
    .where('state', '=', 'open')
    .$if(about?.type === 'incident', (query) => query.where('incident_id', '=', about?.id ?? ''))
    .$if(about?.type === 'maintenance', (query) => query.where('maintenance_id', '=', about?.id ?? ''))
    .orderBy('updated_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute()
}

/** What open drafts say, by their ids. */
export async function openDraftFields(db: Reader): Promise<ReadonlyMap<string, StoredDraft['fields']>> {
  const rows = await db.selectFrom('drafts').select(['id', 'fields']).where('state', '=', 'open').execute()
  return new Map(rows.map(({ id, fields }) => [id, JSON.parse(fields) as StoredDraft['fields']]))
}

/** How many open drafts somebody has begun. */
export async function countOpenDrafts(db: Reader, author: string): Promise<number> {
  const row = await db
    .selectFrom('drafts')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('state', '=', 'open')
    .where('author', '=', author)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

/** Deletes open drafts that nobody has saved since `open` and that nobody else is to see, and what is known of those that ended before `ended`. */
export async function deleteOldDrafts(trx: Trx, before: { open: Instant; ended: Instant }): Promise<void> {
  const waiting = trx.selectFrom('submissions').select('draft_id').where('state', '=', 'waiting')
  await trx
    .deleteFrom('drafts')
    .where('state', '=', 'open')
    .where('updated_at', '<', before.open)
    .where('id', 'not in', waiting)
    .execute()
  await trx.deleteFrom('drafts').where('state', '!=', 'open').where('ended_at', '<', before.ended).execute()
}
