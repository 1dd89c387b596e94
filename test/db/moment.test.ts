import { expect, test } from 'vitest'
import { readPostgresTime } from '../../db/delivery/moment.ts'
import { write } from '../../db/open.ts'
import { onPostgres } from '../support/database.ts'

onPostgres('the clock of PostgreSQL', (fresh) => {
  test('goes on within a transaction: who had to wait for a lock does not lease by the time before', async () => {
    const { db } = await fresh()
    await write(db, async (trx) => {
      const before = await readPostgresTime(trx)
      await expect.poll(() => readPostgresTime(trx)).toBeGreaterThan(before)
    })
  })
})
