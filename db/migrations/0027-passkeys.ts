import { type CreateTableBuilder, type Kysely, sql } from 'kysely'
import { isPostgres } from '../dialect.ts'

// Frozen: migrations never import today's schema or vocabulary.

// biome-ignore lint/suspicious/noExplicitAny: a migration knows no schema.
type AnyDb = Kysely<any>

/** Keys of devices that people sign in with, and which session was begun with which. */
export async function up(db: AnyDb): Promise<void> {
  const postgres = isPostgres(db)
  const instant = postgres ? 'bigint' : 'integer'
  const builder = db.schema.createTable('passkeys')
  const table = (postgres ? builder : builder.modifyEnd(sql`strict`)) as CreateTableBuilder<string, string>
  await table
    .addColumn('id', 'text', (c) => c.primaryKey())
    // What the device calls it, base64url.
    .addColumn('credential', 'text', (c) => c.notNull().unique())
    .addColumn('person_id', 'text', (c) => c.notNull().references('people.id').onDelete('cascade'))
    .addColumn('name', 'text', (c) => c.notNull())
    // COSE, base64url.
    .addColumn('public_key', 'text', (c) => c.notNull())
    // How often the device says that it has signed; most say 0 for ever.
    .addColumn('counter', instant, (c) => c.notNull().check(sql`counter >= 0`))
    .addColumn('transports', 'text', (c) => c.notNull().defaultTo('[]'))
    .addColumn('created_at', instant, (c) => c.notNull())
    .addColumn('last_used_at', instant)
    .execute()
  await db.schema.createIndex('passkeys_by_person').on('passkeys').column('person_id').execute()
  await db.schema
    .alterTable('sessions')
    .addColumn('passkey_id', 'text', (c) => c.references('passkeys.id').onDelete('cascade'))
    .execute()
}
