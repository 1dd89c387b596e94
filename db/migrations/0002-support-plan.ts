import { type CreateTableBuilder, type Kysely, sql } from 'kysely'
import { isPostgres } from '../dialect.ts'

// Frozen: migrations never import today's schema or vocabulary.

// biome-ignore lint/suspicious/noExplicitAny: a migration knows no schema.
type AnyDb = Kysely<any>

/** What the support plan needs beyond the spine: duplicates, relations, the promise ledger, reports. */
export async function up(db: AnyDb): Promise<void> {
  const postgres = isPostgres(db)
  const instant = postgres ? 'bigint' : 'integer'
  const create = (table: string) => {
    const builder = db.schema.createTable(table)
    return (postgres ? builder : builder.modifyEnd(sql`strict`)) as CreateTableBuilder<string, string>
  }

  await db.schema
    .alterTable('incidents')
    .addColumn('duplicate_of', 'text', (c) => c.references('incidents.id').onDelete('set null'))
    .execute()
  for (const column of ['response_due_at', 'asked_at', 'answered_at', 'chased_at']) {
    await db.schema.alterTable('incidents').addColumn(column, instant).execute()
  }
  await sql`create index incidents_by_master on incidents (duplicate_of) where duplicate_of is not null`.execute(db)
  await sql`create index incidents_by_response on incidents (response_due_at) where response_due_at is not null`.execute(
    db,
  )
  await sql`create index p1gs_by_resolution on incidents (resolved_at) where priority = 'P1G' and phase = 'resolved'`.execute(
    db,
  )

  // The priority under which the first word, and each next update, was promised: the incident's may change later.
  await db.schema
    .alterTable('incidents')
    .addColumn('response_under', 'text', (c) => c.check(sql`response_under in ('P1G', 'P1', 'P2', 'P3', 'P4')`))
    .execute()
  await db.schema
    .alterTable('updates')
    .addColumn('promised_under', 'text', (c) => c.check(sql`promised_under in ('P1G', 'P1', 'P2', 'P3', 'P4')`))
    .execute()
  await sql`create index updates_by_promise on updates (due_at) where due_at is not null`.execute(db)

  // Each relation is stored in both directions.
  await create('relations')
    .addColumn('incident_id', 'text', (c) => c.notNull().references('incidents.id').onDelete('cascade'))
    .addColumn('related_id', 'text', (c) => c.notNull().references('incidents.id').onDelete('cascade'))
    .addPrimaryKeyConstraint('related_once', ['incident_id', 'related_id'])
    .addCheckConstraint('not_related_to_itself', sql`incident_id <> related_id`)
    .execute()
  await db.schema.createIndex('relations_back').on('relations').column('related_id').execute()

  // Who followed a duplicate when it was closed: they are told of its end although they follow its master by then.
  await create('moves')
    .addColumn('incident_id', 'text', (c) => c.notNull().references('incidents.id').onDelete('cascade'))
    .addColumn('subscriber_id', 'text', (c) => c.notNull().references('subscribers.id').onDelete('cascade'))
    .addColumn('master_id', 'text', (c) => c.notNull())
    .addColumn('since_event', instant, (c) => c.notNull())
    .addPrimaryKeyConstraint('moved_once', ['incident_id', 'subscriber_id'])
    .execute()
  await db.schema.createIndex('moves_by_subscriber').on('moves').column('subscriber_id').execute()

  await create('postmortems')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('incident_id', 'text', (c) => c.notNull().unique().references('incidents.id').onDelete('cascade'))
    .addColumn('body', 'text', (c) => c.notNull())
    .addColumn('translations', 'text', (c) => c.notNull())
    .addColumn('author', 'text', (c) => c.notNull())
    .addColumn('published_at', instant, (c) => c.notNull())
    .addColumn('corrected_at', instant)
    .execute()

  await create('acknowledgements')
    .addColumn('id', 'text', (c) => c.primaryKey())
    // An update's id, or an incident's for its first response.
    .addColumn('promise_id', 'text', (c) => c.notNull())
    .addColumn('incident_id', 'text', (c) => c.notNull().references('incidents.id').onDelete('cascade'))
    .addColumn('until_at', instant, (c) => c.notNull())
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('actor', 'text', (c) => c.notNull())
    .addColumn('created_at', instant, (c) => c.notNull())
    .addCheckConstraint('acknowledged_for_a_while', sql`until_at > created_at`)
    .execute()
  await db.schema
    .createIndex('acknowledgements_by_promise')
    .on('acknowledgements')
    .columns(['promise_id', 'created_at'])
    .execute()
  await db.schema.createIndex('acknowledgements_by_incident').on('acknowledgements').column('incident_id').execute()

  await db.schema.createIndex('audit_by_object').on('audit').columns(['object', 'id']).execute()
}
