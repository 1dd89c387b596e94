import type { Reader, Trx } from '../../../../db/schema/index.ts'
import { followBoth, united } from '../../../../db/subscription/follow-both.ts'
import { handOver } from '../../../../db/subscription/hand-over.ts'
import { changeSubscriberRow, findSubscriberAt, type SubscriberRow } from '../../../../db/subscription/subscribers.ts'
import { type SubscriptionRow, subscriptionsOf } from '../../../../db/subscription/subscriptions.ts'
import { type ChannelKind, laneOf } from '../../../channels/kind.ts'
import type { Instant } from '../../../domain/vocabulary.ts'

/**
 * The subscriber at an address follows from now on what another one did, which is left with nothing but the address and
 * links that have ended: whatever lies in its mailbox can do nothing at the new one. Whoever was told there already is
 * told as before, and goes on with the links it has.
 */
export async function takeOver(
  trx: Trx,
  kind: ChannelKind,
  { from, to }: { from: SubscriberRow; to: SubscriberRow },
  now: Instant,
): Promise<void> {
  const [mine, theirs] = [await subscriptionsOf(trx, to.id, 'active'), await subscriptionsOf(trx, from.id, 'active')]
  await followBoth(trx, to.id, mine, theirs)
  await handOver(trx, from.id, { id: to.id, lane: laneOf(kind, to.address) })
  const { locale, time_zone, quiet_from, quiet_to, digest_at, source } = from
  await changeSubscriberRow(trx, to.id, {
    ...{ state: 'active', off_reason: null, left_behind: null, updated_at: now },
    ...(mine.length === 0 && { locale, time_zone, quiet_from, quiet_to, digest_at, source }),
  })
  await changeSubscriberRow(trx, from.id, {
    ...{ state: 'pending', link_generation: from.link_generation + 1, moving_to: null, updated_at: now },
    ...{ quiet_from: null, quiet_to: null, digest_at: null },
  })
}

/** What would be followed at an address after that. */
export async function followedThere(db: Reader, from: SubscriberRow, address: string): Promise<SubscriptionRow[]> {
  const there = await findSubscriberAt(db, from.channel, address)
  const mine = there ? await subscriptionsOf(db, there.id, 'active') : []
  return united(mine, await subscriptionsOf(db, from.id, 'active'))
}
