import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, createReadStream, createWriteStream, existsSync, fstatSync, openSync } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { setTimeout as wait } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import pg from 'pg'
import { codeOf, messageOf } from '../../server/lib/error-code.ts'
import { refuseForeignAt } from '../migrate.ts'
import { migrations } from '../migrations/index.ts'
import { APPLICATION_NAME } from '../postgres.ts'
import { openUntouched, recordedIn } from '../sqlite-record.ts'

type Place = { file: string } | { url: string }

/** A backup, restore or move that was not possible; the message is for the operator. Nothing was changed. */
export class BackupRefused extends Error {}

/** Another file has to be named: one is missing where it is read, or there already where it would be written. */
export class OtherFileWanted extends BackupRefused {}

/** Somebody uses the database, or has used it. */
export class DatabaseInUse extends BackupRefused {}

/**
 * Writes the whole database into one file while others continue to work. For SQLite that is a database file, for
 * PostgreSQL the output of pg_dump. Throws `BackupRefused`.
 */
export async function backup(from: Place, file: string, environment?: NodeJS.ProcessEnv): Promise<void> {
  if (existsSync(file)) throw new OtherFileWanted(`${file} already exists. Name a new file.`)
  const draft = `${file}.part`
  try {
    await rm(draft, { force: true })
    // It holds addresses and keys, so only its owner may read it.
    await (await open(draft, 'wx', 0o600)).close()
    if ('url' in from)
      await pgTool('pg_dump', from.url, environment, ['--format=custom', '--no-owner', `--file=${draft}`])
    else copyOut(from.file, draft)
    await sync(draft)
    await rename(draft, file)
  } catch (error) {
    await rm(draft, { force: true }).catch(() => {})
    if (error instanceof BackupRefused) throw error
    throw new BackupRefused(`${file} could not be written: ${messageOf(error)}.`)
  }
}

/**
 * Replaces the database with a backup. Nobody else may have the database open. Returns the name under which the previous
 * SQLite file was kept (PostgreSQL: null). `as` does what opens the backup, as a user who may be another than the
 * database's. Throws `BackupRefused`.
 */
export async function restore(
  to: Place,
  file: string,
  now: number,
  environment?: NodeJS.ProcessEnv,
  as: As = (work) => work(),
): Promise<string | null> {
  const source = openSource(file, as)
  try {
    if ('file' in to) return await replaceFile(to.file, source, file, now)
    await refuseInUse(to.url)
    await refuseForeignAt(to)
    const options = ['--clean', '--if-exists', '--no-owner', '--single-transaction']
    await pgTool('pg_restore', to.url, environment, options, source)
    return null
  } finally {
    closeSync(source)
  }
}

/** Throws what `restore` would throw for this backup and this database: before anything is made for it. */
export async function refuseRestore(
  to: Place,
  file: string,
  environment: NodeJS.ProcessEnv | undefined,
  as: As,
): Promise<void> {
  const source = openSource(file, as)
  try {
    if (fstatSync(source).isDirectory()) throw new OtherFileWanted(`${file} is a folder.`)
    if ('file' in to) return examine(file, file, as)
    await examineDump(source, file, to.url, environment)
    await refuseInUse(to.url)
    await refuseForeignAt(to)
  } finally {
    closeSync(source)
  }
}

/** Does something with the rights of a certain user. */
type As = <T>(work: () => T) => T

function openSource(file: string, as: As): number {
  try {
    return as(() => openSync(file, 'r'))
  } catch (error) {
    const code = codeOf(error)
    throw new OtherFileWanted(code === 'ENOENT' ? `${file} does not exist.` : `${file} cannot be read (${code}).`)
  }
}

async function replaceFile(target: string, source: number, name: string, now: number): Promise<string | null> {
  const draft = `${target}.restoring`
  try {
    await mkdir(dirname(target), { recursive: true })
    await copyIn(source, draft)
    examine(draft, name)
    const aside = existsSync(target) ? `${target}.before-restore-${now}` : null
    if (aside) await setAside(target, aside)
    await rename(draft, target)
    return aside
  } catch (error) {
    await rm(draft, { force: true }).catch(() => {})
    if (error instanceof BackupRefused) throw error
    throw new BackupRefused(`${target} could not be written: ${messageOf(error)}.`)
  }
}

/** The backup may have come another way, readable by others. */
async function copyIn(source: number, draft: string): Promise<void> {
  await rm(draft, { force: true })
  const from = createReadStream('', { fd: source, start: 0, autoClose: false })
  await pipeline(from, createWriteStream(draft, { flags: 'wx', mode: 0o600, flush: true }))
}

