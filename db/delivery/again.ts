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

/** What still waits to be sent to a subscriber, the oldest first. */
export async function waitingFor(
  db: Reader,
  subscriberId: string,
  limit: number,
): Promise<Pick<Row<'deliveries'>, 'event_id' | 'attempts' | 'due_at'>[]> {
  return db
    .selectFrom('deliveries')
    .select(['event_id', 'attempts', 'due_at'])
    .where('subscriber_id', '=', subscriberId)
    .where('settled_at', 'is', null)
    .orderBy('event_id')
    .limit(limit)
    .execute()
}
