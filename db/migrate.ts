import { statSync } from 'node:fs'
import { sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import { MINUTE } from '../server/domain/vocabulary.ts'
import { isPostgres } from './dialect.ts'
import { migrations } from './migrations/index.ts'
import { type Location, openDatabase, write } from './open.ts'
import type { Db, Reader, Trx } from './schema/index.ts'
import { takeWriterLock } from './writer-lock.ts'

/** The database was written by a newer version; the message is for the operator. */
export class SchemaTooNew extends Error {}

/** The database holds what another program has made; the message is for the operator. */
export class ForeignDatabase extends Error {}

/**
 * Migrates the database to this version, completely or not at all, and only once if several processes start together.
 * Returns the names of the migrations it ran; throws `SchemaTooNew` or `ForeignDatabase`.
 */
export async function migrate(db: Db): Promise<string[]> {
  return write(db, migrateWithin)
}

/** As `migrate`, in a transaction that goes on. */
async function migrateWithin(trx: Trx): Promise<string[]> {
  await takeWriterLock(trx)
  refuseNewer(await applied(trx))
  return migrateAnew(trx)
}

/** Runs the migrations in a transaction that holds the writer lock, and has looked whose database it is. */
export async function migrateAnew(trx: Trx): Promise<string[]> {
  const provider = { getMigrations: async () => migrations }
  // Without it Kysely would take the tables of another program in another schema for its own.
  const migrator = new Migrator({ db: trx, provider, migrationTableSchema: await schemaOf(trx) })
  const { error, results } = await migrator.migrateToLatest()
  if (error) throw error
  return (results ?? []).map((result) => result.migrationName)
}

/** A migration of a large database takes as long as it takes. */
const UNHURRIED = 60 * MINUTE

/** As `migrate`, over a connection of its own that gives it as long as it takes. */
export async function migrateAt(location: Exclude<Location, { handle: unknown }>): Promise<string[]> {
  const db = openUnhurried(location)
  try {
    return await migrate(db)
  } finally {
    await db.destroy()
  }
}

/** One connection that waits as long as it takes. */
export function openUnhurried(location: Exclude<Location, { handle: unknown }>): Db {
  const patience = { lock: UNHURRIED, statement: UNHURRIED, idle: UNHURRIED, silence: UNHURRIED }
  return openDatabase('url' in location ? { ...location, poolSize: 1, patience } : location)
}

/** How a database stands to this version: without our tables, of an older version, or as this version made it. */
export type Standing = 'empty' | 'older' | 'current'

/** Changes nothing. Throws `SchemaTooNew` or `ForeignDatabase`. */
export async function standingOf(db: Reader): Promise<Standing> {
  const done = await applied(db)
  if (done.length === 0) return 'empty'
  refuseNewer(done)
  return done.length < Object.keys(migrations).length ? 'older' : 'current'
}

/** As `standingOf`, over a connection of its own; makes no file either. */
export async function standingAt(location: Exclude<Location, { handle: unknown }>): Promise<Standing> {
  // SQLite would begin a database in an empty file by opening it.
  if ('file' in location && !statSync(location.file, { throwIfNoEntry: false })?.size) return 'empty'
  return asked(location, standingOf)
}

async function asked<T>(location: Location, question: (db: Db) => Promise<T>): Promise<T> {
  const db = openDatabase('url' in location ? { ...location, poolSize: 1 } : location)
  try {
    return await question(db)
  } finally {
    await db.destroy()
  }
}

function refuseNewer(done: readonly string[]): void {
  const unknown = done.filter((name) => !(name in migrations))
  if (unknown.length === 0) return
  throw new SchemaTooNew(
    `The database was written by a newer Signalpost (unknown migrations: ${unknown.join(', ')}). Start that version, or restore a backup made by this one.`,
  )
}

/** Migrations that have not been applied to the database. */
export async function pending(db: Db): Promise<string[]> {
  const done = await applied(db)
  return Object.keys(migrations).filter((name) => !done.includes(name))
}

/** Throws `ForeignDatabase` where there is something, and nothing of ours. */
export async function refuseForeign(db: Reader): Promise<void> {
  await applied(db)
}

/** As `refuseForeign`, over a connection of its own. */
export async function refuseForeignAt(location: { url: string }): Promise<void> {
  await asked(location, refuseForeign)
}

/** Kysely's own tables with their columns: alone they are nobody's yet. */
const KYSELY: Readonly<Record<string, string>> = {
  kysely_migration: 'name,timestamp',
  kysely_migration_lock: 'id,is_locked',
}
/** So many foreign tables are named. */
const NAMED = 3

/** Migrations that the database says were applied, also unknown ones. Throws `ForeignDatabase`. */
async function applied(db: Reader): Promise<string[]> {
  const found = await tablesOf(db)
  const tables = found.map(({ name }) => name)
  if (!tables.includes('kysely_migration')) await refuseHidden(db)
  const done = tables.includes('kysely_migration') ? await recorded(db) : []
  if (done.some((name) => name in migrations)) return done
  const isKyselys = ({ name, columns }: Table) => KYSELY[name] === columns
  const foreign = done.length > 0 ? tables : found.filter((table) => !isKyselys(table)).map(({ name }) => name)
  if (foreign.length === 0) return []
  const more = foreign.length > NAMED ? ', …' : ''
  throw new ForeignDatabase(
    `The database belongs to another program: it has tables (${foreign.slice(0, NAMED).join(', ')}${more}), and no record of Signalpost's. Signalpost needs an empty database.`,
  )
}

/** Ours may be in a later schema of the search path, since an earlier one was made: no second installation begins there. */
async function refuseHidden(db: Reader): Promise<void> {
  if (!isPostgres(db)) return
  const { rows } = await sql<{ schema: string }>`
    select n.nspname as schema from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.oid = to_regclass('kysely_migration') and has_table_privilege(c.oid, 'select')`.execute(db)
  const [hidden] = rows
  if (!hidden || !(await recorded(db)).some((name) => name in migrations)) return
  throw new ForeignDatabase(
    `Signalpost's tables are in the schema "${hidden.schema}", but new ones would be made in "${await schemaOf(db)}", which search_path names before it. Set search_path so that "${hidden.schema}" is the first.`,
  )
}

/** The schema in which tables are made; SQLite has none. */
async function schemaOf(db: Reader): Promise<string | undefined> {
  if (!isPostgres(db)) return undefined
  const { rows } = await sql<{ schema: string | null }>`select current_schema() as schema`.execute(db)
  return rows[0]?.schema ?? undefined
}

async function recorded(db: Reader): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select * from kysely_migration`.execute(db)
  // The table of another program may have other columns.
  return rows.map((row) => String(row.name)).sort()
}

interface Table {
  name: string
  /** By name. */
  columns: string
}

/** Ordinary tables where ours are made, without those of PostgreSQL's extensions. */
async function tablesOf(db: Reader): Promise<Table[]> {
  const { rows } = isPostgres(db)
    ? await sql<Table>`
        select c.relname as name, (
          select string_agg(a.attname, ',' order by a.attname) from pg_attribute a
          where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = current_schema() and c.relkind in ('r', 'p') and not exists (
          select 1 from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
        order by c.relname`.execute(db)
    : await sql<Table>`
        select name, (select group_concat(c.name, ',' order by c.name) from pragma_table_info(t.name) c) as columns
        from sqlite_master t where type = 'table' and name not like 'sqlite%' order by name`.execute(db)
  return rows
}
