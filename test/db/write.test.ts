import Sqlite from 'better-sqlite3'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { appendEvent } from '../../db/delivery/events.ts'
import { openDatabase, write } from '../../db/open.ts'
import type { Db } from '../../db/schema/index.ts'
import { takeWriterLock } from '../../db/writer-lock.ts'
import { isDiskFull } from '../../server/lib/error-code.ts'
import { START } from '../support/clock.ts'
import { onEachDatabase, onPostgres, sqliteFile, sqliteInMemory } from '../support/database.ts'

onEachDatabase('writing', (fresh, freshFile) => {
  test('keeps all of it or nothing', async () => {
    const { db } = await fresh()
    const half = write(db, async (trx) => {
      await trx.insertInto('settings').values({ name: 'half', value: 'done' }).execute()
      throw new Error('out of coffee')
    })
    await expect(half).rejects.toThrow('out of coffee')
    expect(await settings(db)).toEqual([])
  })

  test('gives up at once on what trying again cannot mend', async () => {
    const { db } = await fresh()
    let attempts = 0
    const twice = write(db, async (trx) => {
      attempts += 1
      await trx.insertInto('settings').values({ name: 'same', value: '1' }).execute()
      await trx.insertInto('settings').values({ name: 'same', value: '2' }).execute()
    })
    await expect(twice).rejects.toThrow(/unique/i)
    expect(attempts).toBe(1)
  })

  test('numbers events without a gap, in the order of their commits, from several connections at once', async () => {
    const { db, location } = await freshFile()
    const other = openDatabase(location)
    try {
      const numbers = await Promise.all(Array.from({ length: 30 }, (_, n) => publish(n % 2 ? db : other)))
      expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, n) => n + 1))
    } finally {
      await other.destroy()
    }
  })

  test('reads its own work, then adds to it, while others do the same', async () => {
    const { db, location } = await freshFile()
    const other = openDatabase(location)
    await db.insertInto('settings').values({ name: 'count', value: '0' }).execute()
    try {
      await Promise.all(Array.from({ length: 20 }, (_, n) => increment(n % 2 ? db : other)))
      expect(await settings(db)).toEqual([{ name: 'count', value: '20' }])
    } finally {
      await other.destroy()
    }
  })
})

onPostgres('a connection that PostgreSQL drops in the middle of a transaction', (fresh) => {
  test('fails it, and nothing else', async () => {
    const { db } = await fresh()
    const dropped = write(db, async (trx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx)
      await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(db)
      await expect.poll(() => sql`select 1`.execute(trx).catch(() => 'gone')).toBe('gone')
      await trx.insertInto('settings').values({ name: 'half', value: 'done' }).execute()
    })
    await expect(dropped).rejects.toThrow()
    expect(await settings(db)).toEqual([])
  })
})

test('a full disk is told as one, although SQLite has rolled back by itself', async () => {
  const { db } = await sqliteInMemory()
  await sql`pragma max_page_count = 1`.execute(db)
  const full = write(db, (trx) =>
    trx
      .insertInto('settings')
      .values({ name: 'large', value: 'x'.repeat(10_000_000) })
      .execute(),
  )
  await expect(full).rejects.toSatisfy(isDiskFull)
  expect(await settings(db)).toEqual([])
})

describe('while another process holds the lock of the SQLite file', () => {
  test('a writer waits without stopping everything else, and then succeeds', async () => {
    const { db, location, close } = await sqliteFile()
    if (!('file' in location)) throw new Error('not a file')
    const other = new Sqlite(location.file)
    try {
      other.exec("begin immediate; insert into settings (name, value) values ('theirs', '1')")
      const ours = write(db, (trx) => trx.insertInto('settings').values({ name: 'ours', value: '1' }).execute())
      // SQLite itself would stand still for five seconds.
      expect(await longestStandstill(300)).toBeLessThan(4_000)
      expect(await settings(db)).toEqual([])
      other.exec('commit')
      await ours
      expect((await settings(db)).map(({ name }) => name)).toEqual(['ours', 'theirs'])
    } finally {
      other.close()
      await close()
    }
  })

  test('readers see the last finished state', async () => {
    const { db, location, close } = await sqliteFile()
    if (!('file' in location)) throw new Error('not a file')
    const other = new Sqlite(location.file)
    try {
      other.exec("insert into settings (name, value) values ('done', '1'); begin immediate; delete from settings")
      expect(await settings(db)).toEqual([{ name: 'done', value: '1' }])
    } finally {
      other.close()
      await close()
    }
  })
})

/** Those of the test: the database knows its key by one more. */
const settings = (db: Db) =>
  db.selectFrom('settings').selectAll().where('name', 'not like', 'secret-key%').orderBy('name').execute()

function publish(db: Db): Promise<number> {
  return write(db, async (trx) => {
    await takeWriterLock(trx)
    return appendEvent(trx, { kind: 'platform.changed', at: START })
  })
}

/** Read, think, write: what a lock that comes too late would get wrong. */
function increment(db: Db): Promise<void> {
  return write(db, async (trx) => {
    await takeWriterLock(trx)
    const { value } = await trx.selectFrom('settings').selectAll().where('name', '=', 'count').executeTakeFirstOrThrow()
    await sql`select 1`.execute(trx)
    await trx
      .updateTable('settings')
      .set({ value: `${Number(value) + 1}` })
      .execute()
  })
}

/** Watches the event loop for `ms`; answers the longest time it stood still. */
async function longestStandstill(ms: number): Promise<number> {
  const begin = performance.now()
  let longest = 0
  for (let last = begin; last - begin < ms; ) {
    await new Promise((resolve) => setTimeout(resolve, 1))
    longest = Math.max(longest, performance.now() - last)
    last = performance.now()
  }
  return longest
}
