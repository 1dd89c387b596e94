import type { Instant } from '../../server/domain/vocabulary.ts'
import type { NewRow, Reader, Row, Trx } from '../schema/index.ts'

/** Platforms in the order of the page. */
export async function listPlatforms(db: Reader, { archived = false } = {}): Promise<Row<'platforms'>[]> {
  return db
    .selectFrom('platforms')
    .selectAll()
    .$if(!archived, (query) => query.where('archived', '=', 0))
    .orderBy('position')
    .orderBy('id')
    .execute()
}

/** The name of every platform, archived ones too, by its id. */
export async function platformNames(db: Reader): Promise<ReadonlyMap<string, string>> {
  const rows = await db.selectFrom('platforms').select(['id', 'name']).execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

export async function findPlatform(db: Reader, id: string): Promise<Row<'platforms'> | null> {
  return (await db.selectFrom('platforms').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

export async function insertPlatform(trx: Trx, platform: NewRow<'platforms'>): Promise<void> {
  await trx.insertInto('platforms').values(platform).execute()
}

export async function changePlatformRow(
  trx: Trx,
  id: string,
  change: Partial<Omit<Row<'platforms'>, 'id' | 'created_at' | 'demo'>>,
): Promise<void> {
  await trx.updateTable('platforms').set(change).where('id', '=', id).execute()
}

/** Gives platforms the identity of their group for readers of Statuspage's format; null: its name's. */
export async function identifyGroup(trx: Trx, platformIds: readonly string[], groupId: string | null): Promise<void> {
  if (platformIds.length === 0) return
  await trx.updateTable('platforms').set({ group_id: groupId }).where('id', 'in', platformIds).execute()
}

/** Records that the state of some platforms changed. */
export async function noteStateChange(trx: Trx, ids: readonly string[], at: Instant): Promise<void> {
  if (ids.length === 0) return
  await trx.updateTable('platforms').set({ state_changed_at: at }).where('id', 'in', ids).execute()
}

/** The position after the last one in use. */
export async function nextPosition(db: Reader): Promise<number> {
  const row = await db
    .selectFrom('platforms')
    .select((e) => e.fn.max('position').as('position'))
    .executeTakeFirst()
  return (row?.position ?? 0) + 1
}
