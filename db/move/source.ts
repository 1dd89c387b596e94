import { existsSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'
import { messageOf } from '../../server/lib/error-code.ts'
import { migrate } from '../migrate.ts'
import { migrations } from '../migrations/index.ts'
import { openDatabase } from '../open.ts'
import type { Schema } from '../schema/index.ts'
import { recordedIn } from '../sqlite-record.ts'
import { BackupRefused, OtherFileWanted } from '../system/backup.ts'
import { shapeProblems } from '../system/shape.ts'

export interface Table {
  name: string
  columns: readonly string[]
}

/** A SQLite database of this version that is read as it is at one moment. */
export interface Source {
  /** Every table that this version has, whatever was added by hand. */
  tables: readonly Table[]
  rows(table: string, columns: readonly string[]): Iterable<unknown[]>
  close(): void
}

/** Opens a database for reading alone. Throws `BackupRefused` if it is none of this version, or damaged. */
export async function openSource(file: string): Promise<Source> {
  const handle = openFile(file)
  try {
    // From here on it is read as it is now.
    handle.exec('begin')
    examine(handle, file)
    await refuseIncomplete(handle, file)
    const tables = await ownTables()
    return {
      tables,
      rows: (table, columns) =>
        handle
          .prepare<[], unknown[]>(`select ${columns.map(quoted).join(', ')} from ${quoted(table)}`)
          .raw()
          .iterate(),
      close: () => void handle.close(),
    }
  } catch (error) {
    handle.close()
    throw error
  }
}

function openFile(file: string): Sqlite.Database {
  if (!existsSync(file)) throw new OtherFileWanted(`${file} does not exist.`)
  try {
    return new Sqlite(file, { readonly: true, fileMustExist: true })
  } catch (error) {
    throw new BackupRefused(`${file} cannot be opened as a database: ${messageOf(error)}.`)
  }
}

function examine(handle: Sqlite.Database, file: string): void {
  const found = appliedTo(handle, file)
  const unknown = found.filter((name) => !(name in migrations))
  if (unknown.length > 0) throw new BackupRefused(`${file} was made by a newer Signalpost (${unknown.join(', ')}).`)
  const missing = Object.keys(migrations).filter((name) => !found.includes(name))
  if (missing.length > 0) {
    throw new BackupRefused(
      `${file} was made by an older Signalpost (it lacks ${missing.join(', ')}). Bring it to this version first: "migrate", with DATA_DIR where it is and without DATABASE_URL.`,
    )
  }
  const whole = handle.pragma('quick_check', { simple: true })
  if (whole !== 'ok') throw new BackupRefused(`${file} is damaged: ${String(whole)}`)
}

function appliedTo(handle: Sqlite.Database, file: string): string[] {
  try {
    return recordedIn(handle)
  } catch {
    throw new BackupRefused(`${file} is not a database of Signalpost.`)
  }
}

async function refuseIncomplete(handle: Sqlite.Database, file: string): Promise<void> {
  // Closing this would close the handle, which is ours.
  const problems = await shapeProblems(new Kysely<Schema>({ dialect: new SqliteDialect({ database: handle }) }))
  const grave = problems.filter(({ isGrave }) => isGrave).map(({ text }) => text)
  if (grave.length > 0) throw new BackupRefused(`${file} is not as Signalpost made it: ${grave.join('; ')}.`)
}

/** The tables that the migrations make, asked of a database that they have just made. */
async function ownTables(): Promise<Table[]> {
  const model = openDatabase({ handle: new Sqlite(':memory:') })
  try {
    await migrate(model)
    const tables = await model.introspection.getTables()
    return tables.map(({ name, columns }) => ({ name, columns: columns.map((column) => column.name) }))
  } finally {
    await model.destroy()
  }
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
