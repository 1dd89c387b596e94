import type Sqlite from 'better-sqlite3'
import { migrations } from './migrations/index.ts'

/** Names of the migrations that a SQLite database says were applied. Throws where it keeps no such record. */
export function recordedIn(handle: Sqlite.Database): string[] {
  return handle.prepare<[], string>('select name from kysely_migration').pluck().all()
}

/** Is there nothing in a SQLite database, or our record? Any other will be refused. */
export function isEmptyOrOurs(handle: Sqlite.Database): boolean {
  const tables = handle.prepare<[], string>("select name from sqlite_master where type = 'table'").pluck().all()
  if (!tables.includes('kysely_migration')) return tables.length === 0
  const columns = handle.prepare<[], string>("select name from pragma_table_info('kysely_migration')").pluck().all()
  return columns.includes('name') && recordedIn(handle).some((name) => name in migrations)
}
