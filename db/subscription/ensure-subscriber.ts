import type { ChannelName, Instant } from '../../server/domain/vocabulary.ts'
import { newId } from '../../server/lib/ids.ts'
import type { Row, Trx } from '../schema/index.ts'
import { recallSubscriber } from './forgotten.ts'
import { insertSubscriber, type SubscriberRow } from './subscribers.ts'

type Place = { channel: ChannelName } & Pick<Row<'subscribers'>, 'address' | 'keys'> &
  Partial<Pick<Row<'subscribers'>, 'owner'>>
type Fields = Pick<Row<'subscribers'>, 'locale' | 'time_zone' | 'source'> & { state: 'pending' | 'active' }

/** Returns the subscriber at an address, also if the address had been forgotten; makes one where there is none. */
export async function ensureSubscriber(trx: Trx, place: Place, fields: Fields, now: Instant): Promise<SubscriberRow> {
  const known = await recallSubscriber(trx, place.channel, place.address)
  if (known) return known
  return insertSubscriber(trx, { ...fields, ...place, id: newId(), off_reason: null, created_at: now, updated_at: now })
}
