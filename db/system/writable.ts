import { write } from '../open.ts'
import type { Db } from '../schema/index.ts'
import { takeWriterLock } from '../writer-lock.ts'
import { replaceSetting } from './settings.ts'

class Undone extends Error {}

/** Writes as a post would, in a transaction that is rolled back; rejects if the database takes no writes. */
export async function proveRollback(db: Db): Promise<void> {
  const attempt = write(db, async (trx) => {
    await takeWriterLock(trx)
    await replaceSetting(trx, 'last_proof', 'doctor')
    throw new Undone()
  })
  await attempt.catch((error) => {
    if (!(error instanceof Undone)) throw error
  })
}
