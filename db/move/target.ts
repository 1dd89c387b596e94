import { sql } from 'kysely'
import type { Trx } from '../schema/index.ts'
import { DatabaseInUse } from '../system/backup.ts'
import type { Table } from './source.ts'

/** What a first start writes by itself, before anybody has said anything. */
const FIRST_TABLES = ['settings', 'programmes', 'events', 'audit']
const FIRST_ACTIONS = ['programme.create', 'audit.key']

/** Refuses a database in which anything stands that somebody could miss. */
export async function refuseUsed(trx: Trx, tables: readonly Table[]): Promise<void> {
  const used: { name: string; rows: number }[] = []
  for (const name of await present(trx, tables)) {
    const { rows } = await sql<{ rows: number }>`select count(*) as rows from ${sql.table(name)}`.execute(trx)
    if (rows[0]?.rows) used.push({ name, rows: rows[0].rows })
  }
  if (used.length === 0) return
  if (used.every(({ name }) => FIRST_TABLES.includes(name)) && !(await wasUsed(trx))) return
  const what = used.map(({ name, rows }) => `${rows} in ${name}`).join(', ')
  throw new DatabaseInUse(
    `The PostgreSQL database is in use: it has rows (${what}). Name a new, empty database in DATABASE_URL.`,
  )
}

/** Only a first start, and nobody after it, wrote what is in the tables that it writes. */
async function wasUsed(trx: Trx): Promise<boolean> {
  const { rows } = await sql`
    select 1 from audit where action not in (${sql.join(FIRST_ACTIONS)}) and actor <> 'start'
    union all select 1 from settings where name like 'demo%'
    union all select 1 from events where notify = 1`.execute(trx)
  return rows.length > 0
}

/** Removes the tables, so that the migrations make them anew: no row of an audit trail can be deleted. */
export async function clear(trx: Trx, tables: readonly Table[]): Promise<void> {
  const names = await present(trx, tables)
  for (const name of [...names, 'kysely_migration', 'kysely_migration_lock']) {
    await sql`drop table if exists ${sql.table(name)} cascade`.execute(trx)
  }
  await sql`drop function if exists audit_is_append_only`.execute(trx)
}

async function present(trx: Trx, tables: readonly Table[]): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class
    where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p')`.execute(trx)
  return tables.map(({ name }) => name).filter((name) => rows.some((row) => row.name === name))
}

/**
 * Does something while no foreign key is checked, then puts all of them back, which checks every row: tables may come in
 * any order, and rows may refer to later ones of their own table.
 */
export async function withoutForeignKeys(trx: Trx, work: () => Promise<void>): Promise<void> {
  const { rows } = await sql<{ table: string; name: string; definition: string }>`
    select t.relname as "table", c.conname as name, pg_get_constraintdef(c.oid) as definition
    from pg_constraint c join pg_class t on t.oid = c.conrelid
    where c.contype = 'f' and t.relnamespace = current_schema()::regnamespace`.execute(trx)
  for (const { table, name } of rows) await trx.schema.alterTable(table).dropConstraint(name).execute()
  await work()
  for (const { table, name, definition } of rows) {
    await sql`alter table ${sql.table(table)} add constraint ${sql.ref(name)} ${sql.raw(definition)}`.execute(trx)
  }
}
