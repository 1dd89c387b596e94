import { sql } from 'kysely'
import type { MailResult } from '../../server/domain/subscription/mail-report.ts'
import type { Instant } from '../../server/domain/vocabulary.ts'
import type { NewRow, Reader, Row, Trx } from '../schema/index.ts'

/** Keeps a report unless it came before; says whether it is new. */
export async function keepReport(trx: Trx, row: NewRow<'mail_reports'>): Promise<boolean> {
  const result = await trx
    .insertInto('mail_reports')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst()
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** Reports of which no mail was known yet, the oldest first. */
export async function waitingReports(db: Reader, limit: number): Promise<Row<'mail_reports'>[]> {
  return db
    .selectFrom('mail_reports')
    .selectAll()
    .where(sql<boolean>`applied_at is null`)
    .orderBy('received_at')
    .limit(limit)
    .execute()
}

/** What it says is known now where it belongs; of the report only that it came is kept. */
export async function markApplied(trx: Trx, id: string, now: Instant): Promise<void> {
  await trx.updateTable('mail_reports').set({ applied_at: now, detail: null }).where('id', '=', id).execute()
}

/** The delivery that the provider knows by this reference. */
export async function deliveryOf(db: Reader, reference: string) {
  return db
    .selectFrom('deliveries')
    .select(['event_id', 'subscriber_id', 'lane', 'result', 'result_at'])
    .where('reference', '=', reference)
    .executeTakeFirst()
}

/** Notes what became of a delivery after it was sent. */
export async function noteResult(
  trx: Trx,
  { event_id, subscriber_id }: Pick<Row<'deliveries'>, 'event_id' | 'subscriber_id'>,
  { result, at, why }: { result: MailResult; at: Instant; why: string | null },
): Promise<void> {
  await trx
    .updateTable('deliveries')
    .set({ result, result_at: at, result_detail: why })
    .where('event_id', '=', event_id)
    .where('subscriber_id', '=', subscriber_id)
    .execute()
}

/** How many mails to a subscriber came back, by reports received since then. */
export async function countBounces(db: Reader, subscriberId: string, since: Instant): Promise<number> {
  const row = await db
    .selectFrom('mail_reports as r')
    .innerJoin('deliveries as d', 'd.reference', 'r.reference')
    .select((e) => e.fn.count<number>('d.event_id').distinct().as('count'))
    .where('r.received_at', '>=', since)
    .where('r.result', '=', 'bounced')
    .where('d.subscriber_id', '=', subscriberId)
    .executeTakeFirstOrThrow()
  return row.count
}

/** When the provider was last heard of; null if never, or long ago. */
export async function lastReportAt(db: Reader): Promise<Instant | null> {
  const row = await db
    .selectFrom('mail_reports')
    .select((e) => e.fn.max('received_at').as('at'))
    .executeTakeFirst()
  return row?.at ?? null
}

/** Forgets reports received before `before`, and what those say that have waited since `waiting` for a mail of ours. */
export async function forgetReports(
  trx: Trx,
  { before, waiting, now }: { before: Instant; waiting: Instant; now: Instant },
): Promise<void> {
  await trx.deleteFrom('mail_reports').where('received_at', '<', before).execute()
  await trx
    .updateTable('mail_reports')
    .set({ applied_at: now, detail: null })
    .where(sql<boolean>`applied_at is null`)
    .where('received_at', '<', waiting)
    .execute()
}
