import { expect, test } from 'vitest'
import { startDispatchThread } from '../../server/dispatch/thread.ts'
import { onEachDatabase } from '../support/database.ts'
import { type LogLine, testDispatcher } from '../support/dispatch/dispatcher.ts'
import { ALICE } from '../support/people.ts'

onEachDatabase('the dispatcher’s thread', (_, freshFile) => {
  test('tells what was posted, reports how it is, and stops in order', async () => {
    const { db, location } = await freshFile()
    const dispatch = await testDispatcher(db)
    dispatch.clock.set(Date.now())
    await dispatch.followByMail(ALICE)
    const lines: LogLine[] = []
    const log = (level: LogLine['level']) => (fields: object, text: string) => void lines.push({ level, fields, text })
    const thread = startDispatchThread(
      { ...dispatch.config, location },
      { info: log('info'), warn: log('warn'), error: log('error') },
    )
    dispatch.mail.refuse = () => 'Invalid `to` field.'
    await dispatch.post()
    thread.nudge()
    const counted = () => thread.status().gauges.dispatcher_deliveries_under_way
    await expect.poll(async () => (await dispatch.deliveries())[0]?.state, { timeout: 10_000 }).toBe('failed')
    await expect.poll(() => [thread.status().problems, counted()], { timeout: 5_000 }).toEqual([[], 0])
    await thread.stop()
    expect(lines).toMatchObject([
      { level: 'warn', text: 'delivery failed', fields: { why: 'Resend: Invalid `to` field.' } },
    ])
    await dispatch.post()
    expect(dispatch.mail.requests).toHaveLength(1)
  })
})
