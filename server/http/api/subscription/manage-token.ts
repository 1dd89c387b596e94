import { findIncidentRow } from '../../../../db/incident/incidents.ts'
import { findPlatform } from '../../../../db/platform/platforms.ts'
import type { Reader } from '../../../../db/schema/index.ts'
import { isForgotten } from '../../../../db/subscription/forgotten.ts'
import { findSubscriber, type SubscriberRow } from '../../../../db/subscription/subscribers.ts'
import { followOf, type SubscriptionRow, subscriptionsOf } from '../../../../db/subscription/subscriptions.ts'
import type { FollowView } from '../../../../src/views.ts'
import type { ChannelKind } from '../../../channels/kind.ts'
import { kindNamed } from '../../../channels/kinds.ts'
import type { QuietHours } from '../../../domain/subscription/quiet-hours.ts'
import { isManageToken, type LinkHolder, namedInToken } from '../../../lib/links.ts'

/** What a manage token, from a mail or kept by a browser, gives access to: a subscriber and what it follows. */
export interface ManagedSubscription {
  subscriber: SubscriberRow
  follows: FollowView[]
}

/**
 * The subscription of a manage token; null if the token is not valid: the subscriber never confirmed, or has left since.
 * Whoever comes back gets a new one.
 */
export async function findManagedSubscription(
  db: Reader,
  linkSecret: string,
  token: string,
): Promise<ManagedSubscription | null> {
  const named = namedInToken(token)
  const subscriber = named === null ? null : await findSubscriber(db, named)
  if (!subscriber || subscriber.state === 'pending' || !isManageToken(linkSecret, token, holderOf(subscriber))) {
    return null
  }
  return readManagedSubscription(db, subscriber)
}

/** A subscriber and what it follows. */
export async function readManagedSubscription(db: Reader, subscriber: SubscriberRow): Promise<ManagedSubscription> {
  const follows = subscriber.state === 'off' ? [] : await subscriptionsOf(db, subscriber.id, 'active')
  return { subscriber, follows: await inWords(db, follows) }
}

/** Whose links are made or read. */
export function holderOf({ id, link_generation: linkGeneration }: SubscriberRow): LinkHolder {
  return { id, linkGeneration }
}

/** So many of its last departures does a subscriber's link remember. */
const DEPARTURES = 100

/** Whose manage token this was until they left; null if it was none. */
export async function formerHolder(db: Reader, linkSecret: string, token: string): Promise<SubscriberRow | null> {
  const named = namedInToken(token)
  const subscriber = named === null ? null : await findSubscriber(db, named)
  if (!subscriber) return null
  const { id, link_generation: now } = subscriber
  const former = Array.from({ length: Math.min(now, DEPARTURES) }, (_, ago) => now - 1 - ago)
  const isFormer = former.some((linkGeneration) => isManageToken(linkSecret, token, { id, linkGeneration }))
  return isFormer ? subscriber : null
}

/** Subscriptions with the names of what they follow, also where it is no longer on the page. */
export async function inWords(db: Reader, rows: readonly SubscriptionRow[]): Promise<FollowView[]> {
  return Promise.all(
    rows.map(async (row) => {
      const { scope, kinds } = followOf(row)
      if (scope.type === 'all') return { scope, name: null, kinds }
      const name =
        scope.type === 'platform'
          ? (await findPlatform(db, scope.id))?.name
          : (await findIncidentRow(db, scope.id))?.title
      return { scope, name: name ?? scope.id, kinds }
    }),
  )
}

/** Enough to recognise one's own address, too little to learn somebody else's. */
export function masked(
  channels: readonly ChannelKind[],
  { channel, address }: Pick<SubscriberRow, 'channel' | 'address'>,
): string {
  return isForgotten(address) ? '…' : (kindNamed(channels, channel)?.mask(address) ?? '…')
}

/** The same for people, who know a room by its service before its host: "Slack, hooks.slack.com/…". */
export function placeNamed(
  channels: readonly ChannelKind[],
  subscriber: Pick<SubscriberRow, 'channel' | 'address'>,
): string {
  const kind = kindNamed(channels, subscriber.channel)
  const address = masked(channels, subscriber)
  return kind?.confirms === 'by-owner' ? `${kind.title}, ${address}` : address
}

/** As the API and the page show them; null: none. */
export function quietHoursOf({ quiet_from: from, quiet_to: to }: SubscriberRow): QuietHours | null {
  return from === null || to === null ? null : { from, to }
}
