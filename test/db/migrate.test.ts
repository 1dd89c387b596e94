import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { migrate, pending, SchemaTooNew } from '../../db/migrate.ts'
import { migrations } from '../../db/migrations/index.ts'
import { openDatabase } from '../../db/open.ts'
import type { Db } from '../../db/schema/index.ts'
import { onEachEmptyDatabase } from '../support/database.ts'

const everything = Object.keys(migrations).sort()

test('migrations are listed in the order of their numbers', () => {
  expect(Object.keys(migrations)).toEqual(everything)
})

onEachEmptyDatabase('migrating', (empty) => {
  test('brings an empty database up to date, and knows before what it will do', async () => {
    const { db } = await empty()
    expect(await pending(db)).toEqual(everything)
    expect(await migrate(db)).toEqual(everything)
    expect(await pending(db)).toEqual([])
  })

  test('a second time does nothing', async () => {
    const { db } = await empty()
    await migrate(db)
    await db.insertInto('settings').values({ name: 'kept', value: 'yes' }).execute()
    expect(await migrate(db)).toEqual([])
    expect(await db.selectFrom('settings').select('value').execute()).toEqual([{ value: 'yes' }])
  })

  test('is done once when two processes start at the same time', async () => {
    const database = await empty()
    const other = openDatabase(database.location)
    try {
      const done = await Promise.all([migrate(database.db), migrate(other)])
      expect(done.flat()).toEqual(everything)
    } finally {
      await other.destroy()
    }
  })

  test('refuses a database that a newer program wrote, says what to do, and leaves it alone', async () => {
    const { db } = await empty()
    await writtenByNewer(db)
    const refusal = migrate(db)
    await expect(refusal).rejects.toThrow(SchemaTooNew)
    await expect(refusal).rejects.toThrow(
      'The database was written by a newer Signalpost (unknown migrations: 9999-tomorrow). Start that version, or restore a backup made by this one.',
    )
    const { rows } = await sql`select name from kysely_migration where name = '9999-tomorrow'`.execute(db)
    expect(rows).toHaveLength(1)
  })
})

async function writtenByNewer(db: Db): Promise<void> {
  await migrate(db)
  await sql`insert into kysely_migration (name, timestamp) values ('9999-tomorrow', '2099-01-01T00:00:00Z')`.execute(db)
}
