import { sql } from 'kysely'
import { isPostgres } from '../dialect.ts'
import { write } from '../open.ts'
import type { Db } from '../schema/index.ts'
import { takeWriterLock } from '../writer-lock.ts'
import { replaceSetting } from './settings.ts'

class Undone extends Error {}

/** More than a post needs: on an almost full disk a few bytes may fit when nothing else does. */
const AMPLE = 'x'.repeat(128 * 1024)
/** Pages that SQLite keeps of a transaction before it writes them to the disk. */
const FEW = 10

/** Writes as a post would, in a transaction that is rolled back; rejects if the database takes no writes. */
export async function proveRollback(db: Db): Promise<void> {
  const attempt = write(db, async (trx) => {
    await takeWriterLock(trx)
    // What fits into its memory SQLite would not write at all before it is rolled back.
    if (!isPostgres(trx)) await sql.raw(`pragma cache_size = ${FEW}`).execute(trx)
    await replaceSetting(trx, 'last_proof', AMPLE)
    throw new Undone()
  })
  await attempt.catch((error) => {
    if (!(error instanceof Undone)) throw error
  })
}
