import { type CreateTableBuilder, type Kysely, sql } from 'kysely'
import { isPostgres } from '../dialect.ts'

// Frozen: migrations never import today's schema or vocabulary.

// biome-ignore lint/suspicious/noExplicitAny: a migration knows no schema.
type AnyDb = Kysely<any>

/** Who people are at an identity provider. */
export async function up(db: AnyDb): Promise<void> {
  const postgres = isPostgres(db)
  const instant = postgres ? 'bigint' : 'integer'
  const builder = db.schema.createTable('identities')
  const table = (postgres ? builder : builder.modifyEnd(sql`strict`)) as CreateTableBuilder<string, string>
  await table
    .addColumn('issuer', 'text', (c) => c.notNull())
    // '' where the issuer has but one.
    .addColumn('tenant', 'text', (c) => c.notNull())
    .addColumn('subject', 'text', (c) => c.notNull())
    .addColumn('person_id', 'text', (c) => c.notNull().references('people.id').onDelete('cascade'))
    .addColumn('created_at', instant, (c) => c.notNull())
    .addPrimaryKeyConstraint('identities_by_subject', ['issuer', 'tenant', 'subject'])
    .execute()
  await db.schema.createIndex('identities_by_person').on('identities').column('person_id').execute()
}
