import { sql } from 'kysely'
import type { Trx } from '../schema/index.ts'

/** Forgets what the other side said of messages to a subscriber, which may name the address. */
export async function forgetAnswers(trx: Trx, subscriberId: string): Promise<void> {
  await sql`update mail_reports set detail = null where detail is not null and reference in (
    select reference from deliveries where subscriber_id = ${subscriberId} and reference is not null)`.execute(trx)
  await sql`update deliveries set result_detail = null,
    error = case when state = 'failed' then 'the address did not work' else error end
    where subscriber_id = ${subscriberId} and (state = 'failed' or result_detail is not null)`.execute(trx)
}
