import type { Trx } from '../../../db/schema/index.ts'
import { followBoth } from '../../../db/subscription/follow-both.ts'
import { changeSubscriberRow, findSubscriberAt, type SubscriberRow } from '../../../db/subscription/subscribers.ts'
import { subscriptionsOf } from '../../../db/subscription/subscriptions.ts'
import { vacate } from '../../../db/subscription/tidy.ts'
import { type ChannelKind, keysOf, type Target } from '../../channels/kind.ts'
import type { Instant } from '../../domain/vocabulary.ts'

/** To an address of the channel, which must be the subscriber's. */
export interface Move {
  kind: ChannelKind
  target: Target
}

/** If somebody has subscribed the new address meanwhile, that subscriber becomes part of this. */
export async function moveSubscriber(
  trx: Trx,
  subscriber: SubscriberRow,
  { kind, target }: Move,
  now: Instant,
): Promise<void> {
  const { address } = target
  const other = await findSubscriberAt(trx, kind.name, address)
  if (other && other.id !== subscriber.id) {
    const mine = await subscriptionsOf(trx, subscriber.id, 'active')
    const theirs = await subscriptionsOf(trx, other.id, 'active')
    await vacate(trx, other.id, 'known by its older subscription', now)
    await followBoth(trx, subscriber.id, mine, theirs)
  }
  await changeSubscriberRow(trx, subscriber.id, { address, keys: keysOf(target) })
}
