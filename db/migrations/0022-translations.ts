import type { Kysely } from 'kysely'

// Frozen: migrations never import today's schema or vocabulary.

// biome-ignore lint/suspicious/noExplicitAny: a migration knows no schema.
type AnyDb = Kysely<any>

/** What windows and programmes are called, and their texts, in the other languages of the site: JSON by language. */
export async function up(db: AnyDb): Promise<void> {
  for (const table of ['programmes', 'maintenances']) {
    await db.schema
      .alterTable(table)
      .addColumn('translations', 'text', (c) => c.notNull().defaultTo('{}'))
      .execute()
  }
}
