import { addressHash } from '../../../db/contact/address-hash.ts'
import {
  insertNotices,
  type PromisedEntry,
  type PromisedSubject,
  promisedAfter,
  promisedEntries,
} from '../../../db/contact/telling/promised.ts'
import {
  type DeliveryEvent,
  type ExpandingEvent,
  hastenOlder,
  type NewDelivery,
  queueDeliveries,
} from '../../../db/delivery/expansion.ts'
import { releaseBefore } from '../../../db/delivery/held.ts'
import type { Trx } from '../../../db/schema/index.ts'
import { followersAmong } from '../../../db/subscription/followers-among.ts'
import { type ChannelKind, laneOf } from '../../channels/kind.ts'
import { CONTACT_KIND, kindNamed } from '../../channels/kinds.ts'
import { unreachableOf } from '../../domain/contact/reach.ts'
import { audience, type NamedBecause } from '../../domain/subscription/audience.ts'
import type { Scope } from '../../domain/vocabulary.ts'
import { followingOf } from './following.ts'

/** So many organisations are named in a mail to somebody whom several of them named. */
const NAMED = 3

interface Chunk {
  event: ExpandingEvent
  subject: PromisedSubject
  delivery: DeliveryEvent
  /** The last subscriber that was done. */
  after: string
  limit: number
}

/**
 * Queues what the next contacts are promised, before everybody else's and whatever their quiet hours are, and writes down
 * the proof. Returns the last subscriber, or null after the last.
 */
export async function tellContacts(
  trx: Trx,
  kinds: readonly ChannelKind[],
  { event, subject, delivery, after, limit }: Chunk,
): Promise<string | null> {
  const ids = await promisedAfter(trx, subject, after, limit)
  if (ids.length === 0) return null
  const entries = await promisedEntries(trx, subject, ids)
  const reached = Map.groupBy(
    entries.filter((entry) => unreachableOf(entry) === null),
    (entry) => entry.subscriber_id,
  )
  const follows = await followedBy(trx, subject, delivery.eventId, [...reached.keys()])
  const deliveries = [...reached.values()].flatMap((own) => deliveryTo(own, subject, follows, kinds))
  // Before whatever followers get of it, and in order after what is older.
  const first = { ...delivery, rank: delivery.rank - 1 }
  if (deliveries.length > 0) {
    await queueDeliveries(trx, first, deliveries)
    await hastenOlder(trx, first, [...reached.keys()])
    await releaseBefore(trx, first, [...reached.keys()])
  }
  await insertNotices(trx, entries.map(noticeOf(trx, event, subject, delivery)))
  return ids.length < limit ? null : (ids.at(-1) ?? null)
}

/** The narrowest thing by which each of them follows the subject as well. */
async function followedBy(trx: Trx, subject: PromisedSubject, event: number, ids: readonly string[]) {
  const followers = await followersAmong(trx, subject, event, ids)
  return audience(
    subject,
    followers.map((follower) => followingOf(follower, subject.kind)),
  )
}

function deliveryTo(
  own: readonly PromisedEntry[],
  { promised: { purpose } }: PromisedSubject,
  follows: ReadonlyMap<string, Scope>,
  kinds: readonly ChannelKind[],
): NewDelivery[] {
  const [first] = own
  if (!first) return []
  const { subscriber_id: subscriberId, channel, address } = first
  const because: NamedBecause = {
    ...{ type: 'contact', purpose },
    named: own.slice(0, NAMED).map(({ id, organisation, link_generation }) => {
      return { organisation, contactId: id, linkGeneration: link_generation }
    }),
    more: Math.max(0, own.length - NAMED),
    backup: own.every(({ rank }) => rank === 'backup'),
    follows: follows.get(subscriberId) ?? null,
  }
  return [{ subscriberId, channel, lane: laneOf(kindNamed(kinds, channel) ?? CONTACT_KIND, address), because }]
}

function noticeOf(trx: Trx, event: ExpandingEvent, { promised }: PromisedSubject, { eventId, now }: DeliveryEvent) {
  return (entry: PromisedEntry) => ({
    ...{ event_id: eventId, organisation_id: entry.organisation_id, address_hash: addressHash(trx, entry.email) },
    ...{ contact_id: entry.id, subscriber_id: entry.subscriber_id },
    ...{ incident_id: event.incident_id, maintenance_id: event.maintenance_id, purpose: promised.purpose },
    ...{ rank: entry.rank, channel: entry.channel, untold: unreachableOf(entry)?.why ?? null, at: now },
  })
}
