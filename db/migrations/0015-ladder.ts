import { type CreateTableBuilder, type Kysely, sql } from 'kysely'
import { isPostgres } from '../dialect.ts'

// Frozen: migrations never import today's schema or vocabulary.

// biome-ignore lint/suspicious/noExplicitAny: a migration knows no schema.
type AnyDb = Kysely<any>

/** Who was told what is owed, and who answers for it: of every kind of promise, not of updates alone. */
export async function up(db: AnyDb): Promise<void> {
  const postgres = isPostgres(db)
  const instant = postgres ? 'bigint' : 'integer'
  const create = (table: string) => {
    const builder = db.schema.createTable(table)
    return (postgres ? builder : builder.modifyEnd(sql`strict`)) as CreateTableBuilder<string, string>
  }

  await create('rungs')
    .addColumn('promise_id', 'text', (c) => c.notNull())
    // Milliseconds from the due time of the promise.
    .addColumn('rung', instant, (c) => c.notNull())
    // 0: the rung itself; higher: passed on, since the message before could not be delivered.
    .addColumn('attempt', 'integer', (c) => c.notNull().defaultTo(0))
    .addColumn('incident_id', 'text', (c) => c.references('incidents.id').onDelete('cascade'))
    .addColumn('maintenance_id', 'text')
    .addColumn('due_at', instant, (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull().check(sql`state in ('told', 'skipped')`))
    .addColumn('at', instant, (c) => c.notNull())
    .addColumn('event_id', instant)
    .addColumn('roles', 'text', (c) => c.notNull())
    .addColumn('people', 'text', (c) => c.notNull())
    .addColumn('gaps', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('rung_told_once', ['promise_id', 'rung', 'attempt'])
    .addCheckConstraint('told_with_an_event', sql`(event_id is not null) = (state = 'told')`)
    .execute()
  await db.schema.createIndex('rungs_by_incident').on('rungs').column('incident_id').execute()
  await db.schema.createIndex('rungs_by_maintenance').on('rungs').column('maintenance_id').execute()
  await db.schema.createIndex('rungs_by_event').on('rungs').column('event_id').execute()

  // SQLite cannot take a NOT NULL back.
  await db.schema.alterTable('acknowledgements').renameTo('acknowledgements_before').execute()
  await db.schema.dropIndex('acknowledgements_by_promise').execute()
  await db.schema.dropIndex('acknowledgements_by_incident').execute()
  await create('acknowledgements')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('promise_id', 'text', (c) => c.notNull())
    .addColumn('incident_id', 'text', (c) => c.references('incidents.id').onDelete('cascade'))
    .addColumn('maintenance_id', 'text')
    .addColumn('until_at', instant)
    .addColumn('reason', 'text')
    .addColumn('actor', 'text', (c) => c.notNull())
    .addColumn('created_at', instant, (c) => c.notNull())
    .addCheckConstraint('put_off_for_a_while', sql`until_at > created_at`)
    .addCheckConstraint('put_off_with_a_reason', sql`until_at is null or reason is not null`)
    .execute()
  await sql`
    insert into acknowledgements (id, promise_id, incident_id, until_at, reason, actor, created_at)
    select id, promise_id, incident_id, until_at, reason, actor, created_at from acknowledgements_before`.execute(db)
  await db.schema.dropTable('acknowledgements_before').execute()
  await db.schema
    .createIndex('acknowledgements_by_promise')
    .on('acknowledgements')
    .columns(['promise_id', 'created_at'])
    .execute()
  await db.schema.createIndex('acknowledgements_by_incident').on('acknowledgements').column('incident_id').execute()

  // Nobody is told anew of what fell due before there was a ladder; what waits to be told is told by it. Such a message
  // says since when nobody answered, or when something was due: the ladder looks back as far as the oldest.
  const now = postgres
    ? sql`cast(floor(extract(epoch from statement_timestamp()) * 1000) as bigint)`
    : sql`cast(unixepoch('subsec') * 1000 as integer)`
  const said = (field: string) =>
    postgres
      ? sql`cast(e.notice::jsonb ->> ${sql.lit(field)} as bigint)`
      : sql`json_extract(e.notice, ${sql.lit(`$.${field}`)})`
  await sql`
    insert into settings (name, value)
    select 'ladder-since', cast(coalesce(min(case when e.kind = 'staff.debt' then ${said('since')}
      else ${said('endsAt')} - ${15 * 60_000} end), ${now}) as text)
    from events e join deliveries d on d.event_id = e.id and d.settled_at is null
    where e.kind in ('staff.debt', 'staff.end') having exists (select 1 from events)`.execute(db)
  await sql`
    update deliveries set state = 'superseded', settled_at = ${now}, error = 'the ladder tells it'
    where settled_at is null and event_id in (select id from events where kind in ('staff.debt', 'staff.end'))`.execute(
    db,
  )

  await db.schema.alterTable('incidents').dropColumn('chased_at').execute()
}
