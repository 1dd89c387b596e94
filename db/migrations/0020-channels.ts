import { type Kysely, sql } from 'kysely'
import { isPostgres } from '../dialect.ts'

// Frozen: migrations never import today's schema or vocabulary.

// biome-ignore lint/suspicious/noExplicitAny: a migration knows no schema.
type AnyDb = Kysely<any>

/** What webhooks, chat rooms and complete e-mail need: owners, attempts, results after sending, quiet hours, digests. */
export async function up(db: AnyDb): Promise<void> {
  const instant = isPostgres(db) ? 'bigint' : 'integer'
  const alter = (table: string) => db.schema.alterTable(table)

  // Whose word an address is that cannot be asked itself; null where it is asked.
  await alter('subscribers').addColumn('owner', 'text').execute()
  await alter('subscribers').addColumn('warned_at', instant).execute()
  // Wall times of the subscriber's zone, `22:00`.
  await alter('subscribers').addColumn('quiet_from', 'text').execute()
  await alter('subscribers').addColumn('quiet_to', 'text').execute()
  // When the next weekly digest is due; null: none is wanted.
  await alter('subscribers').addColumn('digest_at', instant).execute()
  // What whoever left followed until then, and the address somebody wants to move to.
  await alter('subscribers').addColumn('left_behind', 'text').execute()
  await alter('subscribers').addColumn('moving_to', 'text').execute()
  await sql`create index subscribers_by_digest on subscribers (digest_at) where digest_at is not null`.execute(db)
  await sql`create index subscribers_by_owner on subscribers (owner) where owner is not null`.execute(db)

  // Not before, although it was never tried.
  await alter('deliveries').addColumn('held_until', instant).execute()
  // What the other side said of it after it had taken it.
  await alter('deliveries').addColumn('result', 'text').execute()
  await alter('deliveries').addColumn('result_at', instant).execute()
  await alter('deliveries').addColumn('result_detail', 'text').execute()
  await sql`create index deliveries_by_reference on deliveries (reference) where reference is not null`.execute(db)

  // Whatever one subscriber alone was told, until that is of no use any more.
  await db.schema.dropIndex('events_with_a_question').execute()
  await sql`create index events_told_to_one on events (at)
    where kind >= 'subscription.' and kind < 'subscription/' and notify = 1`.execute(db)

  const create = (table: string) => {
    const builder = db.schema.createTable(table)
    return isPostgres(db) ? builder : builder.modifyEnd(sql`strict`)
  }
  await create('attempts')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('subscriber_id', 'text', (c) => c.notNull().references('subscribers.id').onDelete('cascade'))
    .addColumn('event_id', instant, (c) => c.notNull())
    .addColumn('at', instant, (c) => c.notNull())
    .addColumn('outcome', 'text', (c) => c.notNull())
    .addColumn('status', 'integer')
    .addColumn('took', 'integer', (c) => c.notNull())
    .addColumn('answer', 'text', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('attempts_by_subscriber').on('attempts').columns(['subscriber_id', 'at', 'id']).execute()

  // What a provider told of mails: each once, however often it comes, also before the mail's own reference is known.
  await create('mail_reports')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('reference', 'text', (c) => c.notNull())
    .addColumn('result', 'text', (c) => c.notNull())
    .addColumn('detail', 'text')
    .addColumn('at', instant, (c) => c.notNull())
    .addColumn('received_at', instant, (c) => c.notNull())
    .addColumn('applied_at', instant)
    .execute()
  await sql`create index mail_reports_to_apply on mail_reports (received_at) where applied_at is null`.execute(db)
  await db.schema.createIndex('mail_reports_by_receipt').on('mail_reports').column('received_at').execute()
}
