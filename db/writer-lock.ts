import { sql } from 'kysely'
import { isPostgres } from './dialect.ts'
import type { Trx } from './schema/index.ts'

/** An arbitrary constant: Signalpost's advisory lock in its PostgreSQL database. */
const LEDGER = 5_340_417

/**
 * Makes this transaction the only one that records facts until it ends. Everyone who reads events by cursor relies on
 * it: an event with a lower id is never committed after one with a higher id. SQLite's BEGIN IMMEDIATE does the same.
 */
export async function lockLedger(trx: Trx): Promise<void> {
  if (isPostgres(trx)) await sql`select pg_advisory_xact_lock(${sql.lit(LEDGER)})`.execute(trx)
}
