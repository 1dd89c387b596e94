import type { Instant } from '../../server/domain/vocabulary.ts'
import type { Db, NewRow, Reader, Row, Trx } from '../schema/index.ts'

export async function insertToken(trx: Trx, token: NewRow<'tokens'>): Promise<void> {
  await trx.insertInto('tokens').values(token).execute()
}

/** A token by its id; null if there is none or it was revoked. */
export async function findToken(db: Reader, id: string): Promise<Row<'tokens'> | null> {
  const row = await db
    .selectFrom('tokens')
    .selectAll()
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return row ?? null
}

/** The ids and names of the tokens in force, oldest first. */
export async function tokensInForce(db: Reader): Promise<Pick<Row<'tokens'>, 'id' | 'name'>[]> {
  return db
    .selectFrom('tokens')
    .select(['id', 'name'])
    .where('revoked_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
}

/** All tokens, revoked ones too, oldest first. */
export async function listTokens(db: Reader): Promise<Omit<Row<'tokens'>, 'hash'>[]> {
  return db
    .selectFrom('tokens')
    .select(['id', 'name', 'role', 'created_at', 'last_used_at', 'revoked_at', 'expires_at'])
    .orderBy('created_at')
    .orderBy('id')
    .execute()
}

/** False if there is no such token, or it was revoked before. */
export async function revokeToken(trx: Trx, id: string, now: Instant): Promise<boolean> {
  const result = await trx
    .updateTable('tokens')
    .set({ revoked_at: now })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export async function touchToken(db: Db | Trx, id: string, now: Instant): Promise<void> {
  await db.updateTable('tokens').set({ last_used_at: now }).where('id', '=', id).execute()
}
