import { type CreateTableBuilder, type Kysely, sql } from 'kysely'
import { isPostgres } from '../dialect.ts'

// Frozen: migrations never import today's schema or vocabulary.

// biome-ignore lint/suspicious/noExplicitAny: a migration knows no schema.
type AnyDb = Kysely<any>

/** Organisations, their main points of contact, and the proof that these were told. */
export async function up(db: AnyDb): Promise<void> {
  const postgres = isPostgres(db)
  const instant = postgres ? 'bigint' : 'integer'
  const create = (name: string) => {
    const builder = db.schema.createTable(name)
    return (postgres ? builder : builder.modifyEnd(sql`strict`)) as CreateTableBuilder<string, string>
  }
  const index = (name: string, table: string, columns: string[]) =>
    db.schema.createIndex(name).on(table).columns(columns).execute()

  await create('organisations')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('customer_number', 'text', (c) => c.unique())
    // What it is found and ordered by: name and number in lower case, without accents.
    .addColumn('search', 'text', (c) => c.notNull())
    // When it was last asked to name contacts, and by whom.
    .addColumn('asked_at', instant)
    .addColumn('asked_by', 'text')
    .addColumn('demo', 'integer', (c) => c.notNull().check(sql`demo in (0, 1)`))
    .addColumn('created_at', instant, (c) => c.notNull())
    .addColumn('updated_at', instant, (c) => c.notNull())
    .addCheckConstraint('organisation_asked_by_somebody', sql`(asked_at is null) = (asked_by is null)`)
    .execute()

  await index('organisations_in_order', 'organisations', ['search', 'id'])

  await create('organisation_platforms')
    .addColumn('organisation_id', 'text', (c) => c.notNull().references('organisations.id').onDelete('cascade'))
    .addColumn('platform_id', 'text', (c) => c.notNull().references('platforms.id').onDelete('cascade'))
    .addPrimaryKeyConstraint('organisation_platforms_pk', ['organisation_id', 'platform_id'])
    .execute()
  await index('organisation_platforms_by_platform', 'organisation_platforms', ['platform_id', 'organisation_id'])

  const bit = (column: string) => sql<boolean>`${sql.ref(column)} in (0, 1)`
  await create('contacts')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('organisation_id', 'text', (c) => c.notNull().references('organisations.id').onDelete('cascade'))
    // The subscriber at its address, which need not follow anything.
    .addColumn('subscriber_id', 'text', (c) => c.notNull().references('subscribers.id'))
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('title', 'text')
    .addColumn('email', 'text', (c) => c.notNull())
    .addColumn('phone', 'text')
    .addColumn('locale', 'text', (c) => c.notNull())
    .addColumn('time_zone', 'text')
    .addColumn('rank', 'text', (c) => c.notNull().check(sql`rank in ('primary', 'backup')`))
    .addColumn('master_case', 'integer', (c) => c.notNull().check(bit('master_case')))
    .addColumn('maintenance', 'integer', (c) => c.notNull().check(bit('maintenance')))
    .addColumn('escalation', 'integer', (c) => c.notNull().check(bit('escalation')))
    .addColumn('source', 'text', (c) => c.notNull())
    .addColumn('search', 'text', (c) => c.notNull())
    // When the entry was last said to be right: by the customer, by the desk, or by a list.
    .addColumn('confirmed_at', instant, (c) => c.notNull())
    .addColumn('link_generation', 'integer', (c) => c.notNull().defaultTo(0))
    .addColumn('created_at', instant, (c) => c.notNull())
    .addColumn('updated_at', instant, (c) => c.notNull())
    .addUniqueConstraint('contact_once_in_organisation', ['organisation_id', 'email'])
    .execute()
  await index('contacts_by_subscriber', 'contacts', ['subscriber_id', 'id'])

  await create('organisation_links')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('organisation_id', 'text', (c) => c.notNull().references('organisations.id').onDelete('cascade'))
    .addColumn('hash', 'text', (c) => c.notNull().unique())
    .addColumn('made_by', 'text', (c) => c.notNull())
    .addColumn('made_at', instant, (c) => c.notNull())
    .addColumn('used_at', instant)
    .addColumn('revoked_at', instant)
    .execute()
  await index('organisation_links_by_organisation', 'organisation_links', ['organisation_id', 'made_at'])

  // What a contact asks the desk to put right in its entry.
  await create('contact_requests')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('contact_id', 'text', (c) => c.notNull().references('contacts.id').onDelete('cascade'))
    .addColumn('change', 'text', (c) => c.notNull())
    .addColumn('created_at', instant, (c) => c.notNull())
    .addColumn('ended_at', instant)
    .addColumn('ended_by', 'text')
    .addColumn('outcome', 'text', (c) => c.check(sql`outcome in ('done', 'dismissed', 'replaced')`))
    .addCheckConstraint('contact_request_ends_at_a_time', sql`(ended_at is null) = (outcome is null)`)
    .execute()
  await index('contact_requests_by_contact', 'contact_requests', ['contact_id', 'created_at'])
  await sql`create index contact_requests_open on contact_requests (created_at) where ended_at is null`.execute(db)

  // The proof: who was to be told of an event, for which organisation and purpose. What became of it is the delivery's.
  await create('contact_notices')
    .addColumn('event_id', instant, (c) => c.notNull().references('events.id'))
    .addColumn('organisation_id', 'text', (c) => c.notNull().references('organisations.id').onDelete('cascade'))
    // A keyed hash of the address, which stays when the person is erased.
    .addColumn('address_hash', 'text', (c) => c.notNull())
    .addColumn('contact_id', 'text', (c) => c.references('contacts.id').onDelete('set null'))
    .addColumn('subscriber_id', 'text')
    .addColumn('incident_id', 'text', (c) => c.references('incidents.id').onDelete('cascade'))
    // Not all windows are on record.
    .addColumn('maintenance_id', 'text')
    .addColumn('purpose', 'text', (c) => c.notNull().check(sql`purpose in ('master_case', 'maintenance')`))
    .addColumn('rank', 'text', (c) => c.notNull().check(sql`rank in ('primary', 'backup')`))
    .addColumn('channel', 'text', (c) => c.notNull())
    // Why it was not even sent.
    .addColumn('untold', 'text')
    .addColumn('at', instant, (c) => c.notNull())
    .addPrimaryKeyConstraint('contact_notices_pk', ['event_id', 'organisation_id', 'address_hash'])
    .addCheckConstraint('contact_notice_of_one_object', sql`(incident_id is null) <> (maintenance_id is null)`)
    .execute()
  await index('contact_notices_by_organisation', 'contact_notices', ['organisation_id', 'event_id'])
  await index('contact_notices_by_delivery', 'contact_notices', ['event_id', 'subscriber_id'])
  await index('contact_notices_by_contact', 'contact_notices', ['contact_id'])
  await sql`create index contact_notices_by_incident on contact_notices (incident_id, organisation_id)
    where incident_id is not null`.execute(db)
  await sql`create index contact_notices_by_maintenance on contact_notices (maintenance_id, organisation_id)
    where maintenance_id is not null`.execute(db)

  // What the desk told by hand: a call to somebody on a customer's escalation list.
  await create('contact_calls')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('organisation_id', 'text', (c) => c.notNull().references('organisations.id').onDelete('cascade'))
    .addColumn('contact_id', 'text', (c) => c.references('contacts.id').onDelete('set null'))
    .addColumn('address_hash', 'text', (c) => c.notNull())
    .addColumn('incident_id', 'text', (c) => c.references('incidents.id').onDelete('cascade'))
    .addColumn('maintenance_id', 'text')
    .addColumn('channel', 'text', (c) => c.notNull().check(sql`channel in ('phone', 'email', 'chat', 'in_person')`))
    .addColumn('result', 'text', (c) => c.notNull().check(sql`result in ('reached', 'message_left', 'not_reached')`))
    .addColumn('note', 'text')
    .addColumn('by', 'text', (c) => c.notNull())
    .addColumn('at', instant, (c) => c.notNull())
    .addCheckConstraint('contact_call_about_one_object', sql`incident_id is null or maintenance_id is null`)
    .execute()
  await index('contact_calls_by_organisation', 'contact_calls', ['organisation_id', 'at'])
  await index('contact_calls_by_contact', 'contact_calls', ['contact_id'])
  await sql`create index contact_calls_by_incident on contact_calls (incident_id) where incident_id is not null`.execute(
    db,
  )

  // Who was erased, so that neither a restored backup nor an old list brings them back.
  await create('erasures')
    .addColumn('contact_id', 'text', (c) => c.primaryKey())
    .addColumn('address_hash', 'text', (c) => c.notNull())
    .addColumn('at', instant, (c) => c.notNull())
    // Taken off by a list: a later list may bring them back.
    .addColumn('by_list', 'integer', (c) => c.notNull().check(bit('by_list')))
    .execute()
  await index('erasures_by_address', 'erasures', ['address_hash'])
}
