import type { Kysely } from 'kysely'

// Frozen: migrations never import today's schema or vocabulary.

// biome-ignore lint/suspicious/noExplicitAny: a migration knows no schema.
type AnyDb = Kysely<any>

/** What a stretch of time has of windows is found by their ends, and by the dates that their programmes had for them. */
export async function up(db: AnyDb): Promise<void> {
  for (const column of ['ends_at', 'ended_at', 'original_date']) {
    await db.schema.createIndex(`maintenances_by_${column}`).on('maintenances').column(column).execute()
  }
}
