import { expect, test } from 'vitest'
import { createAuditWatch } from '../../server/boot/audit-watch.ts'
import { disarm, record } from '../support/audit.ts'
import { onEachDatabase } from '../support/database.ts'

onEachDatabase('the watch on the audit trail', (fresh) => {
  test('logs the last entry when there is a new one, and what has vanished', async () => {
    const { db } = await fresh()
    const said: [level: string, entry: unknown][] = []
    const logger = (level: string) => (fields: { entry?: unknown }) => void said.push([level, fields.entry])
    const look = createAuditWatch(db, { info: logger('info'), error: logger('error') } as never)
    await look()
    for (const actor of ['Rosa', 'Lee']) await record(db, actor, 'incident.update')
    await look()
    await look()
    expect(said).toEqual([['info', 2]])
    await disarm(db)
    await db.deleteFrom('audit').where('id', '=', 2).execute()
    await look()
    expect(said.slice(1)).toEqual([
      ['error', 2],
      ['info', 1],
    ])
  })
})
