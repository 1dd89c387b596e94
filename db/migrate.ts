import { sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import { MINUTE } from '../server/domain/vocabulary.ts'
import { migrations } from './migrations/index.ts'
import { type Location, openDatabase, write } from './open.ts'
import type { Db, Reader } from './schema/index.ts'
import { takeWriterLock } from './writer-lock.ts'

/** The database was written by a newer version; the message is for the operator. */
export class SchemaTooNew extends Error {}

/**
 * Migrates the database to this version, completely or not at all, and only once if several processes start together.
 * Returns the names of the migrations it ran; throws `SchemaTooNew`.
 */
export async function migrate(db: Db): Promise<string[]> {
  return write(db, async (trx) => {
    await takeWriterLock(trx)
    refuseNewer(await applied(trx))
    const migrator = new Migrator({ db: trx, provider: { getMigrations: async () => migrations } })
    const { error, results } = await migrator.migrateToLatest()
    if (error) throw error
    return (results ?? []).map((result) => result.migrationName)
  })
}

function refuseNewer(done: readonly string[]): void {
  const unknown = done.filter((name) => !(name in migrations))
  if (unknown.length > 0) {
    throw new SchemaTooNew(
      `The database was written by a newer Signalpost (unknown migrations: ${unknown.join(', ')}). Start that version, or restore a backup made by this one.`,
    )
  }
}

/** How far a database was migrated: what was applied, and what is pending. Throws `SchemaTooNew`. */
export async function migrationState(db: Db): Promise<{ done: string[]; pending: string[] }> {
  const done = await applied(db)
  refuseNewer(done)
  return { done, pending: Object.keys(migrations).filter((name) => !done.includes(name)) }
}

/** A migration of a large database takes as long as it takes. */
const UNHURRIED = 60 * MINUTE

/** As `migrate`, over a connection of its own that gives it as long as it takes. */
export async function migrateAt(location: Exclude<Location, { handle: unknown }>): Promise<string[]> {
  const patience = { lock: UNHURRIED, statement: UNHURRIED, idle: UNHURRIED, silence: UNHURRIED }
  const db = openDatabase('url' in location ? { ...location, poolSize: 1, patience } : location)
  try {
    return await migrate(db)
  } finally {
    await db.destroy()
  }
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
