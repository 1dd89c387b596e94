import { type Kysely, sql } from 'kysely'

// Frozen: migrations never import today's schema or vocabulary.

// biome-ignore lint/suspicious/noExplicitAny: a migration knows no schema.
type AnyDb = Kysely<any>

/** Accounts for when the identity provider is down, and how each session began. */
export async function up(db: AnyDb): Promise<void> {
  await db.schema
    .alterTable('people')
    .addColumn('break_glass', 'integer', (c) => c.notNull().defaultTo(0).check(sql`break_glass in (0, 1)`))
    .execute()
  await db.schema
    .alterTable('sessions')
    // Of those from before nobody knows; they last 12 hours at most.
    .addColumn('way', 'text', (c) =>
      c.notNull().defaultTo('password').check(sql`way in ('password', 'link', 'passkey', 'provider')`),
    )
    .execute()
  await db.schema
    .alterTable('sessions')
    // Begun by such an account, past the provider.
    .addColumn('break_glass', 'integer', (c) => c.notNull().defaultTo(0).check(sql`break_glass in (0, 1)`))
    .execute()
}
