import { type CreateTableBuilder, type Kysely, sql } from 'kysely'
import { isPostgres } from '../dialect.ts'

// Frozen: migrations never import today's schema or vocabulary.

// biome-ignore lint/suspicious/noExplicitAny: a migration knows no schema.
type AnyDb = Kysely<any>

/** Drafts that are ready to go out and wait for a second person; and what was handed over at a change of shift. */
export async function up(db: AnyDb): Promise<void> {
  const postgres = isPostgres(db)
  const instant = postgres ? 'bigint' : 'integer'
  const table = (name: string) => {
    const builder = db.schema.createTable(name)
    return (postgres ? builder : builder.modifyEnd(sql`strict`)) as CreateTableBuilder<string, string>
  }
  await table('submissions')
    .addColumn('draft_id', 'text', (c) => c.primaryKey().references('drafts.id').onDelete('cascade'))
    .addColumn('command', 'text', (c) => c.notNull())
    .addColumn('author_id', 'text')
    .addColumn('author_role', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull().check(sql`state in ('kept', 'waiting', 'returned')`))
    .addColumn('submitted_at', instant, (c) => c.notNull())
    .addColumn('returned_by', 'text')
    .addColumn('returned_at', instant)
    .addColumn('reason', 'text')
    .addCheckConstraint(
      'returned_by_somebody_with_a_reason',
      sql`(state = 'returned') = (returned_by is not null) and (returned_by is null) = (returned_at is null)
        and (returned_by is null) = (reason is null)`,
    )
    .execute()
  await table('handovers')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('author', 'text', (c) => c.notNull())
    .addColumn('author_id', 'text')
    .addColumn('note', 'text')
    .addColumn('items', 'text', (c) => c.notNull())
    .addColumn('demo', 'integer', (c) => c.notNull().defaultTo(0).check(sql`demo in (0, 1)`))
    .addColumn('created_at', instant, (c) => c.notNull())
    .addColumn('acknowledged_by', 'text')
    .addColumn('acknowledged_at', instant)
    .addCheckConstraint('acknowledged_by_somebody', sql`(acknowledged_by is null) = (acknowledged_at is null)`)
    .execute()
  await db.schema.createIndex('handovers_by_time').on('handovers').columns(['created_at', 'id']).execute()
}
