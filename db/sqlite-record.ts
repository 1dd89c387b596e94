import { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import type Sqlite from 'better-sqlite3'
import { migrations } from './migrations/index.ts'

/** What reads SQLite, be it `better-sqlite3` or Node itself. */
interface Readable {
  prepare(statement: string): { all(): unknown[] }
}

/** Names of the migrations that a SQLite database says were applied. Throws where it keeps no such record. */
export function recordedIn(handle: Readable): string[] {
  return (handle.prepare('select name from kysely_migration').all() as { name: string }[]).map(({ name }) => name)
}

/** Is there nothing in a SQLite database, or our record? Any other will be refused. */
export function isEmptyOrOurs(handle: Sqlite.Database): boolean {
  const tables = handle.prepare<[], string>("select name from sqlite_master where type = 'table'").pluck().all()
  if (!tables.includes('kysely_migration')) return tables.length === 0
  const columns = handle.prepare<[], string>("select name from pragma_table_info('kysely_migration')").pluck().all()
  return columns.includes('name') && recordedIn(handle).some((name) => name in migrations)
}

/** Opens a SQLite file to read it as it lies there. Of a copy with a write-ahead log, reading would leave traces; `better-sqlite3` has no way to open it without. */
export function openUntouched(file: string): DatabaseSync {
  const url = pathToFileURL(file)
  url.searchParams.set('immutable', '1')
  return new DatabaseSync(url, { readOnly: true })
}
