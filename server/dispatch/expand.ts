import {
  type DeliveryEvent,
  type Follower,
  followersAfter,
  hastenOlder,
  hasUnexpanded,
  markExpanded,
  type NewDelivery,
  queueDeliveries,
  supersedeOlder,
  takeUnexpanded,
} from '../../db/expansion.ts'
import { write } from '../../db/open.ts'
import type { Trx } from '../../db/schema.ts'
import { audience, type Following } from '../domain/audience.ts'
import type { Notice } from '../domain/notice.ts'
import type { Instant, Scope } from '../domain/vocabulary.ts'
import type { Desk } from './desk.ts'
import { laneOf } from './lane-name.ts'

/** Subscribers per transaction: enough to be quick, few enough that nobody who posts waits for it. */
const CHUNK = 500

/**
 * Turns the most urgent event into deliveries for its next five hundred subscribers, in one transaction, and answers
 * whether it did anything. A crash in between loses nothing: the cursor and the deliveries are committed together.
 */
export async function expandNext({ db, clock, log }: Desk): Promise<boolean> {
  if (!(await hasUnexpanded(db))) return false
  return write(db, async (trx) => {
    const event = await takeUnexpanded(trx)
    if (!event) return false
    const now = clock()
    const notice: Notice | null = event.incident_id === null ? null : JSON.parse(event.notice ?? 'null')
    if (!notice) {
      log.error({ event: event.id }, 'an event to be told does not say what: skipped')
      await markExpanded(trx, event.id, event.expanded_to, now)
      return true
    }
    const { followers, cursor } = await nextFollowers(trx, scopesOf(notice), event.at, event.expanded_to)
    await queue(trx, { eventId: event.id, topic: notice.incidentId, rank: event.rank, now }, notice, followers)
    await markExpanded(trx, event.id, cursor ?? event.expanded_to, cursor === null ? now : null)
    return true
  })
}

function scopesOf(notice: Notice): Scope[] {
  const platforms = notice.platforms.map(({ id }): Scope => ({ type: 'platform', id }))
  return [{ type: 'all' }, { type: 'incident', id: notice.incidentId }, ...platforms]
}

/**
 * The followers of any of the scopes up to a common subscriber, of whom everything they follow is then known; `cursor`
 * is that subscriber, or null after the last. Each scope is read along its index: the cost does not grow with the list.
 */
async function nextFollowers(trx: Trx, scopes: readonly Scope[], at: Instant, after: string) {
  const found: Follower[] = []
  let horizon: string | null = null
  for (const scope of scopes) {
    const page = await followersAfter(trx, scope, 'incident', at, after, CHUNK)
    const last = page.at(-1)?.subscriber_id
    if (last !== undefined && page.length === CHUNK && (horizon === null || last < horizon)) horizon = last
    found.push(...page)
  }
  const ids = [...new Set(found.map((follower) => follower.subscriber_id))].sort()
  const full = ids.length > CHUNK ? (ids[CHUNK - 1] ?? null) : null
  const cursor = full !== null && (horizon === null || full < horizon) ? full : horizon
  return { followers: found.filter((f) => cursor === null || f.subscriber_id <= cursor), cursor }
}

async function queue(trx: Trx, event: DeliveryEvent, notice: Notice, followers: readonly Follower[]): Promise<void> {
  const subject = {
    kind: 'incident' as const,
    incidentId: notice.incidentId,
    platforms: notice.platforms.map(({ id }) => id),
  }
  const addresses = new Map(followers.map((follower) => [follower.subscriber_id, follower]))
  const deliveries: NewDelivery[] = []
  for (const [subscriberId, because] of audience(subject, followers.map(followingOf))) {
    const { channel, address } = addresses.get(subscriberId) as Follower
    deliveries.push({ subscriberId, channel, lane: laneOf(channel, address), because })
  }
  if (deliveries.length === 0) return
  await queueDeliveries(trx, event, deliveries)
  const ids = (of: (delivery: NewDelivery) => boolean) => deliveries.filter(of).map((d) => d.subscriberId)
  const pushed = ids((delivery) => delivery.channel === 'webpush')
  const mailed = ids((delivery) => delivery.channel !== 'webpush')
  if (pushed.length > 0) await supersedeOlder(trx, event, pushed)
  if (mailed.length > 0 && event.rank === 0) await hastenOlder(trx, event, mailed)
}

function followingOf({ subscriber_id, scope_type, scope_id }: Follower): Following {
  const scope: Scope = scope_type === 'all' ? { type: 'all' } : { type: scope_type, id: scope_id }
  return { subscriberId: subscriber_id, scope, kinds: ['incident'] }
}
