import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import pg from 'pg'
import { afterAll, beforeAll, describe, inject, onTestFinished } from 'vitest'
import { migrate } from '../../db/migrate.ts'
import { openDatabase } from '../../db/open.ts'
import type { Db } from '../../db/schema/index.ts'
import { useSecretKey } from '../../db/system/audit-key.ts'
import { temporaryFolder } from './folder.ts'
import { bindTestKey, TEST_KEY } from './process/secret-key.ts'

export interface TestDatabase {
  name: 'sqlite' | 'postgres'
  db: Db
  close(): Promise<void>
}

/** A database that a second connection or process can open as well. */
export interface SharedDatabase extends TestDatabase {
  location: { file: string } | { url: string }
}

declare module 'vitest' {
  interface ProvidedContext {
    /** Of the descriptions of both databases, one in so many has PostgreSQL in this run. */
    onPostgres: number
  }
}

/** Makes a fresh migrated database; it is closed and removed after the test. */
type Fresh<T extends TestDatabase = TestDatabase> = () => Promise<T>

type Tell = (fresh: Fresh, freshFile: Fresh<SharedDatabase>, common: () => () => TestDatabase) => void

/**
 * Describes the same behaviour on SQLite and on PostgreSQL. `fresh` gives a test its own database; `freshFile` one that
 * other connections and processes can open as well (SQLite in a file; PostgreSQL always is). `common`, called once,
 * has one made for all tests of the description, for such as leave it as it was.
 */
export function onEachDatabase(title: string, tell: Tell): void {
  describe(`${title} on SQLite`, () => {
    tell(
      closedAfter(sqliteInMemory),
      closedAfter(() => sqliteFile()),
      () => madeOnce(sqliteInMemory),
    )
  })
  if (isSampled(title))
    onPostgres(`${title} on PostgreSQL`, (fresh) => tell(fresh, fresh, () => madeOnce(postgresDatabase)))
}

/** Whether this run has it on PostgreSQL: always the same ones, so that a run that failed fails again. */
function isSampled(title: string): boolean {
  const sum = Array.from(title, (letter) => letter.charCodeAt(0)).reduce((one, other) => one + other, 0)
  return sum % inject('onPostgres') === 0
}

/** The same on databases that nothing has been migrated into. */
export function onEachEmptyDatabase(title: string, tell: (empty: Fresh<SharedDatabase>) => void): void {
  describe(`${title} on SQLite`, () => tell(closedAfter(() => sqliteFile(''))))
  onPostgres(`${title} on PostgreSQL`, tell, 'template1')
}

/** Describes behaviour on PostgreSQL alone. The fast run has no PostgreSQL: there these tests do not exist. */
export function onPostgres(title: string, tell: (fresh: Fresh<SharedDatabase>) => void, template?: string): void {
  if (inject('postgres')) describe(title, () => tell(closedAfter(() => postgresDatabase(template))))
}

/** The last opened is closed first, so that whatever a test started on its database afterwards ends before it. */
function closedAfter<T extends TestDatabase>(make: Fresh<T>): Fresh<T> {
  return async () => {
    const database = await make()
    onTestFinished(() => database.close())
    return database
  }
}

function madeOnce(make: Fresh): () => TestDatabase {
  let database: TestDatabase | undefined
  beforeAll(async () => {
    database = await make()
  })
  afterAll(() => database?.close())
  return () => {
    if (!database) throw new Error('the common database is for use inside a test')
    return database
  }
}

/** One more connection to a database, with the key of tests. */
export function openShared(location: SharedDatabase['location']): Db {
  const db = openDatabase(location)
  useSecretKey(db, TEST_KEY)
  return db
}

/** A migrated database as bytes, made once per test file: a copy costs a third of a millisecond. */
let migrated: Promise<Buffer> | undefined

async function migrateOnce(): Promise<Buffer> {
  const handle = new Sqlite(':memory:')
  const db = openDatabase({ handle })
  await migrate(db)
  await bindTestKey(db)
  const bytes = handle.serialize()
  await db.destroy()
  return bytes
}

/** A fresh migrated SQLite in memory; the caller closes it. */
export async function sqliteInMemory(): Promise<TestDatabase> {
  migrated ??= migrateOnce()
  const db = openDatabase({ handle: new Sqlite(await migrated) })
  useSecretKey(db, TEST_KEY)
  return { name: 'sqlite', db, close: () => db.destroy() }
}

/** A fresh migrated SQLite file in a temporary folder; the caller closes it, which removes it. */
export async function sqliteFile(content?: ''): Promise<SharedDatabase> {
  migrated ??= migrateOnce()
  const folder = await temporaryFolder('sqlite')
  const location = { file: join(folder, 'signalpost.db') }
  await writeFile(location.file, content ?? (await migrated))
  const db = openShared(location)
  const close = async () => {
    await db.destroy()
    await rm(folder, { recursive: true, force: true })
  }
  return { name: 'sqlite', db, location, close }
}

/** A fresh migrated PostgreSQL database; the caller closes it, which drops it. */
async function postgresDatabase(template = 'template_signalpost'): Promise<SharedDatabase> {
  const name = `test_${crypto.randomUUID().replaceAll('-', '')}`
  // Files: the log would not bring what PostgreSQL keeps there of its catalogue, which each new database then reads anew.
  await administer(`create database ${name} template ${template} strategy file_copy`)
  const url = new URL(server())
  url.pathname = `/${name}`
  const location = { url: url.href }
  const db = openShared(location)
  const close = async () => {
    await db.destroy()
    await administer(`drop database ${name} with (force)`)
  }
  return { name: 'postgres', db, location, close }
}

/** Where the run's PostgreSQL is asked for; tests that need it stand in `onPostgres`. */
function server(): string {
  const url = inject('postgres')
  if (!url) throw new Error('This run has no PostgreSQL: describe the test with onPostgres().')
  return url
}

/** One connection for making and dropping; it does not keep the test process alive. */
let administrator: pg.Pool | undefined

async function administer(statement: string): Promise<void> {
  administrator ??= new pg.Pool({ connectionString: server(), max: 1, allowExitOnIdle: true })
  await administrator.query(statement)
}
