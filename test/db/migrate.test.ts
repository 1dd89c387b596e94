import { expect, test } from 'vitest'
import { migrate, pending } from '../../db/migrate.ts'
import { onEachDatabase } from '../support/database.ts'

onEachDatabase('migrating', (fresh, freshFile) => {
  test('a second time does nothing', async () => {
    const { db } = await fresh()
    expect(await migrate(db)).toEqual([])
    expect(await pending(db)).toEqual([])
  })
  test('file', async () => {
    const { db, location } = await freshFile()
    expect(location).not.toBeNull()
    expect(await migrate(db)).toEqual([])
  })
})
