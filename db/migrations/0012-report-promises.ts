import { type Kysely, sql } from 'kysely'
import { isPostgres } from '../dialect.ts'

// biome-ignore lint/suspicious/noExplicitAny: a migration knows no schema.
type AnyDb = Kysely<any>

/**
 * A report on the cause is a promise like any other, made by the update that resolves. What older databases hold has
 * promised none.
 */
export async function up(db: AnyDb): Promise<void> {
  const instant = isPostgres(db) ? 'bigint' : 'integer'
  await db.schema.alterTable('updates').addColumn('report_due_at', instant).execute()
  await sql`create index updates_by_report on updates (report_due_at) where report_due_at is not null`.execute(db)
}
