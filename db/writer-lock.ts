import { sql } from 'kysely'
import { isPostgres } from './dialect.ts'
import type { Trx } from './schema/index.ts'

/** An arbitrary constant: Signalpost's advisory lock in its PostgreSQL database. */
const WRITER_LOCK = 5_340_417

/**
 * Makes this transaction the only writer of events until it ends. Everyone who reads events by cursor relies on it: an
 * event with a lower id is never committed after one with a higher id. SQLite needs no lock: `BEGIN IMMEDIATE` does the
 * same.
 */
export async function takeWriterLock(trx: Trx): Promise<void> {
  if (isPostgres(trx)) await sql`select pg_advisory_xact_lock(${sql.lit(WRITER_LOCK)})`.execute(trx)
}
