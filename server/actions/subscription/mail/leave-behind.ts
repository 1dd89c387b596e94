import { promisedFor } from '../../../../db/contact/contacts.ts'
import { tellOne } from '../../../../db/delivery/tell.ts'
import type { Trx } from '../../../../db/schema/index.ts'
import { changeSubscriberRow, type SubscriberRow } from '../../../../db/subscription/subscribers.ts'
import { followOf, type SubscriptionRow } from '../../../../db/subscription/subscriptions.ts'
import { ownerOf } from '../../../../db/subscription/tell-owner.ts'
import { laneOf } from '../../../channels/kind.ts'
import { CHANNEL_KINDS, kindNamed, OWNERS_WAY } from '../../../channels/kinds.ts'
import type { ConfirmationRequest } from '../../../domain/incident/notice.ts'
import type { LeftBehind, LeftNotice } from '../../../domain/subscription/leaving.ts'
import type { Instant } from '../../../domain/vocabulary.ts'
import { namedScope } from '../scopes.ts'

/**
 * Keeps what a subscriber followed that leaves, and mails whoever reads there a link that takes it back: an address of
 * several people is not lost by one of them. Browsers are told nothing, since they have one reader.
 */
export async function leaveBehind(
  trx: Trx,
  subscriber: SubscriberRow,
  rows: readonly SubscriptionRow[],
  now: Instant,
): Promise<void> {
  const kind = kindNamed(CHANNEL_KINDS, subscriber.channel)
  if (!kind || kind.confirms === 'at-once' || rows.length === 0) return
  const { owner } = subscriber
  if (kind.confirms === 'by-owner' && owner === null) return
  const { id, locale } = subscriber
  const behind: LeftBehind = {
    ...{ at: now, follows: rows.map(followOf), locale, timeZone: subscriber.time_zone },
    ...{ quietFrom: subscriber.quiet_from, quietTo: subscriber.quiet_to, digestAt: subscriber.digest_at },
    linkGeneration: subscriber.link_generation,
  }
  await changeSubscriberRow(trx, id, { left_behind: JSON.stringify(behind), moving_to: null, digest_at: null })
  const follows: ConfirmationRequest['follows'][number][] = []
  for (const { scope } of behind.follows) follows.push(await namedScope(trx, scope))
  const namedBy = await promisedFor(trx, id)
  const notice: LeftNotice = {
    ...{ subscriberId: id, at: now, follows, locale, timeZone: subscriber.time_zone },
    ...(namedBy.length > 0 && { namedBy }),
  }
  const event = { kind: 'subscription.left', topic: `left:${id}` } as const
  if (owner === null) {
    const to = { subscriberId: id, channel: kind.name, lane: laneOf(kind, subscriber.address) }
    await tellOne(trx, { ...event, notice }, to, now)
    return
  }
  const via = { title: kind.title, address: kind.mask(subscriber.address) }
  const { id: ownerId } = await ownerOf(trx, owner, locale, OWNERS_WAY, now)
  const to = { subscriberId: ownerId, channel: OWNERS_WAY.channel, lane: OWNERS_WAY.laneOf(owner) }
  await tellOne(trx, { ...event, notice: { ...notice, via } }, to, now)
}
