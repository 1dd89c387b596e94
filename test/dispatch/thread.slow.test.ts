import { expect, onTestFinished, test, vi } from 'vitest'
import { startDispatchThread } from '../../server/dispatch/thread/thread.ts'
import type { MetricName } from '../../server/lib/metrics/catalogue.ts'
import { onEachDatabase, sqliteFile, sqliteInMemory } from '../support/database.ts'
import { type LogLine, testDispatcher } from '../support/dispatch/dispatcher.ts'
import { providerFault } from '../support/outside/mail-provider.ts'
import { faultsInTurn } from '../support/outside/stand-in.ts'
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
    const measured = (name: MetricName) => thread.status().measures[name]
    const labels = { channel: 'email', lane: 'email' }
    const settled = (result: string, value: number) => ({ labels: { ...labels, result }, value })
    await expect.poll(async () => (await dispatch.deliveries())[0]?.state).toBe('failed')
    const under = [{ labels, value: 0 }]
    await expect.poll(() => measured('messages_under_way')).toEqual(under)
    await expect.poll(() => measured('messages_total')).toEqual([settled('sent', 0), settled('failed', 1)])
    expect([thread.status().problems, measured('dispatcher_lane_held_back')]).toEqual([[], [{ labels, value: 0 }]])
    dispatch.mail.fault = faultsInTurn(providerFault(429, 'rate_limit_exceeded', 600))
    await dispatch.post()
    thread.nudge()
    await expect.poll(() => measured('dispatcher_lane_held_back')).toEqual([{ labels, value: 1 }])
    await thread.stop()
    expect(lines).toMatchObject([
      { level: 'warn', text: 'delivery failed', fields: { why: 'Resend: Invalid `to` field.' } },
      { level: 'info', text: 'circuit open: the provider asked us to wait' },
    ])
    await dispatch.post()
    expect(dispatch.mail.requests).toHaveLength(2)
  })
})

test('the dispatcher’s thread is started again when it dies, and its silence is told', async () => {
  const dispatch = await testDispatcher((await sqliteInMemory()).db)
  const died: string[] = []
  const log = { info: () => {}, warn: () => {}, error: (_: object, text: string) => void died.push(text) }
  const { location, close } = await sqliteFile()
  onTestFinished(close)
  // Without a key there is no way to the provider: it dies as soon as it begins.
  const mail = { kind: 'resend', apiKey: '' } as const
  const thread = startDispatchThread({ ...dispatch.config, mail, location }, log)
  await expect.poll(() => died.length, { timeout: 30_000 }).toBeGreaterThanOrEqual(2)
  expect(new Set(died)).toEqual(new Set(['dispatcher thread died; restarting it']))
  const later = vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 60_000)
  onTestFinished(() => later.mockRestore())
  expect(thread.status().problems).toMatchObject([expect.stringMatching(/^no heartbeat for \d+ s$/)])
  await thread.stop()
})
