import { type Kysely, sql } from 'kysely'
import { isPostgres } from '../dialect.ts'

// biome-ignore lint/suspicious/noExplicitAny: a migration knows no schema.
type AnyDb = Kysely<any>

/**
 * Brings up to date what earlier forms of 0001 and 0002 have made: both were edited after they had been in use. It looks
 * at what is there, and leaves a database alone that the final forms have made.
 */
export async function up(db: AnyDb): Promise<void> {
  await mendIncidents(db)
  await mendSubscriptions(db)
  await mendDeliveries(db)
  await sql`create index if not exists impacts_by_start on impacts (platform_id, from_at)`.execute(db)
  if (isPostgres(db)) return
  await sql`create trigger if not exists audit_refuses_replacement before insert on audit
    when new.id <> (select coalesce(max(id), 0) + 1 from audit)
      or exists (select 1 from audit where hash = new.hash or previous_hash = new.previous_hash)
    begin select raise(abort, 'the audit trail is append-only'); end`.execute(db)
}

const INSTANT = (db: AnyDb) => (isPostgres(db) ? 'bigint' : 'integer')

async function mendIncidents(db: AnyDb): Promise<void> {
  const priority = (column: string) => sql`${sql.ref(column)} in ('P1G', 'P1', 'P2', 'P3', 'P4')`
  const incidents = await columnsOf(db, 'incidents')
  if (!incidents.includes('chased_at'))
    await db.schema.alterTable('incidents').addColumn('chased_at', INSTANT(db)).execute()
  if (!incidents.includes('response_under')) {
    await db.schema
      .alterTable('incidents')
      .addColumn('response_under', 'text', (c) => c.check(priority('response_under')))
      .execute()
    // The best that is known of it.
    await sql`update incidents set response_under = priority where response_due_at is not null`.execute(db)
  }
  const updates = await columnsOf(db, 'updates')
  if (updates.includes('promised_under')) return
  if (updates.includes('priority'))
    await db.schema.alterTable('updates').renameColumn('priority', 'promised_under').execute()
  else
    await db.schema
      .alterTable('updates')
      .addColumn('promised_under', 'text', (c) => c.check(priority('promised_under')))
      .execute()
}

/** By the order of events in place of clocks: the newest event when it was confirmed. */
async function mendSubscriptions(db: AnyDb): Promise<void> {
  for (const table of ['subscriptions', 'moves']) {
    const columns = await columnsOf(db, table)
    if (columns.includes('since_event')) continue
    await db.schema
      .alterTable(table)
      .addColumn('since_event', INSTANT(db), (c) => c.notNull().defaultTo(0))
      .execute()
    await sql`update ${sql.table(table)} set since_event =
      coalesce((select max(id) from events where at <= ${sql.ref(`${table}.confirmed_at`)}), 0)`.execute(db)
    if (table === 'moves') await db.schema.alterTable(table).dropColumn('confirmed_at').execute()
  }
}

async function mendDeliveries(db: AnyDb): Promise<void> {
  if (!(await definition(db, 'deliveries')).includes('settled_is_over')) {
    await sql`update deliveries set settled_at = created_at
      where settled_at is null and state not in ('queued', 'sending')`.execute(db)
    await sql`update deliveries set settled_at = null
      where settled_at is not null and state in ('queued', 'sending')`.execute(db)
    const check = `constraint settled_is_over check ((settled_at is null) = (state in ('queued', 'sending')))`
    if (isPostgres(db)) await sql.raw(`alter table deliveries add ${check}`).execute(db)
    else await rebuild(db, 'deliveries', check)
  }
  const indexes = {
    deliveries_waiting: 'lane, rank, event_id, due_at',
    deliveries_in_order: 'subscriber_id, topic, event_id',
  }
  for (const [name, columns] of Object.entries(indexes)) {
    if (/settled_at is null/i.test(await definition(db, name))) continue
    await sql.raw(`drop index if exists ${name}`).execute(db)
    await sql.raw(`create index ${name} on deliveries (${columns}) where settled_at is null`).execute(db)
  }
}

/** SQLite adds a constraint only to a new table: made from the words of the old one, whatever its columns are by now. */
async function rebuild(db: AnyDb, table: string, constraint: string): Promise<void> {
  const { rows } = await sql<{ sql: string }>`
    select sql from sqlite_master where tbl_name = ${table} and type in ('index', 'trigger') and sql is not null`.execute(
    db,
  )
  const made = await definition(db, table)
  const anew = made
    .replace(/^create table "?\w+"?/i, `create table ${table}_anew`)
    .replace(/\)([^)]*)$/, `, ${constraint})$1`)
  await sql.raw(anew).execute(db)
  await sql.raw(`insert into ${table}_anew select * from ${table}`).execute(db)
  await sql.raw(`drop table ${table}`).execute(db)
  await sql.raw(`alter table ${table}_anew rename to ${table}`).execute(db)
  for (const { sql: words } of rows) await sql.raw(words).execute(db)
}

async function columnsOf(db: AnyDb, table: string): Promise<string[]> {
  const { rows } = isPostgres(db)
    ? await sql<{ name: string }>`select attname as name from pg_attribute
        where attrelid = to_regclass(${table}) and attnum > 0 and not attisdropped`.execute(db)
    : await sql<{ name: string }>`select name from pragma_table_info(${table})`.execute(db)
  return rows.map(({ name }) => name)
}

/** The words that say what a table or an index is: of a table in PostgreSQL, the names of its constraints. */
async function definition(db: AnyDb, name: string): Promise<string> {
  const { rows } = isPostgres(db)
    ? await sql<{ words: string | null }>`select pg_get_indexdef(indexrelid) as words from pg_index
        where indexrelid = to_regclass(${name})
        union all select conname from pg_constraint where conrelid = to_regclass(${name})`.execute(db)
    : await sql<{ words: string | null }>`select sql as words from sqlite_master where name = ${name}`.execute(db)
  return rows.map(({ words }) => words ?? '').join('\n')
}
