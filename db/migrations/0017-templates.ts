import { type CreateTableBuilder, type Kysely, sql } from 'kysely'
import { isPostgres } from '../dialect.ts'

// Frozen: migrations never import today's schema or vocabulary.

// biome-ignore lint/suspicious/noExplicitAny: a migration knows no schema.
type AnyDb = Kysely<any>

/** Texts that the desk has ready for updates. */
export async function up(db: AnyDb): Promise<void> {
  const postgres = isPostgres(db)
  const instant = postgres ? 'bigint' : 'integer'
  const builder = db.schema.createTable('templates')
  const table = (postgres ? builder : builder.modifyEnd(sql`strict`)) as CreateTableBuilder<string, string>
  await table
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('phase', 'text', (c) =>
      c.notNull().check(sql`phase in ('investigating', 'identified', 'monitoring', 'resolved')`),
    )
    .addColumn('platforms', 'text', (c) => c.notNull())
    .addColumn('title', 'text')
    .addColumn('body', 'text', (c) => c.notNull())
    .addColumn('demo', 'integer', (c) => c.notNull().check(sql`demo in (0, 1)`))
    .addColumn('created_at', instant, (c) => c.notNull())
    .addColumn('updated_at', instant, (c) => c.notNull())
    .execute()
}
