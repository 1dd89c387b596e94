import { appendEvent } from '../../db/events.ts'
import type { Trx } from '../../db/schema.ts'
import type { Instant, Scope } from '../domain/vocabulary.ts'

/** What a confirmation mail needs, frozen with its event. */
export interface ConfirmationNotice {
  subscriberId: string
  requestedAt: Instant
  follows: readonly { type: Scope['type']; id: string; name: string | null }[]
  locale: string
}

/** Writes the fact that somebody asked to subscribe, and the one mail that asks back. */
export async function sendConfirmation(trx: Trx, notice: ConfirmationNotice, now: Instant): Promise<void> {
  const event = await appendEvent(trx, { kind: 'subscription.requested', at: now, notify: true, rank: 0, notice })
  // Its audience is known: nothing is left to expand.
  await trx.updateTable('events').set({ expanded_at: now }).where('id', '=', event).execute()
  await trx
    .insertInto('deliveries')
    .values({
      event_id: event,
      subscriber_id: notice.subscriberId,
      channel: 'email',
      topic: `confirm:${notice.subscriberId}`,
      rank: 0,
      state: 'queued',
      because: JSON.stringify({ type: 'all' }),
      attempts: 0,
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
