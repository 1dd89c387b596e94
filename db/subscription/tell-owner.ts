import type { OwnerNotice } from '../../server/domain/subscription/owner.ts'
import type { ChannelName, Instant } from '../../server/domain/vocabulary.ts'
import { tellOne } from '../delivery/tell.ts'
import type { Trx } from '../schema/index.ts'
import { ensureSubscriber } from './ensure-subscriber.ts'
import type { SubscriberRow } from './subscribers.ts'

/** How an owner is reached: the channel, and the lane that an address of it waits in. */
export interface OwnersWay {
  channel: ChannelName
  laneOf(address: string): string
}

type News = Pick<OwnerNotice, 'what' | 'via' | 'since' | 'why'>

/** The subscriber at an owner's address: it follows nothing by being named, and is told all the same. */
export async function ownerOf(trx: Trx, owner: string, locale: string, { channel }: OwnersWay, now: Instant) {
  const fields = { locale, time_zone: null, state: 'pending', source: 'owner' } as const
  return ensureSubscriber(trx, { channel, address: owner, keys: null }, fields, now)
}

/** Mails the owner of an address what became of it; nothing where it has none. The caller holds the writer lock. */
export async function tellOwner(
  trx: Trx,
  { id, owner, locale, time_zone: timeZone, link_generation: linkGeneration }: SubscriberRow,
  news: News,
  way: OwnersWay,
  now: Instant,
): Promise<void> {
  if (owner === null) return
  const { id: subscriberId } = await ownerOf(trx, owner, locale, way, now)
  const notice: OwnerNotice = { ...news, subscriberId: id, linkGeneration, locale, timeZone, at: now }
  const to = { subscriberId, channel: way.channel, lane: way.laneOf(owner) }
  await tellOne(trx, { kind: 'subscription.owner', topic: `owner:${id}`, notice }, to, now)
}
