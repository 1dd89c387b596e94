import type { Row, Trx } from '../../../db/schema/index.ts'
import { recallSubscriber } from '../../../db/subscription/forgotten.ts'
import { insertSubscriber, type SubscriberRow } from '../../../db/subscription/subscribers.ts'
import { type ChannelKind, keysOf, type Target } from '../../channels/kind.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import { newId } from '../../lib/ids.ts'

type Fields = Pick<Row<'subscribers'>, 'locale' | 'time_zone' | 'source'> & { state: 'pending' | 'active' }

/** Returns the subscriber at an address, also if the address had been forgotten; makes one where there is none. */
export async function ensureSubscriber(
  trx: Trx,
  kind: ChannelKind,
  target: Target,
  fields: Fields,
  now: Instant,
): Promise<SubscriberRow> {
  const known = await recallSubscriber(trx, kind.name, target.address)
  if (known) return known
  return insertSubscriber(trx, {
    ...fields,
    id: newId(),
    channel: kind.name,
    address: target.address,
    keys: keysOf(target),
    off_reason: null,
    created_at: now,
    updated_at: now,
  })
}
