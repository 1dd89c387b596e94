import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import {
  CompiledQuery,
  type DatabaseConnection,
  Kysely,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
} from 'kysely'
import { codeOf, isContention, isDatabaseAway, isDiskFull, isLocked } from '../server/lib/error-code.ts'
import { OutcomeUnknown, PatientPostgresDialect, type PostgresLocation } from './postgres.ts'
import type { Db, Schema, Trx } from './schema/index.ts'
import { isEmptyOrOurs } from './sqlite-record.ts'

/** Where the data is: a SQLite file (or an opened handle), or a PostgreSQL URL. */
export type Location = { file: string } | { handle: Sqlite.Database } | PostgresLocation

/**
 * Opens a connection; it does not migrate. A SQLite file for which the disk has no room is opened with the first query
 * that finds some. Close it with `db.destroy()`.
 */
export function openDatabase(location: Location): Db {
  if ('url' in location) return new Kysely<Schema>({ dialect: new PatientPostgresDialect(location) })
  let opened: Sqlite.Database | undefined
  const handle = () => {
    opened ??= prepared('handle' in location ? location.handle : openFile(location.file))
    return opened
  }
  openIfRoom(handle)
  const database = async () => remembering(handle())
  return new Kysely<Schema>({ dialect: new ImmediateSqliteDialect({ database, handle }) })
}

const STATEMENTS = 500

/** Prepares each statement once: preparing takes as long as running most of them, and there are few. */
function remembering(handle: Sqlite.Database): SqliteDatabase {
  const prepared = new Map<string, Sqlite.Statement<unknown[]>>()
  return {
    prepare: (text) => {
      const known = prepared.get(text)
      if (known) return known
      if (prepared.size >= STATEMENTS) prepared.clear()
      const statement = handle.prepare<unknown[]>(text)
      prepared.set(text, statement)
      return statement
    },
    close: () => void handle.close(),
  }
}

function openFile(file: string): Sqlite.Database {
  mkdirSync(dirname(file), { recursive: true })
  // It holds addresses and keys, so only its owner may read it.
  if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600))
  return new Sqlite(file)
}

function openIfRoom(open: () => unknown): void {
  try {
    open()
  } catch (error) {
    // Which of the two a full disk is, the file system decides.
    if (!isDiskFull(error) && !codeOf(error).startsWith('SQLITE_IOERR')) throw error
  }
}

function prepared(handle: Sqlite.Database): Sqlite.Database {
  try {
    prepareHandle(handle)
    return handle
  } catch (error) {
    handle.close()
    throw error
  }
}

function prepareHandle(handle: Sqlite.Database): void {
  // Waiting for a lock blocks the whole thread, so SQLite gives up quickly and `write` retries.
  handle.pragma('busy_timeout = 5')
  // This is stored in the file: one of another program is refused, and stays as it is.
  if (isEmptyOrOurs(handle)) handle.pragma('journal_mode = WAL')
  // What is deleted is overwritten. From the first write on: pages that were split before keep copies. It costs a percent
  // or two.
  handle.pragma('secure_delete = ON')
  // Not stored in the file: without it a power failure may lose the last commits.
  handle.pragma('synchronous = FULL')
  handle.pragma('foreign_keys = ON')
}

interface HandleConfig {
  database: () => Promise<SqliteDatabase>
  handle: () => Sqlite.Database
}

/** A plain BEGIN takes the write lock too late, and then fails at once if there is another writer. */
class ImmediateSqliteDriver extends SqliteDriver {
  readonly #handle: () => Sqlite.Database
  constructor(config: HandleConfig) {
    super(config)
    this.#handle = config.handle
  }
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }

  /** On a full disk SQLite rolls back by itself; an error from rolling back again would hide the cause. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#handle().inTransaction) await super.rollbackTransaction(connection)
  }
}

/** SQLite can roll back schema changes; Kysely assumes otherwise for the sake of statements that we do not use. */
class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

class ImmediateSqliteDialect extends SqliteDialect {
  readonly #config: HandleConfig
  constructor(config: HandleConfig) {
    super(config)
    this.#config = config
  }
  override createDriver(): SqliteDriver {
    return new ImmediateSqliteDriver(this.#config)
  }
  override createAdapter(): SqliteAdapter {
    return new TransactionalSqliteAdapter()
  }
}

const PATIENCE = 10_000

/** Why a database took no write lately; `proveWrites` finds out when it takes writes again. */
export const refusals = new WeakMap<Db, string>()

/** Why transactions were rolled back. */
const undone = new WeakSet<object>()

/** Was the transaction that failed with this error surely rolled back? */
export function wasRolledBack(error: unknown): boolean {
  return typeof error === 'object' && error !== null && undone.has(error)
}

/**
 * Runs `work` in one transaction. Retries it from the start while another writer holds the lock (SQLite) or a
 * serialization conflict is reported (PostgreSQL), for at most ten seconds. `work` uses only the handle it is given.
 */
export async function write<T>(db: Db, work: (trx: Trx) => Promise<T>): Promise<T> {
  const giveUp = performance.now() + PATIENCE
  for (let attempt = 0; ; attempt++) {
    try {
      return await db.transaction().execute(work)
    } catch (error) {
      if (!isContention(error) || performance.now() > giveUp) {
        noteRefusal(db, error)
        if (error instanceof Error && !(error instanceof OutcomeUnknown)) undone.add(error)
        throw error
      }
      await wait(Math.min(8, 2 ** attempt) * (0.5 + Math.random()))
    }
  }
}

/** Remembers what keeps the database from taking any write, not what was wrong with a single one. */
function noteRefusal(db: Db, error: unknown): void {
  if (isDiskFull(error)) refusals.set(db, 'the disk is full')
  else if (isLocked(error)) refusals.set(db, 'another process holds the lock of all writers')
  else if (isDatabaseAway(error)) refusals.set(db, codeOf(error).startsWith('SQLITE') ? String(error) : 'out of reach')
}
