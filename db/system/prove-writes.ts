import { refusals, write } from '../open.ts'
import type { Db } from '../schema/index.ts'
import { replaceSetting } from './settings.ts'

const NAME = 'last_proof'
/** More than a post takes: on a disk that is almost full, a few bytes still fit where nothing else does. */
const AMPLE = 'x'.repeat(128 * 1024)

/** Finds out whether the database takes writes, and after a refusal whether it takes large ones; rejects if not. */
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
