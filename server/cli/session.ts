import { mkdirSync } from 'node:fs'
import { userInfo } from 'node:os'
import { migrateAt, standingAt } from '../../db/migrate.ts'
import { openDatabase } from '../../db/open.ts'
import type { Db } from '../../db/schema/index.ts'
import type { ActionContext } from '../actions/context.ts'
import { holderOf, tryHold } from '../boot/data-dir/one-server.ts'
import { actAsOwner } from '../boot/data-dir/owner.ts'
import { databaseLocation } from '../boot/installation.ts'
import { unlock, unlockIfBound } from '../boot/secret-key.ts'
import { type Config, loadConfig } from '../config/index.ts'
import { inWordsOf, type Refusal, type Remedy, type Result } from '../domain/refusal.ts'
import { lockPublishing } from '../publish/engine/lock.ts'
import { CommandFailure } from './exit.ts'
import { openFound } from './terminal/found.ts'

export interface Session {
  config: Config
  db: Db
  /** A context with all rights: whoever can open the database can do everything anyway. */
  act(): ActionContext
}

/** Opens the database that is there for one command, and closes it afterwards. */
export async function withSession<T>(work: (session: Session) => Promise<T>): Promise<T> {
  const config = configured()
  return session(config, await openFound(config, 'refused'), work, unlockForActs)
}

/** The same for commands that record nothing: they make no secret key, but refuse a wrong one. */
export async function withReadingSession<T>(work: (session: Session) => Promise<T>): Promise<T> {
  const config = configured()
  return session(config, await openFound(config, 'refused'), work, unlockIfBound)
}

/** The same for a command with which an installation may begin: the database is made, or migrated. */
export async function withNewSession<T>(work: (session: Session) => Promise<T>): Promise<T> {
  const config = configured()
  await migrated(config)
  return session(config, openDatabase(databaseLocation(config)), work, unlockForActs)
}

/** Makes `DATA_DIR` and the database where they are not, and migrates it; makes neither beside a database that is refused. */
export async function migrated(config: Config): Promise<string[]> {
  const location = databaseLocation(config)
  await standingAt(location)
  // Also where the database is elsewhere: the commands after it look for the folder.
  makeFolder(config)
  return migrateAt(location)
}

async function session<T>(
  config: Config,
  db: Db,
  work: (session: Session) => Promise<T>,
  unlocking: (db: Db, config: Config) => Promise<unknown>,
): Promise<T> {
  try {
    await unlocking(db, config)
    return await work({ config, db, act: () => ({ db, plan: config.plan, actor: actor(), now: Date.now() }) })
  } finally {
    await db.destroy()
  }
}

function unlockForActs(db: Db, config: Config): Promise<boolean> {
  return unlock(db, config, { actor: actor().name, now: Date.now() })
}

/**
 * The configuration of a command that writes. Started by root over data of somebody else, it goes on as that user, so
 * that the service can go on with what it leaves.
 */
export function configured(): Config {
  const config = loadConfig()
  actor()
  actAsOwner(config.dataDir)
  return config
}

/** Makes `DATA_DIR` for a command with which an installation may begin. */
export function makeFolder({ dataDir }: Config): void {
  if (mkdirSync(dataDir, { recursive: true }) !== undefined && process.geteuid?.() === 0) {
    const words = `${dataDir} was made, and belongs to root. If the service runs as another user, give it to that user: chown -R USER ${dataDir}`
    process.stderr.write(`${words}\n`)
  }
}

let caller: string | undefined

/** Who works at this terminal: who has started the command, also where it goes on as the owner of the data. */
export function actor() {
  caller ??= nameOfUser()
  return { name: `cli/${caller}`, role: 'admin' } as const
}

/** In containers many a user has no name. */
function nameOfUser(): string {
  try {
    return userInfo().username
  } catch {
    return String(process.getuid?.() ?? 'unknown')
  }
}

/** The value of a result; a refusal makes the command fail with its details. */
export function must<T>(result: Result<T>): T {
  if (result.ok) return result.value
  throw new CommandFailure(explain(result.refusal))
}

/** How somebody at a terminal gets on. */
const REMEDIES: Readonly<Record<Remedy, string>> = {
  list_platforms: '"platform list" lists them.',
  list_programmes: '"maintenance programmes" lists them.',
  list_incidents: 'Its id is in the address of its page, and /history/ leads to all.',
  list_maintenance: 'Its id is in the address of its page, and /maintenance/ leads to all.',
  leave_out_until: 'Leave out --until.',
}

function explain(refusal: Refusal): string {
  const { kind, fields = [] } = refusal
  if (fields.length === 0) return inWordsOf(REMEDIES, refusal)
  // Nothing that was typed is in conflict by itself, so that no option is named.
  const place = (pointer: string) => (kind === 'conflict' ? '' : `${pointer}: `)
  return fields.map((field) => `${place(field.pointer)}${inWordsOf(REMEDIES, field)}`).join('\n')
}

/** Does something that nothing else may work beside with this `DATA_DIR`, or the folder that `where` names; throws `CommandFailure` if something does. */
export async function withoutServer(
  config: Pick<Config, 'dataDir' | 'databaseUrl'>,
  work: () => Promise<void>,
  where = 'this DATA_DIR',
): Promise<void> {
  const hold = tryHold(config, Date.now())
  if (!hold) throw new CommandFailure(`A server is running with ${where} (${holderOf(config)}). Stop it first.`)
  const lock = lockPublishing(config.dataDir)
  try {
    if (!lock) throw new CommandFailure(`A server is running with ${where}, or a command. Stop it, or wait for it.`)
    await work()
  } finally {
    lock?.release()
    hold.release()
  }
}
