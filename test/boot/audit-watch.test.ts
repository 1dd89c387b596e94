import { expect, test } from 'vitest'
import { createAuditWatch } from '../../server/boot/audit-watch.ts'
import { disarm, record } from '../support/audit.ts'
import { onEachDatabase } from '../support/database.ts'

type Line = Record<string, unknown>

onEachDatabase('the watch on the audit trail', (fresh) => {
  test('logs each act once, with who, what and when, and what has vanished', async () => {
    const { db } = await fresh()
    const lines: Line[] = []
    const logger = (level: string) => (fields: Line, text: string) => void lines.push({ level, text, ...fields })
    const look = createAuditWatch(db, { info: logger('info'), error: logger('error') } as never)
    await look()
    for (const actor of ['token/desk', 'cli/rosa']) await record(db, actor, 'incident.update')
    await look()
    await look()
    const acted = { level: 'info', text: 'audit trail: new entry', action: 'incident.update' }
    const at = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
    expect(lines).toEqual([
      { ...acted, actor: 'token/desk', object: expect.any(String), at, entry: 1, hash: expect.any(String) },
      { ...acted, actor: 'cli/rosa', object: expect.any(String), at, entry: 2, hash: expect.any(String) },
    ])
    await disarm(db)
    await db.deleteFrom('audit').where('id', '=', 2).execute()
    await look()
    expect(lines.slice(2)).toMatchObject([
      { level: 'error', entry: 2 },
      { level: 'info', text: 'audit trail: last entry', entry: 1 },
    ])
  })

  test('begins with the last entry alone, however long the trail is', async () => {
    const { db } = await fresh()
    for (const actor of ['token/desk', 'cli/rosa']) await record(db, actor, 'incident.update')
    const lines: Line[] = []
    const info = (fields: Line, text: string) => void lines.push({ text, ...fields })
    await createAuditWatch(db, { info, error: info } as never)()
    expect(lines).toMatchObject([{ text: 'audit trail: last entry', entry: 2 }])
  })
})
