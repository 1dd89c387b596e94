import type { Instant } from '../../server/domain/vocabulary.ts'
import type { Reader, Row, Trx } from '../schema/index.ts'

/** What was answered under a key. `response` is the answer once it is complete; before, only what was made is known. */
export type StoredAnswer = Pick<Row<'idempotency'>, 'fingerprint' | 'status' | 'response'>

export async function findAnswer(
  db: Reader,
  tokenId: string,
  key: string,
  since: Instant,
): Promise<StoredAnswer | null> {
  const row = await db
    .selectFrom('idempotency')
    .select(['fingerprint', 'status', 'response'])
    .where('token_id', '=', tokenId)
    .where('key', '=', key)
    .where('created_at', '>', since)
    .executeTakeFirst()
  return row ?? null
}

/** Takes a key, forgetting those older than `since`. False if somebody has it. */
export async function takeKey(trx: Trx, row: Row<'idempotency'>, since: Instant): Promise<boolean> {
  await trx.deleteFrom('idempotency').where('created_at', '<=', since).execute()
  const result = await trx
    .insertInto('idempotency')
    .values(row)
    .onConflict((conflict) => conflict.columns(['token_id', 'key']).doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

export async function completeAnswer(trx: Trx, tokenId: string, key: string, response: string): Promise<void> {
  await trx
    .updateTable('idempotency')
    .set({ response })
    .where('token_id', '=', tokenId)
    .where('key', '=', key)
    .execute()
}
