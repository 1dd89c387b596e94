import { type Expression, type SqlBool, sql } from 'kysely'
import { PASSED_ON_WITHIN } from '../../server/domain/ladder/passing.ts'
import type { ChannelName, Instant } from '../../server/domain/vocabulary.ts'
import type { Trx } from '../schema/index.ts'
import { forgetAnswers } from './answers.ts'
import { FORGOTTEN, nothingWaits } from './forgotten.ts'
import { cancelDeliveries } from './subscribers.ts'

/** Forgets requests to follow something that nobody confirmed, and addresses of which nothing else is known. */
export async function forgetUnconfirmed(trx: Trx, before: Instant): Promise<void> {
  await trx.deleteFrom('subscriptions').where('state', '=', 'pending').where('requested_at', '<', before).execute()
  // Staff follow nothing: theirs is kept until they were told, and while a message of the ladder may still be passed on.
  const unknown = sql<boolean>`state = 'pending' and updated_at < ${before} and ${nothingWaits}
    and not exists (
      select 1 from deliveries d join rungs r on r.event_id = d.event_id
      where d.subscriber_id = subscribers.id and r.at >= ${before - PASSED_ON_WITHIN}
    )`
  await empty(trx, unknown, 'never confirmed')
}

/** Forgets what those who left before `left` followed, and where others wanted to move to before `moving`. */
export async function forgetPlans(trx: Trx, { left, moving }: { left: Instant; moving: Instant }): Promise<void> {
  const forget = (column: 'left_behind' | 'moving_to', before: Instant) =>
    trx
      .updateTable('subscribers')
      .set({ [column]: null })
      .where(column, 'is not', null)
      .where('updated_at', '<', before)
      .execute()
  await forget('left_behind', left)
  await forget('moving_to', moving)
}

/**
 * Forgets entirely up to 500 subscribers of a channel that were switched off before `off`, or of which neither they
 * themselves nor the other side have let us hear since `unseen`.
 */
export async function forgetSilent(
  trx: Trx,
  channel: ChannelName,
  { off, unseen, now }: { off: Instant; unseen: Instant; now: Instant },
): Promise<void> {
  const gone = sql<boolean>`channel = ${channel} and address not like ${`${FORGOTTEN}%`}
    and (updated_at < ${unseen} or (state = 'off' and updated_at < ${off}))`
  for (const { id } of await trx.selectFrom('subscribers').select('id').where(gone).limit(500).execute()) {
    await vacate(trx, id, 'not heard of for long', now)
  }
}

/** Takes from a subscriber everything that says who it is and what it follows; nothing reaches it any more. */
export async function vacate(trx: Trx, id: string, why: string, now: Instant): Promise<void> {
  await cancelDeliveries(trx, id, why, now)
  await forgetAnswers(trx, id)
  await trx.deleteFrom('subscriptions').where('subscriber_id', '=', id).execute()
  await trx.deleteFrom('attempts').where('subscriber_id', '=', id).execute()
  await empty(trx, sql<boolean>`id = ${id}`, why)
}

/**
 * The empty rows stay: what was sent to them still counts, and for each row that goes the foreign key would read every
 * delivery there is.
 */
async function empty(trx: Trx, which: Expression<SqlBool>, why: string): Promise<void> {
  await trx
    .updateTable('subscribers')
    .set({
      ...{ address: sql<string>`${FORGOTTEN} || id`, keys: null, time_zone: null, confirmation_mails: '[]' },
      ...{
        state: 'off',
        off_reason: why,
        owner: null,
        disabled_why: null,
        left_behind: null,
        moving_to: null,
        digest_at: null,
      },
    })
    .where(which)
    .execute()
}
