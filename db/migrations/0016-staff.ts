import { type CreateTableBuilder, type Kysely, sql } from 'kysely'
import { isPostgres } from '../dialect.ts'

// Frozen: migrations never import today's schema or vocabulary.

// biome-ignore lint/suspicious/noExplicitAny: a migration knows no schema.
type AnyDb = Kysely<any>

/** People who work at the desk, where they are signed in, and the links by which they set a password; tokens that end. */
export async function up(db: AnyDb): Promise<void> {
  const postgres = isPostgres(db)
  const instant = postgres ? 'bigint' : 'integer'
  const create = (table: string) => {
    const builder = db.schema.createTable(table)
    return (postgres ? builder : builder.modifyEnd(sql`strict`)) as CreateTableBuilder<string, string>
  }

  await create('people')
    .addColumn('id', 'text', (c) => c.primaryKey())
    // In lower case.
    .addColumn('email', 'text', (c) => c.notNull().unique())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('role', 'text', (c) => c.notNull().check(sql`role in ('reporter', 'agent', 'lead', 'admin')`))
    // An argon2id hash with its parameters; null until it was set.
    .addColumn('password', 'text')
    // Sealed with the secret key; null: no second factor.
    .addColumn('totp_secret', 'text')
    // The last step whose code was used: no code is taken twice.
    .addColumn('totp_step', instant, (c) => c.notNull().defaultTo(0))
    .addColumn('recovery_codes', 'text', (c) => c.notNull().defaultTo('[]'))
    .addColumn('disabled_at', instant)
    .addColumn('demo', 'integer', (c) => c.notNull().defaultTo(0).check(sql`demo in (0, 1)`))
    .addColumn('created_at', instant, (c) => c.notNull())
    .addColumn('updated_at', instant, (c) => c.notNull())
    .execute()

  await create('sessions')
    .addColumn('id', 'text', (c) => c.primaryKey())
    // SHA-256 of what the cookie has.
    .addColumn('hash', 'text', (c) => c.notNull().unique())
    .addColumn('person_id', 'text', (c) => c.notNull().references('people.id').onDelete('cascade'))
    .addColumn('browser', 'text', (c) => c.notNull())
    .addColumn('created_at', instant, (c) => c.notNull())
    .addColumn('seen_at', instant, (c) => c.notNull())
    .execute()
  await db.schema.createIndex('sessions_by_person').on('sessions').column('person_id').execute()

  await create('setup_links')
    // SHA-256 of the token in the link.
    .addColumn('hash', 'text', (c) => c.primaryKey())
    .addColumn('purpose', 'text', (c) => c.notNull().check(sql`purpose in ('first', 'invitation', 'reset', 'visit')`))
    .addColumn('person_id', 'text', (c) => c.references('people.id').onDelete('cascade'))
    .addColumn('created_at', instant, (c) => c.notNull())
    .addColumn('expires_at', instant, (c) => c.notNull())
    .addColumn('used_at', instant)
    .addCheckConstraint('first_has_no_person', sql`(person_id is null) = (purpose = 'first')`)
    .execute()

  await db.schema.alterTable('tokens').addColumn('expires_at', instant).execute()
}
