import type { ChannelName } from '../../server/domain/vocabulary.ts'
import type { Reader } from '../schema/index.ts'

/** How many subscribers are told of what they follow, by channel. It reads every subscriber: for now and then. */
export async function countActive(db: Reader): Promise<{ channel: ChannelName; count: number }[]> {
  return db
    .selectFrom('subscribers')
    .select((e) => ['channel', e.fn.countAll<number>().as('count')])
    .where('state', '=', 'active')
    .groupBy('channel')
    .execute()
}
