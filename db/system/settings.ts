import type { Reader, Trx } from '../schema/index.ts'

/** The value of a setting, or null. */
export async function readSetting(db: Reader, name: string): Promise<string | null> {
  const row = await db.selectFrom('settings').select('value').where('name', '=', name).executeTakeFirst()
  return row?.value ?? null
}

/** Stores `value` unless the setting exists; returns what is stored then, so that concurrent processes agree. */
export async function keepSetting(trx: Trx, name: string, value: string): Promise<string> {
  await trx
    .insertInto('settings')
    .values({ name, value })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute()
  return trx
    .selectFrom('settings')
    .select('value')
    .where('name', '=', name)
    .executeTakeFirstOrThrow()
    .then((row) => row.value)
}

/** Stores `value`, replacing any other. */
export async function replaceSetting(trx: Trx, name: string, value: string): Promise<void> {
  await trx
    .insertInto('settings')
    .values({ name, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute()
}

export async function deleteSetting(trx: Trx, name: string): Promise<void> {
  await trx.deleteFrom('settings').where('name', '=', name).execute()
}
