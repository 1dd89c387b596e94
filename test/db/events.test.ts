import { expect, test } from 'vitest'
import { appendEvent, eventsAfter } from '../../db/delivery/events.ts'
import { write } from '../../db/open.ts'
import { START } from '../support/clock.ts'
import { onEachDatabase } from '../support/database.ts'

onEachDatabase('events', (fresh) => {
  test('are read in order, a few at a time, each once', async () => {
    const { db } = await fresh()
    for (let n = 0; n < 5; n++) await write(db, (trx) => appendEvent(trx, { kind: 'platform.changed', at: START + n }))
    const read = async (cursor: number) => (await eventsAfter(db, cursor, 2)).map(({ id }) => id)
    expect([await read(0), await read(2), await read(4), await read(5)]).toEqual([[1, 2], [3, 4], [5], []])
  })

  test('are not urgent, told to nobody and about nothing unless somebody says so', async () => {
    const { db } = await fresh()
    await write(db, (trx) => appendEvent(trx, { kind: 'platform.changed', at: START }))
    const event = await db.selectFrom('events').selectAll().executeTakeFirstOrThrow()
    expect(event).toMatchObject({ rank: 1, notify: 0, notice: null, incident_id: null, maintenance_id: null })
  })
})
