import type { Instant } from '../../server/domain/vocabulary.ts'
import type { Reader, Row, Trx } from '../schema/index.ts'

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
    .set({
      ...{ state: 'queued', attempts: 0, tried_at: null, due_at: now, held_until: null, settled_at: null },
      ...{ error: null, reference: null, result: null, result_at: null, result_detail: null },
    })
    .where('event_id', '=', eventId)
    .where('subscriber_id', '=', subscriberId)
    .execute()
  return 'queued'
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
