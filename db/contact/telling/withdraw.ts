import { sql } from 'kysely'
import type { Because } from '../../../server/domain/subscription/audience.ts'
import type { Instant } from '../../../server/domain/vocabulary.ts'
import type { Trx } from '../../schema/index.ts'
import { supersedeWaiting } from '../../subscription/subscribers.ts'
import { stillPromised } from './promised.ts'

/**
 * What waits for somebody whom no organisation names any more at this address: whoever follows it is told as a follower,
 * others are not told.
 */
export async function withdrawPromised(trx: Trx, subscriberId: string, now: Instant): Promise<void> {
  const waiting = await trx
    .selectFrom('deliveries')
    .select(['event_id', 'because'])
    .where('subscriber_id', '=', subscriberId)
    // Spelled out so that the partial index `deliveries_in_order` is used.
    .where(sql<boolean>`settled_at is null`)
    .where('state', '=', 'queued')
    .where(sql<boolean>`not ${stillPromised}`)
    .execute()
  for (const { event_id, because } of waiting) {
    const why: Because = JSON.parse(because)
    if (why.type !== 'contact') continue
    const own = sql<boolean>`event_id = ${event_id}`
    if (why.follows === null) await supersedeWaiting(trx, subscriberId, own, 'no longer named', now)
    else
      await trx
        .updateTable('deliveries')
        .set({ because: JSON.stringify(why.follows) })
        .where('subscriber_id', '=', subscriberId)
        .where(own)
        .execute()
  }
}
