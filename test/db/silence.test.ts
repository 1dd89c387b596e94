import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openDatabase, wasRolledBack, write } from '../../db/open.ts'
import { OutcomeUnknown, type Patience } from '../../db/postgres.ts'
import type { Db } from '../../db/schema/index.ts'
import { readSetting, replaceSetting } from '../../db/system/settings.ts'
import { takeWriterLock } from '../../db/writer-lock.ts'
import { isDatabaseAway, isLocked } from '../../server/lib/error-code.ts'
import { onPostgres } from '../support/database.ts'
import { networkTo } from '../support/outside/network.ts'

/** The real ones in a tenth of the time. */
const SHORT: Patience = { connect: 1_000, lock: 600, statement: 800, idle: 800, silence: 1_000 }
const SOON = 8_000

onPostgres('a network that loses PostgreSQL', (fresh) => {
  const through = async (patience: Partial<Patience> = {}) => {
    const { db: straight, location } = await fresh()
    if (!('url' in location)) throw new Error('not PostgreSQL')
    const network = await networkTo(location.url)
    const db = openDatabase({ url: network.url, patience: { ...SHORT, ...patience } })
    return { db, straight, network, [Symbol.asyncDispose]: () => db.destroy() }
  }

  test('without a word is given up in the middle of a transaction, which then holds nobody up; the next one goes through', async () => {
    await using way = await through()
    const { db, straight, network } = way
    const lost = write(db, async (trx) => {
      await takeWriterLock(trx)
      network.silence()
      await replaceSetting(trx, 'lost', 'yes')
    })
    await expect(within(SOON, lost)).rejects.toSatisfy(isDatabaseAway)
    await within(SOON, keep(straight, 'theirs'))
    await network.mend()
    await within(SOON, keep(db, 'ours'))
    expect(await settings(straight)).toEqual(['ours', 'theirs'])
  })

  test('without a word ends every wait: for an answer, for a new connection, for one of the pool', async () => {
    await using way = await through()
    const { db, network } = way
    await sql`select 1`.execute(db)
    network.silence()
    const asked = Array.from({ length: 30 }, () => sql`select 1`.execute(db))
    for (const one of await within(SOON, Promise.allSettled(asked)))
      expect(one).toMatchObject({ status: 'rejected', reason: expect.toSatisfy(isDatabaseAway) })
    await network.mend()
    await within(SOON, sql`select 1`.execute(db))
  })

  test('at the commit leaves it unknown whether that was kept, and says so', async () => {
    await using way = await through()
    const { db, network } = way
    const begun = write(db, async (trx) => {
      await replaceSetting(trx, 'perhaps', 'yes')
      network.silence()
    })
    await expect(within(SOON, begun)).rejects.toThrow(OutcomeUnknown)
  })

  test('by resetting or refusing it is told as such, and nothing is left behind', async () => {
    await using way = await through()
    const { db, network, straight } = way
    const reset = write(db, async (trx) => {
      await replaceSetting(trx, 'half', 'yes')
      network.reset()
      await replaceSetting(trx, 'half', 'no')
    })
    await expect(within(SOON, reset)).rejects.toSatisfy(isDatabaseAway)
    await network.refuse()
    await expect(within(SOON, keep(db, 'refused'))).rejects.toSatisfy(isDatabaseAway)
    await network.mend()
    await keep(db, 'mended')
    expect(await settings(straight)).toEqual(['mended'])
  })

  test('is not confused with one that is slow', async () => {
    await using way = await through({ connect: 4_000 })
    const { db, network } = way
    network.delay(60)
    await within(SOON, keep(db, 'slow'))
    expect(await readSetting(db, 'slow')).toBe('yes')
  })
})

onPostgres('a commit that PostgreSQL does not take', (fresh) => {
  /** The statement runs while the transaction is committed. */
  const committing = async (statement: string): Promise<unknown> => {
    const { db } = await fresh()
    return write(db, async (trx) => {
      await sql`create temporary table late (n int) on commit drop`.execute(trx)
      await sql
        .raw(`create function pg_temp.late() returns trigger language plpgsql as $$ begin ${statement}; end $$`)
        .execute(trx)
      await sql`create constraint trigger late after insert on late deferrable initially deferred
        for each row execute function pg_temp.late()`.execute(trx)
      await sql`insert into late values (1)`.execute(trx)
    }).catch((error: unknown) => error)
  }

  test('because of what was written was surely undone', async () => {
    const error = await committing("raise exception 'no'")
    expect(error).not.toBeInstanceOf(OutcomeUnknown)
    expect(wasRolledBack(error)).toBe(true)
  })

  test('because it ends the connection may have been taken', async () => {
    const error = await committing('perform pg_terminate_backend(pg_backend_pid())')
    expect(error).toBeInstanceOf(OutcomeUnknown)
    expect(wasRolledBack(error)).toBe(false)
  })
})

onPostgres('a process that stands still in the middle of a transaction', (fresh) => {
  test('keeps the lock of all writers for a while, not for ever', async () => {
    const { db, location } = await fresh()
    if (!('url' in location)) throw new Error('not PostgreSQL')
    const frozen = openDatabase({ ...location, patience: { ...SHORT, silence: 60_000 } })
    const hasty = openDatabase({ ...location, patience: { ...SHORT, lock: 50 } })
    const { promise: held, resolve: takes } = Promise.withResolvers<void>()
    const { promise: thawed, resolve: thaw } = Promise.withResolvers<void>()
    const its = write(frozen, async (trx) => {
      await takeWriterLock(trx)
      takes()
      await thawed
      await replaceSetting(trx, 'its', 'yes')
    })
    const told = expect(its).rejects.toSatisfy(isDatabaseAway)
    await held
    await expect(keep(hasty, 'hasty')).rejects.toSatisfy(isLocked)
    await expect.poll(() => keep(db, 'ours').then(() => 'kept'), { timeout: SOON }).toBe('kept')
    thaw()
    await told
    expect(await settings(db)).toEqual(['ours'])
    await frozen.destroy()
    await hasty.destroy()
  })
})

const keep = (db: Db, name: string) =>
  write(db, async (trx) => {
    await takeWriterLock(trx)
    await replaceSetting(trx, name, 'yes')
  })

const settings = async (db: Db) =>
  (await db.selectFrom('settings').select('name').where('value', '=', 'yes').orderBy('name').execute()).map(
    ({ name }) => name,
  )

test.each([
  ['a refused connection', Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }), true],
  ['a standby that only reads', Object.assign(new Error('read-only'), { code: '25006' }), true],
  ['a statement that took too long', Object.assign(new Error('canceling'), { code: '57014' }), true],
  ['a pool without a free connection', new Error('timeout exceeded when trying to connect'), true],
  ['a connection that was cut', new Error('Connection terminated unexpectedly'), true],
  ['a violated constraint', Object.assign(new Error('duplicate key'), { code: '23505' }), false],
  ['a fault of ours', new TypeError('x is not a function'), false],
])('%s is told from what is wrong with a statement', (_, error, isAway) => {
  expect(isDatabaseAway(error)).toBe(isAway)
})

/** What takes longer than that counts as never. */
function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error(`not within ${ms} ms`)), ms)
  return Promise.race([work, promise]).finally(() => clearTimeout(timer))
}
