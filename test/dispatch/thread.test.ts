import { expect, test } from 'vitest'
import { startDispatchThread } from '../../server/dispatch/thread.ts'
import { onEachDatabase } from '../support/database.ts'
import { type LogLine, openNewsroom } from '../support/dispatch/dispatcher.ts'
import { ALICE } from '../support/people.ts'

onEachDatabase('the dispatcher’s thread', (_, freshFile) => {
  test('tells what was posted, reports how it is, and stops in order', async () => {
    const { db, location } = await freshFile()
    const room = await openNewsroom(db)
    room.clock.set(Date.now())
    await room.followByMail(ALICE)
    const lines: LogLine[] = []
    const log = (level: LogLine['level']) => (fields: object, text: string) => void lines.push({ level, fields, text })
    const thread = startDispatchThread(
      { ...room.config, location },
      { info: log('info'), warn: log('warn'), error: log('error') },
    )
    room.mail.refuse = () => 'Invalid `to` field.'
    await room.post()
    thread.nudge()
    const counted = () => thread.status().gauges.dispatcher_deliveries_under_way
    await expect.poll(async () => (await room.deliveries())[0]?.state, { timeout: 10_000 }).toBe('failed')
    await expect.poll(() => [thread.status().problems, counted()], { timeout: 5_000 }).toEqual([[], 0])
    await thread.stop()
    expect(lines).toMatchObject([
      { level: 'warn', text: 'a delivery failed', fields: { why: 'Resend: Invalid `to` field.' } },
    ])
    await room.post()
    expect(room.mail.requests).toHaveLength(1)
  })
})
