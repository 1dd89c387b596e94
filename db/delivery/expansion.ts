import { sql } from 'kysely'
import type { Because } from '../../server/domain/subscription/audience.ts'
import type { ChannelName, Instant, Kind, Scope } from '../../server/domain/vocabulary.ts'
import { isPostgres } from '../dialect.ts'
import { elements } from '../elements.ts'
import type { Reader, Row, Trx } from '../schema/index.ts'

/** As the partial index `events_to_expand` has it: SQLite uses it only for these very words. */
const UNEXPANDED = sql<boolean>`notify = 1 and expanded_at is null
  and (incident_id is not null or maintenance_id is not null)`

const EXPANDING = ['id', 'kind', 'incident_id', 'maintenance_id', 'platforms', 'rank', 'notice', 'expanded_to'] as const
export type ExpandingEvent = Pick<Row<'events'>, (typeof EXPANDING)[number]>

/** Is there an event whose subscribers have not all got their delivery yet? */
export async function hasUnexpanded(db: Reader): Promise<boolean> {
  const row = await db.selectFrom('events').select('id').where(UNEXPANDED).limit(1).executeTakeFirst()
  return row !== undefined
}

/**
 * Takes the most urgent event to expand, for this transaction alone; null if there is none or another just finished it.
 * Events of one incident or maintenance are expanded in order, so an earlier one goes before an urgent one.
 */
export async function takeUnexpanded(trx: Trx): Promise<ExpandingEvent | null> {
  const first = await trx
    .selectFrom('events')
    .select(['id', 'incident_id', 'maintenance_id'])
    .where(UNEXPANDED)
    .orderBy('rank')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  if (!first) return null
  const query = trx
    .selectFrom('events')
    .select(EXPANDING)
    .where('id', '=', (await earliestOf(trx, first)) ?? first.id)
    .where(UNEXPANDED)
  return (await (isPostgres(trx) ? query.forUpdate() : query).executeTakeFirst()) ?? null
}

async function earliestOf(
  trx: Trx,
  { incident_id, maintenance_id }: Pick<Row<'events'>, 'incident_id' | 'maintenance_id'>,
): Promise<number | null> {
  const row = await trx
    .selectFrom('events')
    .select((e) => e.fn.min('id').as('id'))
    .where((e) =>
      incident_id === null ? e('maintenance_id', '=', maintenance_id) : e('incident_id', '=', incident_id),
    )
    .where(UNEXPANDED)
    .executeTakeFirst()
  return row?.id ?? null
}

/** Remembers how far an event is expanded; `at` once it is for all. */
export async function markExpanded(trx: Trx, id: number, cursor: string, at: Instant | null): Promise<void> {
  await trx.updateTable('events').set({ expanded_to: cursor, expanded_at: at }).where('id', '=', id).execute()
}

/** What a follower is besides what it follows. */
export const FOLLOWER = ['u.channel', 'u.address', 'u.time_zone', 'u.quiet_from', 'u.quiet_to'] as const

export interface Follower {
  subscriber_id: string
  scope_type: Scope['type']
  scope_id: string
  channel: ChannelName
  address: string
  time_zone: string | null
  quiet_from: string | null
  quiet_to: string | null
}

/** Active followers of one scope who had confirmed before an event, in order of subscriber id, after `cursor`. */
export async function followersAfter(
  trx: Trx,
  scope: Scope,
  kind: Kind,
  event: number,
  cursor: string,
  limit: number,
): Promise<Follower[]> {
  return (
    trx
      .selectFrom('subscriptions as s')
      .innerJoin('subscribers as u', 'u.id', 's.subscriber_id')
      .select(['s.subscriber_id', 's.scope_type', 's.scope_id', ...FOLLOWER])
      .where('s.scope_type', '=', scope.type)
      .where('s.scope_id', '=', scope.type === 'all' ? '' : scope.id)
      .where('s.subscriber_id', '>', cursor)
      // The same once more, for a plan that reads both tables side by side.
      .where('u.id', '>', cursor)
      .where('s.state', '=', 'active')
      .where(kind === 'incident' ? 's.incidents' : 's.maintenance', '=', 1)
      .where('s.since_event', '<', event)
      .where('u.state', '=', 'active')
      .orderBy('s.subscriber_id')
      .limit(limit)
      .execute()
  )
}

export interface NewDelivery {
  subscriberId: string
  channel: ChannelName
  lane: string
  because: Because
  /** Not before. */
  heldUntil?: Instant | null
}

/** What the deliveries of one expansion share. */
export interface DeliveryEvent {
  eventId: number
  topic: string
  rank: number
  now: Instant
}

/** Queues one delivery per subscriber; those it already has are left alone. */
export async function queueDeliveries(
  trx: Trx,
  { eventId, topic, rank, now }: DeliveryEvent,
  deliveries: readonly NewDelivery[],
): Promise<void> {
  const rows = deliveries.map((delivery) => ({ ...delivery, because: JSON.stringify(delivery.because) }))
  await sql`
    insert into deliveries (event_id, subscriber_id, channel, lane, topic, rank, state, because, attempts, due_at, created_at, held_until)
    select cast(${eventId} as bigint), t.value ->> 'subscriberId', t.value ->> 'channel', t.value ->> 'lane',
      cast(${topic} as text), cast(${rank} as integer), 'queued', t.value ->> 'because', 0,
      cast(${now} as bigint), cast(${now} as bigint), cast(t.value ->> 'heldUntil' as bigint)
    from ${elements(trx, rows)} as t where true
    on conflict (event_id, subscriber_id) do nothing`.execute(trx)
}

/** Older news of the topic that these subscribers have not got yet is not worth sending any more. */
export async function supersedeOlder(trx: Trx, event: DeliveryEvent, subscriberIds: readonly string[]): Promise<void> {
  await trx
    .updateTable('deliveries')
    .set({ state: 'superseded', settled_at: event.now })
    .where(olderWaiting(trx, event, subscriberIds))
    .execute()
}

/** Older news that must come first in order gets as urgent as what waits behind it. */
export async function hastenOlder(trx: Trx, event: DeliveryEvent, subscriberIds: readonly string[]): Promise<void> {
  await trx
    .updateTable('deliveries')
    .set({ rank: event.rank })
    .where(olderWaiting(trx, event, subscriberIds))
    .where('rank', '>', event.rank)
    .execute()
}

/** The range says nothing new, but keeps PostgreSQL from reading the whole topic where it knows no statistics yet. */
function olderWaiting(trx: Trx, { eventId, topic }: DeliveryEvent, subscriberIds: readonly string[]) {
  const ids = subscriberIds.toSorted()
  const rows = ids.map((id) => ({ id }))
  return sql<boolean>`subscriber_id in (select t.value ->> 'id' from ${elements(trx, rows)} as t)
    and subscriber_id between ${ids.at(0)} and ${ids.at(-1)}
    and topic = ${topic} and event_id < ${eventId} and settled_at is null and state = 'queued'`
}
