import type { Instant } from '../../server/domain/vocabulary.ts'
import type { Reader, Trx } from '../schema/index.ts'

/** Keeps a request to the mail provider until everything in it is settled. */
export async function insertBatch(trx: Trx, id: string, payload: Uint8Array, now: Instant): Promise<void> {
  await trx.insertInto('batches').values({ id, payload, created_at: now }).execute()
}

export async function readBatch(db: Reader, id: string): Promise<Uint8Array | null> {
  const row = await db.selectFrom('batches').select('payload').where('id', '=', id).executeTakeFirst()
  return row?.payload ?? null
}

/** Forgets batches that no delivery refers to any more. */
export async function deleteUnusedBatches(trx: Trx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await trx
    .deleteFrom('batches')
    .where('id', 'in', ids)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('deliveries').select('event_id').whereRef('deliveries.batch_id', '=', 'batches.id'))),
    )
    .execute()
}
