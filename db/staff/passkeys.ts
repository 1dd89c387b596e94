import type { Instant } from '../../server/domain/vocabulary.ts'
import type { NewRow, Reader, Row, Trx } from '../schema/index.ts'

export async function insertPasskey(trx: Trx, passkey: NewRow<'passkeys'>): Promise<void> {
  await trx.insertInto('passkeys').values(passkey).execute()
}

/** By what the device calls it; null if nobody has it, or no longer. */
export async function findPasskey(db: Reader, credential: string): Promise<Row<'passkeys'> | null> {
  return (await db.selectFrom('passkeys').selectAll().where('credential', '=', credential).executeTakeFirst()) ?? null
}

/** The passkeys of a person, the oldest first. */
export async function listPasskeys(db: Reader, personId: string): Promise<Row<'passkeys'>[]> {
  const all = db.selectFrom('passkeys').selectAll().where('person_id', '=', personId)
  return all.orderBy('created_at').orderBy('id').execute()
}

/** Who has a passkey: ids of people. */
export async function passkeyHolders(db: Reader): Promise<Set<string>> {
  const rows = await db.selectFrom('passkeys').select('person_id').distinct().execute()
  return new Set(rows.map(({ person_id }) => person_id))
}

/** Has anybody one? */
export async function hasPasskeys(db: Reader): Promise<boolean> {
  return (await db.selectFrom('passkeys').select('id').limit(1).executeTakeFirst()) !== undefined
}

/**
 * Notes that it was used, in one statement. False if its device has counted on in the meantime: then two of them have the
 * same key, or this answer is an old one.
 */
export async function usePasskey(trx: Trx, id: string, counter: number, now: Instant): Promise<boolean> {
  const result = await trx
    .updateTable('passkeys')
    .set({ counter, last_used_at: now })
    .where('id', '=', id)
    .where((e) => (counter === 0 ? e('counter', '=', 0) : e('counter', '<', counter)))
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Removes one of a person's passkeys, and ends the sessions that were begun with it: their ids. */
export async function deletePasskey(trx: Trx, { id }: Pick<Row<'passkeys'>, 'id'>): Promise<string[]> {
  const ended = await trx.deleteFrom('sessions').where('passkey_id', '=', id).returning('id').execute()
  await trx.deleteFrom('passkeys').where('id', '=', id).execute()
  return ended.map((session) => session.id)
}

/** Removes all of a person's; how many there were. The caller ends the sessions. */
export async function deletePasskeys(trx: Trx, personId: string): Promise<number> {
  const removed = await trx.deleteFrom('passkeys').where('person_id', '=', personId).returning('id').execute()
  return removed.length
}
