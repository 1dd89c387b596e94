import { type CreateTableBuilder, type Kysely, sql } from 'kysely'
import { isPostgres } from '../dialect.ts'

// biome-ignore lint/suspicious/noExplicitAny: a migration knows no schema.
type AnyDb = Kysely<any>

/** What protects others from what strangers ask for: counted allowances, and links that end. */
export async function up(db: AnyDb): Promise<void> {
  const postgres = isPostgres(db)
  const instant = postgres ? 'bigint' : 'integer'
  const builder = db.schema.createTable('allowances')
  const table = (postgres ? builder : builder.modifyEnd(sql`strict`)) as CreateTableBuilder<string, string>
  await table
    .addColumn('key', 'text', (c) => c.primaryKey())
    .addColumn('whole_at', instant, (c) => c.notNull())
    .execute()
  await db.schema.createIndex('allowances_by_end').on('allowances').column('whole_at').execute()

  await db.schema
    .alterTable('subscribers')
    .addColumn('link_generation', 'integer', (c) => c.notNull().defaultTo(0))
    .execute()

  // What was asked of an address, until that is of no use any more.
  await sql`create index events_with_a_question on events (at)
    where kind = 'subscription.requested' and notify = 1`.execute(db)
}
