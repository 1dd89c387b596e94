import { sql } from 'kysely'
import { elements } from '../elements.ts'
import type { Trx } from '../schema/index.ts'
import type { DeliveryEvent } from './expansion.ts'

/** What is held of a topic before an event goes out before it, in order, where the event itself may not wait. */
export async function releaseBefore(
  trx: Trx,
  { eventId, topic }: DeliveryEvent,
  subscriberIds: readonly string[],
): Promise<void> {
  const rows = subscriberIds.map((id) => ({ id }))
  await sql`
    update deliveries set held_until = null
    where topic = ${topic} and event_id < ${eventId} and settled_at is null and held_until is not null
      and subscriber_id in (select t.value ->> 'id' from ${elements(trx, rows)} as t)`.execute(trx)
}

/** Whatever is held for a subscriber goes out: its quiet hours are others now. */
export async function releaseHeld(trx: Trx, subscriberId: string): Promise<void> {
  await trx
    .updateTable('deliveries')
    .set({ held_until: null })
    .where('subscriber_id', '=', subscriberId)
    // Spelled out so that the partial index `deliveries_in_order` is used.
    .where(sql<boolean>`settled_at is null`)
    .where('held_until', 'is not', null)
    .execute()
}
