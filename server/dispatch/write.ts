import { setTimeout as wait } from 'node:timers/promises'
import { isPostgres } from '../../db/dialect.ts'
import { write } from '../../db/open.ts'
import type { Db, Trx } from '../../db/schema/index.ts'

export type Write = <T>(work: (trx: Trx) => Promise<T>) => Promise<T>

/** The longest that the lock is left alone, in milliseconds. */
const LONGEST_PAUSE = 20

/**
 * The dispatcher's transactions. SQLite has one lock for all writers, so they come one at a time, and after each the
 * lock is left alone for as long as it was held: a post gets in between, however many are to be told. PostgreSQL needs
 * none of that.
 */
export function politeWriter(db: Db): Write {
  if (isPostgres(db)) return (work) => write(db, work)
  let turn: Promise<unknown> = Promise.resolve()
  return (work) => {
    const mine = turn.then(() => write(db, work))
    turn = turn.then(async () => {
      const began = performance.now()
      await mine.catch(() => {})
      await wait(Math.min(LONGEST_PAUSE, performance.now() - began))
    })
    return mine
  }
}
