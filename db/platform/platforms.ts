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

/** The position after the last one in use. */
export async function nextPosition(db: Reader): Promise<number> {
  const row = await db
    .selectFrom('platforms')
    .select((e) => e.fn.max('position').as('position'))
    .executeTakeFirst()
  return (row?.position ?? 0) + 1
}
