import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'

export interface Lock {
  release(): void
}

/** Takes the right to publish for a `DATA_DIR`, or returns null while another process (or publisher) has it. */
export function lockPublishing(dataDir: string): Lock | null {
  return tryLock(join(dataDir, 'publisher.lock'))
}

/**
 * Takes the right to write a folder, or returns null while another process (or publisher) has it. The operating system
 * gives it back when its holder ends, however it ends.
 */
export function tryLock(file: string): Lock | null {
  // Whoever could read it could hold it.
  closeSync(openSync(file, 'a', 0o600))
  const handle = new Sqlite(file, { timeout: 0 })
  try {
    handle.exec('begin exclusive')
  } catch (error) {
    handle.close()
    if (error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY')) return null
    throw error
  }
  return { release: () => void handle.close() }
}
