import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import {
  CompiledQuery,
  type DatabaseConnection,
  Kysely,
  PostgresDialect,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
} from 'kysely'
import pg from 'pg'
import { isContention, isDiskFull } from '../server/lib/error-code.ts'
import type { Db, Schema, Trx } from './schema/index.ts'

/** Where the data is: a SQLite file (or an opened handle), or a PostgreSQL URL. */
export type Location = { file: string } | { handle: Sqlite.Database } | { url: string; poolSize?: number }

// PostgreSQL hands out bigint and count(*) as text; ours are instants and counters, all below 2^53.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)

/** How a PostgreSQL lists our connections. */
export const APPLICATION_NAME = 'signalpost'

/** Opens a connection; it does not migrate. Close it with `db.destroy()`. */
export function openDatabase(location: Location): Db {
  if ('url' in location) {
    const identity = { connectionString: location.url, application_name: APPLICATION_NAME }
    const pool = new pg.Pool({ ...identity, max: location.poolSize ?? 8 })
    // A dropped idle connection is the pool's to replace; the query that needs it reports its own failure.
    pool.on('error', () => {})
    // One that drops between two statements of a transaction must not end the process: the next statement fails.
    pool.on('connect', (client) => client.on('error', () => {}))
    return new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })
  }
  const handle = 'handle' in location ? location.handle : openFile(location.file)
  prepareHandle(handle)
  return new Kysely<Schema>({ dialect: new ImmediateSqliteDialect({ database: remembering(handle), handle }) })
}

const STATEMENTS = 500

/** Preparing costs as much as running most of our statements, and they are few: each is prepared once. */
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
  // It holds addresses and keys: a new one is for its owner alone.
  if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600))
  return new Sqlite(file)
}

function prepareHandle(handle: Sqlite.Database): void {
  // Waiting for a lock blocks the whole thread, so SQLite gives up at once and `write` tries again.
  handle.pragma('busy_timeout = 5')
  handle.pragma('journal_mode = WAL')
  // Not stored in the file: without it a power cut may take the last commits.
  handle.pragma('synchronous = FULL')
  handle.pragma('foreign_keys = ON')
}

interface HandleConfig {
  database: SqliteDatabase
  handle: Sqlite.Database
}

/** A plain BEGIN turns into a write lock too late and fails at once beside another writer. */
class ImmediateSqliteDriver extends SqliteDriver {
  readonly #handle: Sqlite.Database
  constructor(config: HandleConfig) {
    super(config)
    this.#handle = config.handle
  }
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }

  /** A full disk makes SQLite roll back by itself; refusing to do it again would hide why. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#handle.inTransaction) await super.rollbackTransaction(connection)
  }
}

/** SQLite can take back a schema change; Kysely leaves that out to allow what our migrations never do. */
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

/** Why a database took no writes when it was last asked to; `proveWrites` finds out that it does again. */
export const refusals = new WeakMap<Db, string>()

/**
 * Runs `work` in one transaction, and again from the start while another writer holds the lock (SQLite) or a
 * serialization conflict was reported (PostgreSQL), for ten seconds at most. `work` uses only the handle it is given.
 */
export async function write<T>(db: Db, work: (trx: Trx) => Promise<T>): Promise<T> {
  const giveUp = performance.now() + PATIENCE
  for (let attempt = 0; ; attempt++) {
    try {
      return await db.transaction().execute(work)
    } catch (error) {
      if (isDiskFull(error)) refusals.set(db, 'the disk is full')
      if (!isContention(error) || performance.now() > giveUp) throw error
      await wait(Math.min(8, 2 ** attempt) * (0.5 + Math.random()))
    }
  }
}
