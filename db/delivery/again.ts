import { sql } from 'kysely'
import { UNSUBSCRIBED } from '../../server/domain/subscription/leaving.ts'
import type { ChannelName, Instant } from '../../server/domain/vocabulary.ts'
import { isPostgres } from '../dialect.ts'
import type { Reader, Row, Trx } from '../schema/index.ts'

/** As if it had never been tried, and due at once. */
const untried = (now: Instant) => ({
  ...{ state: 'queued' as const, attempts: 0, tried_at: null, due_at: now, held_until: null, settled_at: null },
  ...{ error: null, reference: null, result: null, result_at: null, result_detail: null },
})

/** Queues a settled delivery once more, as if it had never been tried. `waiting`: it is not settled; `gone`: it is forgotten. */
export async function queueAgain(
  trx: Trx,
  { eventId, subscriberId }: { eventId: number; subscriberId: string },
  now: Instant,
): Promise<'queued' | 'waiting' | 'gone'> {
  const one = await trx
    .selectFrom('deliveries')
    .select('settled_at')
    .where('event_id', '=', eventId)
    .where('subscriber_id', '=', subscriberId)
    .executeTakeFirst()
  if (!one) return 'gone'
  if (one.settled_at === null) return 'waiting'
  await trx
    .updateTable('deliveries')
    .set(untried(now))
    .where('event_id', '=', eventId)
    .where('subscriber_id', '=', subscriberId)
    .execute()
  return 'queued'
}

/** Failed deliveries of an event by one channel, or to one subscriber. */
export type FailedOf = { eventId: number } & ({ channel: ChannelName } | { subscriberId: string })

/** Failed for good, to somebody whom a claim would still send it to: see `loadJobs` of the dispatcher. */
function failed(db: Reader, { eventId, ...of }: FailedOf) {
  const isContact = isPostgres(db) ? sql`d.because::jsonb ->> 'type'` : sql`d.because ->> 'type'`
  return db
    .selectFrom('deliveries as d')
    .innerJoin('subscribers as u', 'u.id', 'd.subscriber_id')
    .where('d.event_id', '=', eventId)
    .where('d.state', '=', 'failed')
    .where(sql<boolean>`d.settled_at is not null`)
    .where((e) => ('channel' in of ? e('d.channel', '=', of.channel) : e('d.subscriber_id', '=', of.subscriberId)))
    .where(
      sql<boolean>`(u.state = 'active' or (${isContact} = 'contact' and (u.state <> 'off' or u.off_reason = ${UNSUBSCRIBED})))`,
    )
}

/** How many of them there are. */
export async function countFailed(db: Reader, of: FailedOf): Promise<number> {
  const row = await failed(db, of)
    .select((e) => e.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return row.count
}

/** Whom the first of them are for. */
export async function failedTo(
  db: Reader,
  of: FailedOf,
  limit: number,
): Promise<Pick<Row<'subscribers'>, 'channel' | 'address'>[]> {
  return failed(db, of).select(['u.channel', 'u.address']).orderBy('d.subscriber_id').limit(limit).execute()
}

/** Queues up to `limit` of them once more. Whatever is no longer failed is left alone. Returns how many it were. */
export async function queueFailedAgain(trx: Trx, of: FailedOf, limit: number, now: Instant): Promise<number> {
  const those = failed(trx, of).select('d.subscriber_id').orderBy('d.subscriber_id').limit(limit)
  const { numUpdatedRows } = await trx
    .updateTable('deliveries')
    .set(untried(now))
    .where('event_id', '=', of.eventId)
    .where('state', '=', 'failed')
    .where('subscriber_id', 'in', those)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

/** Tests that still wait for a subscriber are of no use once there is a newer one. */
export async function supersedeTests(trx: Trx, subscriberId: string, now: Instant): Promise<void> {
  await trx
    .updateTable('deliveries')
    .set({ state: 'superseded', settled_at: now, error: 'a newer test takes its place' })
    .where('subscriber_id', '=', subscriberId)
    .where('topic', 'like', 'test:%')
    .where('state', '=', 'queued')
    .where('settled_at', 'is', null)
    .execute()
}

const OF_WAITING = ['event_id', 'attempts', 'due_at', 'held_until', 'error', 'created_at'] as const
type WaitingRow = Pick<Row<'deliveries'>, (typeof OF_WAITING)[number]>

/** What still waits to be sent to a subscriber, the oldest first. */
export async function waitingFor(db: Reader, subscriberId: string, limit: number): Promise<WaitingRow[]> {
  return waiting(db, subscriberId).orderBy('event_id').limit(limit).execute()
}

/** What of these events still waits to be sent to a subscriber. */
export async function waitingAmong(db: Reader, subscriberId: string, events: readonly number[]): Promise<WaitingRow[]> {
  return events.length === 0 ? [] : waiting(db, subscriberId).where('event_id', 'in', events).execute()
}

function waiting(db: Reader, subscriberId: string) {
  return db
    .selectFrom('deliveries')
    .select(OF_WAITING)
    .where('subscriber_id', '=', subscriberId)
    .where('settled_at', 'is', null)
}
