import { userInfo } from 'node:os'
import { migrateAt, pending } from '../../db/migrate.ts'
import { openDatabase } from '../../db/open.ts'
import type { Db } from '../../db/schema/index.ts'
import type { ActionContext } from '../actions/context.ts'
import { databaseLocation } from '../boot/installation.ts'
import { unlock, unlockIfBound } from '../boot/secret-key.ts'
import { type Config, loadConfig } from '../config/index.ts'
import type { Refusal, Result } from '../domain/refusal.ts'
import { lockPublishing } from '../publish/engine/lock.ts'
import { CommandFailure } from './exit.ts'

export interface Session {
  config: Config
  db: Db
  /** A context with all rights: whoever can open the database can do everything anyway. */
  act(): ActionContext
}

/** A command needs few connections, beside those of the servers. */
const POOL = 2

/** Opens the database for one command, migrating it if needed, and closes it afterwards. */
export function withSession<T>(work: (session: Session) => Promise<T>): Promise<T> {
  return session(work, (db, config) => unlock(db, config, { actor: actor().name, now: Date.now() }))
}

/** The same for commands that record nothing: they make no secret key, but refuse a wrong one. */
export function withReadingSession<T>(work: (session: Session) => Promise<T>): Promise<T> {
  return session(work, unlockIfBound)
}

async function session<T>(
  work: (session: Session) => Promise<T>,
  unlocking: (db: Db, config: Config) => Promise<unknown>,
): Promise<T> {
  const config = loadConfig()
  const location = databaseLocation(config)
  const db = openDatabase({ ...location, poolSize: POOL })
  try {
    if ((await pending(db)).length > 0) await migrateAt(location)
    await unlocking(db, config)
    return await work({ config, db, act: () => ({ db, plan: config.plan, actor: actor(), now: Date.now() }) })
  } finally {
    await db.destroy()
  }
}

/** Who works at this terminal. */
export function actor() {
  return { name: `cli/${userInfo().username}`, role: 'admin' } as const
}

/** The value of a result; a refusal makes the command fail with its details. */
export function must<T>(result: Result<T>): T {
  if (result.ok) return result.value
  throw new CommandFailure(explain(result.refusal))
}

function explain({ detail, fields }: Refusal): string {
  if (!fields || fields.length === 0) return detail
  return fields.map((field) => `${field.pointer}: ${field.detail}`).join('\n')
}

/** Does something that no server with this `DATA_DIR` may run beside; throws `CommandFailure` if one does. */
export async function withoutServer({ dataDir }: Pick<Config, 'dataDir'>, work: () => Promise<void>): Promise<void> {
  const lock = lockPublishing(dataDir)
  if (!lock) throw new CommandFailure('A server is running with this DATA_DIR. Stop it first.')
  try {
    await work()
  } finally {
    lock.release()
  }
}
