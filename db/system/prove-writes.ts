import { messageOf } from '../../server/lib/error-code.ts'
import { refusals, write } from '../open.ts'
import type { Db, Trx } from '../schema/index.ts'
import { takeWriterLock } from '../writer-lock.ts'
import { replaceSetting } from './settings.ts'

const NAME = 'last_proof'
/** More than an update needs: on an almost full disk a few bytes may fit when nothing else does. */
const AMPLE = 'x'.repeat(128 * 1024)

/** Checks that the database takes posts (large ones after a refusal), and that nobody keeps the lock they need; rejects if not. */
export async function proveWrites(db: Db, now: number): Promise<void> {
  try {
    if (refusals.has(db)) await write(db, (trx) => replace(trx, AMPLE))
    await write(db, (trx) => replace(trx, String(now)))
    refusals.delete(db)
  } catch (error) {
    if (!refusals.has(db)) refusals.set(db, messageOf(error))
    throw error
  }
}

async function replace(trx: Trx, value: string): Promise<void> {
  await takeWriterLock(trx)
  await replaceSetting(trx, NAME, value)
}
