import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { copyFile, open, rename, rm } from 'node:fs/promises'
import { promisify } from 'node:util'
import Sqlite from 'better-sqlite3'
import { migrations } from './migrations/index.ts'

type Place = { file: string } | { url: string }

/** A backup or a restore that could not be; carries a message for the operator. Nothing was changed. */
export class BackupRefused extends Error {}

/**
 * Writes everything the database holds into one file, while others go on working. SQLite's is a database again;
 * PostgreSQL's is what its own pg_dump writes. Throws `BackupRefused`.
 */
export async function backup(from: Place, file: string, environment?: NodeJS.ProcessEnv): Promise<void> {
  if (existsSync(file)) throw new BackupRefused(`${file} exists already. Name a new file.`)
  const draft = `${file}.part`
  await rm(draft, { force: true })
  if ('url' in from)
    await pgTool('pg_dump', from.url, environment, ['--format=custom', '--no-owner', `--file=${draft}`])
  else copyOut(from.file, draft)
  await sync(draft)
  await rename(draft, file)
}

/**
 * Replaces the database by a backup; what SQLite had is kept beside it under the name this answers (PostgreSQL: null).
 * Nobody else may have the database open. Throws `BackupRefused`.
 */
export async function restore(
  to: Place,
  file: string,
  now: number,
  environment?: NodeJS.ProcessEnv,
): Promise<string | null> {
  if (!existsSync(file)) throw new BackupRefused(`${file} does not exist.`)
  if ('url' in to) {
    const options = ['--clean', '--if-exists', '--no-owner', '--single-transaction']
    await pgTool('pg_restore', to.url, environment, options, file)
    return null
  }
  examine(file)
  const draft = `${to.file}.restoring`
  await copyFile(file, draft)
  await sync(draft)
  const aside = existsSync(to.file) ? `${to.file}.before-restore-${now}` : null
  if (aside) {
    settle(to.file)
    await rename(to.file, aside)
  }
  for (const ending of ['-wal', '-shm']) await rm(to.file + ending, { force: true })
  await rename(draft, to.file)
  return aside
}

/** One consistent moment, read while writers go on; unlike an online copy it never starts over. */
function copyOut(from: string, to: string): void {
  const handle = new Sqlite(from, { fileMustExist: true })
  try {
    handle.prepare('vacuum into ?').run(to)
  } finally {
    handle.close()
  }
}

/** Is this a whole database of this program, and not a newer one's? */
function examine(file: string): void {
  const handle = openBackup(file)
  try {
    const whole = handle.pragma('quick_check', { simple: true })
    if (whole !== 'ok') throw new BackupRefused(`${file} is damaged: ${String(whole)}`)
    const names = handle.prepare<[], { name: string }>('select name from kysely_migration').all()
    const unknown = names.map(({ name }) => name).filter((name) => !(name in migrations))
    if (unknown.length > 0) throw new BackupRefused(`${file} was made by a newer Signalpost (${unknown.join(', ')}).`)
  } catch (error) {
    if (error instanceof BackupRefused) throw error
    throw new BackupRefused(`${file} is not a backup of Signalpost.`)
  } finally {
    handle.close()
  }
}

function openBackup(file: string): Sqlite.Database {
  try {
    return new Sqlite(file, { readonly: true })
  } catch {
    throw new BackupRefused(`${file} cannot be opened as a database.`)
  }
}

/** Moves what waits in the write-ahead log into the file, so that the file alone is the database. */
function settle(file: string): void {
  const handle = new Sqlite(file)
  try {
    handle.pragma('wal_checkpoint(TRUNCATE)')
  } finally {
    handle.close()
  }
}

async function sync(path: string): Promise<void> {
  const file = await open(path, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Runs one of PostgreSQL's tools. The password travels in the environment, where `ps` does not show it. */
async function pgTool(
  tool: string,
  url: string,
  environment: NodeJS.ProcessEnv | undefined,
  options: string[],
  file?: string,
): Promise<void> {
  const address = new URL(url)
  const password = decodeURIComponent(address.password)
  address.password = ''
  const env = { ...environment, ...(password && { PGPASSWORD: password }) }
  try {
    await promisify(execFile)(tool, [...options, `--dbname=${address}`, ...(file ? [file] : [])], { env })
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    if (missing) throw new BackupRefused(`${tool} is not installed here; it comes with PostgreSQL's client tools.`)
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error)
    throw new BackupRefused(`${tool} failed: ${said}`)
  }
}
