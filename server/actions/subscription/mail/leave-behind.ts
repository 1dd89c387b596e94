import type { Trx } from '../../../../db/schema/index.ts'
import { changeSubscriberRow, type SubscriberRow } from '../../../../db/subscription/subscribers.ts'
import { followOf, type SubscriptionRow } from '../../../../db/subscription/subscriptions.ts'
import { ownerOf } from '../../../../db/subscription/tell-owner.ts'
import { CHANNEL_KINDS, kindNamed, OWNER_KIND, OWNERS_WAY } from '../../../channels/kinds.ts'
import type { ConfirmationRequest } from '../../../domain/incident/notice.ts'
import type { LeftBehind } from '../../../domain/subscription/leaving.ts'
import type { Instant } from '../../../domain/vocabulary.ts'
import { namedScope } from '../scopes.ts'
import { tellAddress } from './tell-address.ts'

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
  const isOwned = kind.confirms === 'by-owner'
  if (isOwned && subscriber.owner === null) return
  const { id, locale } = subscriber
  const behind: LeftBehind = {
    ...{ at: now, follows: rows.map(followOf), locale, timeZone: subscriber.time_zone },
    ...{ quietFrom: subscriber.quiet_from, quietTo: subscriber.quiet_to, digestAt: subscriber.digest_at },
  }
  await changeSubscriberRow(trx, id, { left_behind: JSON.stringify(behind), moving_to: null, digest_at: null })
  const follows: ConfirmationRequest['follows'][number][] = []
  for (const { scope } of behind.follows) follows.push(await namedScope(trx, scope))
  const via = isOwned ? { title: kind.title, address: kind.mask(subscriber.address) } : undefined
  const notice = { subscriberId: id, at: now, follows, locale, ...(via && { via }) }
  const to = isOwned ? await ownerOf(trx, subscriber.owner ?? '', locale, OWNERS_WAY, now) : subscriber
  const topic = `left:${id}`
  await tellAddress(trx, { event: 'subscription.left', topic, kind: isOwned ? OWNER_KIND : kind, to, notice }, now)
}
