import type { Instant } from '../server/domain/vocabulary.ts'
import type { Db, NewRow, Reader, Row, Trx } from './schema.ts'

export async function insertToken(trx: Trx, token: NewRow<'tokens'>): Promise<void> {
  await trx.insertInto('tokens').values(token).execute()
}

/** A token that has not been revoked, by its id. */
export async function findToken(db: Reader, id: string): Promise<Row<'tokens'> | null> {
  const row = await db
    .selectFrom('tokens')
    .selectAll()
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return row ?? null
}

export async function touchToken(db: Db | Trx, id: string, now: Instant): Promise<void> {
  await db.updateTable('tokens').set({ last_used_at: now }).where('id', '=', id).execute()
}
