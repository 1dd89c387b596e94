import { readPostgresTime } from '../../db/delivery/moment.ts'
import { isPostgres } from '../../db/dialect.ts'
import type { Db } from '../../db/schema/index.ts'
import type { Instant } from '../domain/vocabulary.ts'

/** The clock of this machine, and the one of the database that all instances share. */
export interface Clocks {
  db: Db
  /** Of this machine. */
  clock: () => Instant
  /** Milliseconds from some moment on, set by nobody. */
  stopwatch: () => number
}

/** The clock of PostgreSQL showed something from `from` to `to` when the answer came. */
interface SharedReading {
  from: Instant
  to: Instant
}

/** How far our clock may be off the database's, in milliseconds, before nothing is told, and before that starts again. */
const FAR_OFF = 2_000
const NEAR = 1_000

/** Asks PostgreSQL for the time: one query. */
export async function readShared({ db, stopwatch }: Pick<Clocks, 'db' | 'stopwatch'>): Promise<SharedReading> {
  const began = stopwatch()
  const from = await readPostgresTime(db)
  return { from, to: from + (stopwatch() - began) }
}

/** What is wrong with the clock here that shows `ours`; `before`: what was. Null: it can be relied on. */
export function clockProblem(ours: Instant, { from, to }: SharedReading, before: string | null): string | null {
  const off = ours - Math.min(to, Math.max(from, ours))
  if (Math.abs(off) <= (before === null ? FAR_OFF : NEAR)) return null
  const seconds = Math.round(Math.abs(off) / 100) / 10
  return (
    before ??
    `the clock here is ${seconds} s ${off > 0 ? 'ahead of' : 'behind'} the database's: nothing is told from here`
  )
}

/**
 * Compares the clock here with the database's whenever it is called: for what must not act by a clock that is wrong, not
 * even once. Says why it is not to be relied on, or null. With SQLite there is one clock, and nothing to wait for.
 */
export function comparing(clocks: Clocks): () => Promise<string | null> {
  const { db, clock } = clocks
  let problem: string | null = null
  return async () => {
    if (isPostgres(db)) {
      const shared = await readShared(clocks)
      problem = clockProblem(clock(), shared, problem)
    }
    return problem
  }
}
