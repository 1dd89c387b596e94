import { sql } from 'kysely'
import type { Instant } from '../server/domain/vocabulary.ts'
import type { Trx } from './schema.ts'

/** Forgets requests to follow something that nobody confirmed, and addresses of which nothing else is known. */
export async function forgetUnconfirmed(trx: Trx, before: Instant): Promise<void> {
  await trx.deleteFrom('subscriptions').where('state', '=', 'pending').where('requested_at', '<', before).execute()
  await trx
    .deleteFrom('subscribers')
    .where('state', '=', 'pending')
    .where('updated_at', '<', before)
    .where((e) =>
      e.not(e.exists(e.selectFrom('subscriptions').select('id').whereRef('subscriber_id', '=', 'subscribers.id'))),
    )
    // Leads follow nothing: theirs is kept until they were told.
    .where((e) =>
      e.not(
        e.exists(
          e
            .selectFrom('deliveries')
            .select('event_id')
            .whereRef('subscriber_id', '=', 'subscribers.id')
            .where(sql<boolean>`settled_at is null`),
        ),
      ),
    )
    .execute()
}

/** Forgets answers that were kept for a repeated request. */
export async function forgetAnswers(trx: Trx, before: Instant): Promise<void> {
  await trx.deleteFrom('idempotency').where('created_at', '<', before).execute()
}
