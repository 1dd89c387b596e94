import { type CreateTableBuilder, type Kysely, sql } from 'kysely'
import { isPostgres } from '../dialect.ts'

// Frozen: migrations never import today's schema or vocabulary.

// biome-ignore lint/suspicious/noExplicitAny: a migration knows no schema.
type AnyDb = Kysely<any>

/** What somebody is writing and is not public, and for a while what became of it. */
export async function up(db: AnyDb): Promise<void> {
  const postgres = isPostgres(db)
  const instant = postgres ? 'bigint' : 'integer'
  const builder = db.schema.createTable('drafts')
  const table = (postgres ? builder : builder.modifyEnd(sql`strict`)) as CreateTableBuilder<string, string>
  await table
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('source', 'text', (c) => c.notNull().check(sql`source in ('person', 'alert', 'vendor')`))
    .addColumn('author', 'text', (c) => c.notNull())
    .addColumn('saved_by', 'text', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('incident_id', 'text', (c) => c.references('incidents.id').onDelete('cascade'))
    // Not all windows are on record.
    .addColumn('maintenance_id', 'text')
    .addColumn('fields', 'text', (c) => c.notNull())
    .addColumn('base', 'integer', (c) => c.notNull())
    .addColumn('revision', 'integer', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull().check(sql`state in ('open', 'posted', 'discarded')`))
    .addColumn('became', 'text')
    .addColumn('created_at', instant, (c) => c.notNull())
    .addColumn('updated_at', instant, (c) => c.notNull())
    .addColumn('ended_at', instant)
    .addCheckConstraint('draft_of_one_object', sql`incident_id is null or maintenance_id is null`)
    .addCheckConstraint('draft_ends_at_a_time', sql`(state = 'open') = (ended_at is null)`)
    .addCheckConstraint('posted_became_something', sql`became is null or state = 'posted'`)
    .addCheckConstraint('ended_draft_has_no_text', sql`state = 'open' or fields = '{}'`)
    .execute()
  await db.schema.createIndex('drafts_by_time').on('drafts').columns(['state', 'updated_at']).execute()
  await db.schema.createIndex('drafts_by_incident').on('drafts').column('incident_id').execute()
}
