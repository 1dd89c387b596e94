import { refusals, write } from '../open.ts'
import type { Db } from '../schema/index.ts'
import { replaceSetting } from './settings.ts'

const NAME = 'last_proof'
/** More than an update needs: on an almost full disk a few bytes may fit when nothing else does. */
const AMPLE = 'x'.repeat(128 * 1024)

/** Checks that the database accepts writes, and after a refusal that it accepts large ones; rejects if not. */
export async function proveWrites(db: Db, now: number): Promise<void> {
  try {
    if (refusals.has(db)) await write(db, (trx) => replaceSetting(trx, NAME, AMPLE))
    await write(db, (trx) => replaceSetting(trx, NAME, String(now)))
    refusals.delete(db)
  } catch (error) {
    if (!refusals.has(db)) refusals.set(db, error instanceof Error ? error.message : String(error))
    throw error
  }
}
