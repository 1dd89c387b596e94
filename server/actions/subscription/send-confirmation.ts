import { appendEvent } from '../../../db/delivery/events.ts'
import type { Trx } from '../../../db/schema/index.ts'
import type { ConfirmationRequest } from '../../domain/incident/notice.ts'
import type { Instant } from '../../domain/vocabulary.ts'

/** Writes the fact that somebody asked to subscribe, and the one mail that asks back. */
export async function sendConfirmation(trx: Trx, notice: ConfirmationRequest, now: Instant): Promise<void> {
  const event = await appendEvent(trx, { kind: 'subscription.requested', at: now, notify: true, rank: 0, notice })
  // Its audience is known: nothing is left to expand.
  await trx.updateTable('events').set({ expanded_at: now }).where('id', '=', event).execute()
  await trx
    .insertInto('deliveries')
    .values({
      event_id: event,
      subscriber_id: notice.subscriberId,
      channel: 'email',
      lane: 'email',
      topic: `confirm:${notice.subscriberId}`,
      rank: 0,
      state: 'queued',
      because: JSON.stringify({ type: 'all' }),
      attempts: 0,
      tried_at: null,
      due_at: now,
      lease_until: null,
      lease_token: null,
      batch_id: null,
      error: null,
      reference: null,
      created_at: now,
      settled_at: null,
    })
    .execute()
}
