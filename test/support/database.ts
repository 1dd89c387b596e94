import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import pg from 'pg'
import { afterAll, afterEach, describe, inject } from 'vitest'
import { migrate } from '../../db/migrate.ts'
import { type Location, openDatabase } from '../../db/open.ts'
import type { Db } from '../../db/schema.ts'
import { temporaryFolder } from './folder.ts'

export interface TestDatabase {
  name: 'sqlite' | 'postgres'
  db: Db
  /** A second connection or process opens it here; null for SQLite in memory (ask for a file instead). */
  location: { file: string } | { url: string } | null
  close(): Promise<void>
}

/** Makes a fresh migrated database; it is closed and removed after the test. */
export type Fresh = () => Promise<TestDatabase>

/**
 * Describes the same behaviour on SQLite and on PostgreSQL. `fresh` gives a test its own database; `freshFile` one that
 * other connections and processes can open as well (SQLite in a file; PostgreSQL always is).
 */
export function onEachDatabase(title: string, tell: (fresh: Fresh, freshFile: Fresh) => void): void {
  describe(`${title} on SQLite`, () => {
    const closing = closedAfterEach()
    tell(closing(sqliteInMemory), closing(sqliteFile))
  })
  describe(`${title} on PostgreSQL`, () => {
    const closing = closedAfterEach()
    const fresh = closing(postgresDatabase)
    tell(fresh, fresh)
  })
}

function closedAfterEach(): (make: Fresh) => Fresh {
  const open: TestDatabase[] = []
  const closeAll = async () => {
    for (const database of open.splice(0)) await database.close()
  }
  afterEach(closeAll)
  afterAll(closeAll)
  return (make) => async () => {
    const database = await make()
    open.push(database)
    return database
  }
}

/** A migrated database as bytes, made once per test file: a copy costs a third of a millisecond. */
let migrated: Promise<Buffer> | undefined

async function migrateOnce(): Promise<Buffer> {
  const handle = new Sqlite(':memory:')
  const db = openDatabase({ handle })
  await migrate(db)
  const bytes = handle.serialize()
  await db.destroy()
  return bytes
}

/** A fresh migrated SQLite in memory; the caller closes it. */
export async function sqliteInMemory(): Promise<TestDatabase> {
  migrated ??= migrateOnce()
  const db = openDatabase({ handle: new Sqlite(await migrated) })
  return { name: 'sqlite', db, location: null, close: () => db.destroy() }
}

/** A fresh migrated SQLite file in a temporary folder; the caller closes it, which removes it. */
export async function sqliteFile(): Promise<TestDatabase> {
  migrated ??= migrateOnce()
  const folder = await temporaryFolder('sqlite')
  const location = { file: join(folder, 'signalpost.db') } satisfies Location
  await writeFile(location.file, await migrated)
  const db = openDatabase(location)
  const close = async () => {
    await db.destroy()
    await rm(folder, { recursive: true, force: true })
  }
  return { name: 'sqlite', db, location, close }
}

/** A fresh migrated PostgreSQL database; the caller closes it, which drops it. */
export async function postgresDatabase(): Promise<TestDatabase> {
  const name = `test_${crypto.randomUUID().replaceAll('-', '')}`
  await administer(`create database ${name} template template_signalpost`)
  const url = new URL(inject('postgres'))
  url.pathname = `/${name}`
  const location = { url: url.href }
  const db = openDatabase(location)
  const close = async () => {
    await db.destroy()
    await administer(`drop database ${name} with (force)`)
  }
  return { name: 'postgres', db, location, close }
}

/** One connection for making and dropping; it does not keep the test process alive. */
let administrator: pg.Pool | undefined

async function administer(statement: string): Promise<void> {
  administrator ??= new pg.Pool({ connectionString: inject('postgres'), max: 1, allowExitOnIdle: true })
  await administrator.query(statement)
}
