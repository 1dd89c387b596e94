import type { Instant } from '../../server/domain/vocabulary.ts'
import type { Reader, Row, Trx } from '../schema/index.ts'

/** The response stored under a key. Until `response` is complete, it only holds the id of what was created. */
export type StoredResponse = Pick<Row<'idempotency'>, 'fingerprint' | 'status' | 'response'>

export async function findResponse(
  db: Reader,
  tokenId: string,
  key: string,
  since: Instant,
): Promise<StoredResponse | null> {
  const row = await db
    .selectFrom('idempotency')
    .select(['fingerprint', 'status', 'response'])
    .where('token_id', '=', tokenId)
    .where('key', '=', key)
    .where('created_at', '>', since)
    .executeTakeFirst()
  return row ?? null
}

/** Takes a key, and deletes those older than `since`. False if the key is already taken. */
export async function takeKey(trx: Trx, row: Row<'idempotency'>, since: Instant): Promise<boolean> {
  await trx.deleteFrom('idempotency').where('created_at', '<=', since).execute()
  const result = await trx
    .insertInto('idempotency')
    .values(row)
    .onConflict((conflict) => conflict.columns(['token_id', 'key']).doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

export async function completeResponse(trx: Trx, tokenId: string, key: string, response: string): Promise<void> {
  await trx
    .updateTable('idempotency')
    .set({ response })
    .where('token_id', '=', tokenId)
    .where('key', '=', key)
    .execute()
}

/** Deletes responses that were stored before `before`. */
export async function deleteResponses(trx: Trx, before: Instant): Promise<void> {
  await trx.deleteFrom('idempotency').where('created_at', '<', before).execute()
}
