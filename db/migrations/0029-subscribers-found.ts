import { type Kysely, sql } from 'kysely'

// Frozen: migrations never import today's schema or vocabulary.

// biome-ignore lint/suspicious/noExplicitAny: a migration knows no schema.
type AnyDb = Kysely<any>

/** Why the desk has switched a subscriber off; and what the desk finds subscribers by, among 100,000. */
export async function up(db: AnyDb): Promise<void> {
  await db.schema.alterTable('subscribers').addColumn('disabled_why', 'text').execute()
  await sql`create index subscribers_newest on subscribers (created_at, id, state, off_reason)`.execute(db)
  await sql`create index subscribers_by_channel on subscribers (channel, created_at, id, state)`.execute(db)
  // Of those who are off, most are empty: their addresses are forgotten.
  await sql`create index subscribers_off on subscribers (created_at, id)
    where state = 'off' and substr(address, 1, 10) <> 'forgotten:'`.execute(db)
  await sql`create index subscribers_ended on subscribers (updated_at, off_reason) where state = 'off'`.execute(db)
  await sql`create index subscriptions_asked on subscriptions (subscriber_id) where state = 'pending'`.execute(db)
}