/** The write-ahead log is moved too, in case it could not be written into the file. */
async function setAside(file: string, aside: string): Promise<void> {
  settle(file)
  for (const ending of ['-wal', '-shm', '']) {
    if (existsSync(file + ending)) await rename(file + ending, aside + ending)
  }
}

/** A consistent copy while others write; unlike an online backup it never has to start over. */
function copyOut(from: string, to: string): void {
  if (!existsSync(from)) throw new BackupRefused(`There is no database at ${from} yet.`)
  const handle = new Sqlite(from, { fileMustExist: true })
  try {
    handle.prepare('vacuum into ?').run(to)
  } finally {
    handle.close()
  }
}

/** Checks that the file is an undamaged database of this version or an older one. `name` is what people call it. */
function examine(file: string, name: string, as: As = (work) => work()): void {
  try {
    const handle = as(() => openUntouched(file))
    try {
      const whole = handle.prepare('pragma quick_check').get()?.quick_check
      if (whole !== 'ok') throw new BackupRefused(`${name} is damaged: ${String(whole)}`)
      const names = recordedIn(handle)
      if (!names.some((name) => name in migrations)) throw new BackupRefused(`${name} is not a backup of Signalpost.`)
      const unknown = names.filter((name) => !(name in migrations))
      if (unknown.length > 0) throw new BackupRefused(`${name} was made by a newer Signalpost (${unknown.join(', ')}).`)
    } finally {
      handle.close()
    }
  } catch (error) {
    if (error instanceof BackupRefused) throw error
    throw new BackupRefused(`${name} is not a backup of Signalpost.`)
  }
}

/** Checks that the file is what pg_dump has made of a database of ours. */
async function examineDump(source: number, name: string, url: string, environment?: NodeJS.ProcessEnv): Promise<void> {
  const list = await pgTool('pg_restore', url, environment, ['--list'], source)
  if (!/ TABLE DATA \S+ kysely_migration /.test(list)) throw new BackupRefused(`${name} is not a backup of Signalpost.`)
}

/** Writes the write-ahead log into the file, so that the file alone is the database. */
function settle(file: string): void {
  let handle: Sqlite.Database | undefined
  try {
    handle = new Sqlite(file)
    handle.pragma('wal_checkpoint(TRUNCATE)')
  } catch {
    // The database may be damaged; that is why it is restored.
  } finally {
    handle?.close()
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

/** A connection that was just closed, such as one of ours, is listed for a moment longer. Milliseconds. */
const LISTED_AFTERWARDS = [20, 80, 200, 700]

/** Servers on other machines hold no lock here, but PostgreSQL lists their connections. */
export async function refuseInUse(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000, query_timeout: 10_000 })
  try {
    await client.connect()
    for (const patience of [...LISTED_AFTERWARDS, 0]) {
      const { rows } = await client.query<{ others: number }>(
        'select count(*)::int as others from pg_stat_activity where datname = current_database() and application_name = $1',
        [APPLICATION_NAME],
      )
      if (!rows[0]?.others) return
      await wait(patience)
    }
    throw new DatabaseInUse('A running Signalpost is connected to the database. Stop it first.')
  } finally {
    await client.end()
  }
}

/**
 * Runs one of PostgreSQL's tools, on an open file if there is one; returns what it prints. The password is passed in the
 * environment, where `ps` does not show it.
 */
async function pgTool(
  tool: string,
  url: string,
  environment: NodeJS.ProcessEnv | undefined,
  options: string[],
  input?: number,
): Promise<string> {
  const address = new URL(url)
  const password = decodeURIComponent(address.password)
  address.password = ''
  const env = { ...environment, ...(password && { PGPASSWORD: password }) }
  const child = spawn(tool, [...options, `--dbname=${address}`], { env, stdio: [input ?? 'ignore', 'pipe', 'pipe'] })
  try {
    const heard = (stream: Readable | null) => (stream ? text(stream) : '')
    const [answer, said, [code]] = await Promise.all([heard(child.stdout), heard(child.stderr), once(child, 'close')])
    if (code !== 0) throw new BackupRefused(`${tool} failed: ${said.trim() || `exit code ${code}`}`)
    return answer
  } catch (error) {
    if (codeOf(error) === 'ENOENT')
      throw new BackupRefused(`${tool} is not installed. It is part of PostgreSQL's client tools.`)
    throw error
  }
}
