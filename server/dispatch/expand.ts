import { maintenanceTopic } from '../../db/delivery/deliveries.ts'
import {
  type DeliveryEvent,
  type ExpandingEvent,
  type Follower,
  followersAfter,
  hastenOlder,
  hasUnexpanded,
  markExpanded,
  type NewDelivery,
  queueDeliveries,
  supersedeOlder,
  takeUnexpanded,
} from '../../db/delivery/expansion.ts'
import { releaseBefore } from '../../db/delivery/held.ts'
import { movedFollowersAfter } from '../../db/incident/duplicates.ts'
import type { Trx } from '../../db/schema/index.ts'
import { type ChannelKind, laneOf } from '../channels/kind.ts'
import { kindNamed } from '../channels/kinds.ts'
import type { Notice } from '../domain/incident/notice.ts'
import type { MaintenanceNotice } from '../domain/maintenance/notice.ts'
import { audience, type Subject } from '../domain/subscription/audience.ts'
import { heldUntil, mayWait } from '../domain/subscription/quiet-hours.ts'
import { incidentSubject, maintenanceSubject } from '../domain/subscription/subject.ts'
import type { Instant, Scope } from '../domain/vocabulary.ts'
import type { DispatchContext } from './context.ts'
import { tellContacts } from './expanding/contacts.ts'
import { followingOf } from './expanding/following.ts'
import { afterContacts, progressOf } from './expanding/progress.ts'

/** Subscribers per transaction: enough to be quick, few enough that nobody who posts waits for it. */
const CHUNK = 500

/**
 * Turns the most urgent event into deliveries for its next five hundred subscribers, in one transaction. Returns
 * whether it did anything. A crash in between loses nothing: the cursor and the deliveries are committed together.
 */
export async function expandNext({ db, write, kinds, clock, log }: DispatchContext): Promise<boolean> {
  if (!(await hasUnexpanded(db))) return false
  return write(async (trx) => {
    const event = await takeUnexpanded(trx)
    if (!event) return false
    const now = clock()
    const target = targetOf(event)
    if (!target) {
      log.error({ event: event.id }, 'event without a notice skipped')
      await markExpanded(trx, event.id, event.expanded_to, now)
      return true
    }
    const { subject, topic } = target
    const { phase, after } = progressOf(event.expanded_to)
    const delivery = { eventId: event.id, topic, rank: event.rank, now }
    const { promised } = subject
    if (phase === 'contacts' && promised) {
      const chunk = { event, subject: { ...subject, promised }, delivery, after, limit: CHUNK }
      await markExpanded(trx, event.id, afterContacts(await tellContacts(trx, kinds, chunk)), null)
      return true
    }
    const { followers, cursor } = await nextFollowers(trx, subject, event.id, phase === 'followers' ? after : '')
    const wait = waitOf(event, now)
    const hears = (kind: ChannelKind | null) => event.kind !== 'incident.corrected' || Boolean(kind?.hearsCorrections)
    const told = followers.filter(({ channel }) => hears(kindNamed(kinds, channel)))
    await queue(trx, kinds, delivery, subject, told, wait)
    await markExpanded(trx, event.id, cursor ?? event.expanded_to, cursor === null ? now : null)
    return true
  })
}

interface Target {
  topic: string
  subject: Subject
}

/** What an event is about, and the topic its deliveries belong to; null when it does not say. */
function targetOf({ kind, maintenance_id: maintenanceId, notice, platforms }: ExpandingEvent): Target | null {
  if (notice === null) return null
  if (maintenanceId !== null)
    return {
      topic: maintenanceTopic(maintenanceId),
      subject: maintenanceSubject(maintenanceId, JSON.parse(platforms)),
    }
  const incident: Notice = JSON.parse(notice)
  return { topic: incident.incidentId, subject: incidentSubject(kind, incident) }
}

type Reading = (cursor: string) => Promise<Follower[]>

/** Whom the subject reaches, each along its index: by scope, and former followers of a duplicate. */
function readings(trx: Trx, { kind, incidentId, platforms }: Subject, event: number): Reading[] {
  const scopes: Scope[] = [{ type: 'all' }, ...platforms.map((id): Scope => ({ type: 'platform', id }))]
  if (incidentId !== null) scopes.push({ type: 'incident', id: incidentId })
  const following = scopes.map((scope) => (cursor: string) => followersAfter(trx, scope, kind, event, cursor, CHUNK))
  if (incidentId === null) return following
  return [...following, (cursor) => movedFollowersAfter(trx, incidentId, kind, event, cursor, CHUNK)]
}

/**
 * The followers of any of the scopes up to a common subscriber, of whom everything they follow is then known; `cursor`
 * is that subscriber, or null after the last. Each scope is read along its index: the cost does not grow with the list.
 */
async function nextFollowers(trx: Trx, subject: Subject, event: number, after: string) {
  const found: Follower[] = []
  let horizon: string | null = null
  for (const read of readings(trx, subject, event)) {
    const page = await read(after)
    const last = page.at(-1)?.subscriber_id
    if (last !== undefined && page.length === CHUNK && (horizon === null || last < horizon)) horizon = last
    found.push(...page)
  }
  const ids = [...new Set(found.map((follower) => follower.subscriber_id))].sort()
  const full = ids.length > CHUNK ? (ids[CHUNK - 1] ?? null) : null
  const cursor = full !== null && (horizon === null || full < horizon) ? full : horizon
  return { followers: found.filter((f) => cursor === null || f.subscriber_id <= cursor), cursor }
}

/** One delivery for each follower, in the lane and the order of its channel. */
async function queue(
  trx: Trx,
  kinds: readonly ChannelKind[],
  event: DeliveryEvent,
  subject: Subject,
  followers: readonly Follower[],
  wait: Wait | null,
): Promise<void> {
  const bySubscriber = new Map(followers.map((follower) => [follower.subscriber_id, follower]))
  const followings = followers.map((follower) => followingOf(follower, subject.kind))
  const deliveries: NewDelivery[] = []
  const newest: string[] = []
  const every: string[] = []
  for (const [subscriberId, because] of audience(subject, followings)) {
    const follower = bySubscriber.get(subscriberId) as Follower
    const { channel, address } = follower
    const kind = kindNamed(kinds, channel)
    // A channel that this process does not know waits for one that does.
    const lane = kind ? laneOf(kind, address) : channel
    deliveries.push({ subscriberId, channel, lane, because, heldUntil: wait?.(follower) ?? null })
    if (kind?.order === 'newest') newest.push(subscriberId)
    else every.push(subscriberId)
  }
  if (deliveries.length === 0) return
  await queueDeliveries(trx, event, deliveries)
  if (newest.length > 0) await supersedeOlder(trx, event, newest)
  // What may not wait goes out after what does, never before it.
  if (every.length > 0 && wait === null && subject.kind === 'maintenance') await releaseBefore(trx, event, every)
  if (every.length > 0 && event.rank === 0) await hastenOlder(trx, event, every)
}

/** Until when news waits for the end of a follower's quiet hours; null: it is told at once. */
type Wait = (follower: Follower) => Instant | null

/** Null: the event's news waits for nobody. */
function waitOf({ maintenance_id: maintenanceId, notice }: ExpandingEvent, now: Instant): Wait | null {
  if (maintenanceId === null || notice === null) return null
  const window: MaintenanceNotice = JSON.parse(notice)
  if (!mayWait(window.news)) return null
  return ({ quiet_from: from, quiet_to: to, time_zone: zone }) =>
    from === null || to === null ? null : heldUntil({ from, to }, zone ?? window.zone, now, window)
}
