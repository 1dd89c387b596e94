import { sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import { MINUTE } from '../server/domain/vocabulary.ts'
import { migrations } from './migrations/index.ts'
import { type Location, openDatabase, write } from './open.ts'
import type { Db, Reader, Trx } from './schema/index.ts'
import { takeWriterLock } from './writer-lock.ts'

/** The database was written by a newer version; the message is for the operator. */
export class SchemaTooNew extends Error {}

/**
 * Migrates the database to this version, completely or not at all, and only once if several processes start together.
 * Returns the names of the migrations it ran; throws `SchemaTooNew`.
 */
export async function migrate(db: Db): Promise<string[]> {
  return write(db, migrateWithin)
}

/** As `migrate`, in a transaction that goes on. */
export async function migrateWithin(trx: Trx): Promise<string[]> {
  await takeWriterLock(trx)
  refuseNewer(await applied(trx))
  const migrator = new Migrator({ db: trx, provider: { getMigrations: async () => migrations } })
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

/** Changes nothing. Throws `SchemaTooNew`. */
export async function standingOf(db: Reader): Promise<Standing> {
  const done = await applied(db)
  if (done.length === 0) return 'empty'
  refuseNewer(done)
  return done.length < Object.keys(migrations).length ? 'older' : 'current'
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

async function applied(db: Reader): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some((table) => table.name === 'kysely_migration')) return []
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db)
  return rows.map((row) => row.name)
}
