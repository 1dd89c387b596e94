import { sql } from 'kysely'
import { isPostgres } from '../dialect.ts'
import type { Db } from '../schema/index.ts'

/**
 * Brings what SQLite has in its write-ahead log into the file and empties the log, which has what was there before. False
 * if somebody was still reading an older state.
 */
export async function emptyLog(db: Db): Promise<boolean> {
  if (isPostgres(db)) return true
  const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(db)
  return rows[0]?.busy === 0
}
