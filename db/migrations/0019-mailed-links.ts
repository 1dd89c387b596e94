import type { Kysely } from 'kysely'
import { isPostgres } from '../dialect.ts'

// Frozen: migrations never import today's schema or vocabulary.

// biome-ignore lint/suspicious/noExplicitAny: a migration knows no schema.
type AnyDb = Kysely<any>

/** Which event mails a link of an account: with its delivery it says whether the link arrived. */
export async function up(db: AnyDb): Promise<void> {
  // Null: it was shown or printed.
  await db.schema
    .alterTable('setup_links')
    .addColumn('event_id', isPostgres(db) ? 'bigint' : 'integer')
    .execute()
}
