import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import type { Config } from '../../config/index.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import { isDiskFull } from '../../lib/error-code.ts'
import { type Lock, tryLock } from '../../publish/engine/lock.ts'

type Folder = Pick<Config, 'dataDir' | 'databaseUrl'>

/** Another server has the SQLite database; the message is for the operator. */
export class AnotherServer extends Error {}

/**
 * Holds a SQLite database for one server, until it releases it or ends, however it ends: it is the operating system's
 * lock. PostgreSQL takes several servers, which need none. Throws `AnotherServer`.
 */
function holdDatabase(folder: Folder, now: Instant): Lock {
  const lock = tryHold(folder, now)
  if (lock) return lock
  throw new AnotherServer(
    `Another server, or a restore, has the SQLite database in ${folder.dataDir}: ${holderOf(folder)}. Stop that one first, or set another DATA_DIR. Several servers can share a PostgreSQL database (DATABASE_URL).`,
  )
}

/** Holds the database now, or with `take` where the disk is too full for it. Throws `AnotherServer`. */
export function holding(folder: Folder, clock: () => Instant): Lock & { take(): void } {
  let lock: Lock | null = null
  const take = () => {
    lock ??= holdDatabase(folder, clock())
  }
  try {
    take()
  } catch (error) {
    if (!isDiskFull(error)) throw error
  }
  return { take, release: () => lock?.release() }
}

/** `holdDatabase`, or null while another has it. */
export function tryHold({ dataDir, databaseUrl }: Folder, now: Instant): Lock | null {
  if (databaseUrl) return { release: () => {} }
  mkdirSync(dataDir, { recursive: true })
  const lock = tryLock(lockFile(dataDir))
  if (!lock) return null
  const holder = `process ${process.pid} on ${hostname()}, since ${new Date(now).toISOString()}`
  try {
    // What is locked cannot be read by others.
    writeFileSync(holderFile(dataDir), `${holder}\n`, { mode: 0o600 })
  } catch (error) {
    // Words alone: on a full disk the lock holds without them.
    if (!isDiskFull(error)) {
      lock.release()
      throw error
    }
  }
  return lock
}

/** Has any server ever held the SQLite database in this folder? */
export function wasHeld({ dataDir }: Pick<Folder, 'dataDir'>): boolean {
  return existsSync(lockFile(dataDir))
}

/** Who has it, in words. Says nothing of whether anybody does. */
export function holderOf({ dataDir }: Pick<Folder, 'dataDir'>): string {
  try {
    return readFileSync(holderFile(dataDir), 'utf8').trim()
  } catch {
    return 'an unknown process'
  }
}

function lockFile(dataDir: string): string {
  return join(dataDir, 'server.lock')
}

function holderFile(dataDir: string): string {
  return join(dataDir, 'server.holder')
}
