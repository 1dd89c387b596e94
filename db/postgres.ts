import { Socket } from 'node:net'
import { CompiledQuery, type DatabaseConnection, PostgresDialect, PostgresDriver } from 'kysely'
import pg from 'pg'

/** The name of our connections in PostgreSQL. */
export const APPLICATION_NAME = 'signalpost'

// PostgreSQL returns bigint and count(*) as text; ours are instants and counters, all below 2^53.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)

/** How long anything waits for PostgreSQL, in milliseconds. A request that waits for it is answered within 15 s. */
export interface Patience {
  /** For a new connection, or for one of the pool to come free. */
  connect: number
  /** For a lock, and for all of one statement; the server ends them. */
  lock: number
  statement: number
  /** The server ends a transaction that does nothing for so long: its process may be frozen, and hold the writer lock. */
  idle: number
  /** Without a byte from the server. More than `statement`: the server is to answer first, if there is one. */
  silence: number
}

const PATIENCE: Patience = { connect: 4_000, lock: 6_000, statement: 8_000, idle: 8_000, silence: 10_000 }

export interface PostgresLocation {
  url: string
  /** The most connections at once. */
  poolSize?: number
  patience?: Partial<Patience>
}

/** The transaction was to be committed when the connection was lost: nobody can say whether it was. */
export class OutcomeUnknown extends Error {
  readonly code = 'ECONNRESET'
}

/** PostgreSQL whose connections are given up when they go silent, and which never holds a lock for one of ours that is frozen. */
export class PatientPostgresDialect extends PostgresDialect {
  readonly #pool: pg.Pool
  readonly #patience: Patience

  constructor(location: PostgresLocation) {
    const patience = { ...PATIENCE, ...location.patience }
    const pool = openPool(location, patience)
    super({ pool })
    this.#pool = pool
    this.#patience = patience
  }

  override createDriver(): PostgresDriver {
    return new PatientDriver(this.#pool, this.#patience)
  }
}

function openPool({ url, poolSize = 8 }: PostgresLocation, patience: Patience): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: APPLICATION_NAME,
    max: poolSize,
    connectionTimeoutMillis: patience.connect,
    // An idle connection ends before it counts as silent.
    idleTimeoutMillis: Math.min(10_000, patience.silence / 2),
    // While a statement may take long, probes find out whether anybody is there.
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    stream: () => impatientSocket(patience.silence),
    // Not as a parameter of the connection: poolers such as pgbouncer refuse those.
    onConnect: (client) => client.query(`set statement_timeout = ${patience.statement}`) as unknown as undefined,
  })
  // The pool replaces an idle connection that was dropped; a query that needs it reports its own failure.
  pool.on('error', () => {})
  // A connection dropped between two statements of a transaction must not end the process: the next statement fails.
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

/** A peer that is gone without a word (a failover behind one address, a lost NAT state) answers nothing, for ever. */
function impatientSocket(silence: number): Socket {
  const socket = new Socket()
  const gone = () => Object.assign(new Error('PostgreSQL does not answer any more.'), { code: 'ETIMEDOUT' })
  return socket.setTimeout(silence, () => socket.destroy(gone()))
}

class PatientDriver extends PostgresDriver {
  readonly #begin: CompiledQuery

  constructor(pool: pg.Pool, { statement, lock, idle }: Patience) {
    super({ pool })
    // In one message, and for this transaction alone: behind a pooler the next one may use another connection.
    const limits = { statement_timeout: statement, lock_timeout: lock, idle_in_transaction_session_timeout: idle }
    const settings = Object.entries(limits).map(([name, value]) => `set local ${name} = ${value}`)
    this.#begin = CompiledQuery.raw(['begin', ...settings].join('; '))
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(this.#begin)
  }

  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    try {
      await super.commitTransaction(connection)
    } catch (error) {
      if (isSurelyUndone(error)) throw error
      throw new OutcomeUnknown('The connection was lost while the transaction was committed.', { cause: error })
    }
  }

  /** A lost connection is thrown away; that it cannot roll back must not hide why it was to. */
  override async rollbackTransaction(connection: Parameters<PostgresDriver['rollbackTransaction']>[0]): Promise<void> {
    await super.rollbackTransaction(connection).catch(() => {})
  }
}

/** SQLSTATEs with which a server ends a connection; it may have committed before (a synchronous standby did not answer). */
const ENDED = /^(57P|08|58|XX)/

/** Has the server answered that it could not commit, or was it never asked? */
function isSurelyUndone(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return !ENDED.test(error.code ?? '')
  return /not queryable|AbortedTransaction/.test(String(error))
}
