import { closeSync, openSync } from 'node:fs'
import { expect, test } from 'vitest'
import { startServer } from '../../support/process/server.ts'

const TOKEN = 'a-metrics-token-for-tests'
/** More lines than a pipe holds. */
const LINES = 2_500

/** A server that logs each request to where nothing can be written: it answers all the same, and ends when it is told to. */
async function logsTo(
  log: number | 'unread' | 'closed',
): Promise<{ dropped: number; code: number | null; ms: number }> {
  const server = await startServer({ log, env: { LOG_LEVEL: 'debug', METRICS_TOKEN: TOKEN } })
  for (let line = 0; line < LINES; line++) expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
  expect(await (await fetch(`${server.url}/readyz`)).json()).toEqual({ status: 'ready' })
  const metrics = await fetch(`${server.url}/metrics`, { headers: { authorization: `Bearer ${TOKEN}` } })
  const [, dropped] = /^signalpost_log_lines_dropped_total (\d+)$/m.exec(await metrics.text()) ?? []
  const began = performance.now()
  const code = await server.stop()
  return { dropped: Number(dropped), code, ms: performance.now() - began }
}

test.runIf(process.platform === 'linux')(
  'a log on a full disk stops nothing, and what is lost is counted',
  async () => {
    const full = openSync('/dev/full', 'a')
    const { dropped, code, ms } = await logsTo(full)
    closeSync(full)
    expect(dropped).toBeGreaterThan(LINES)
    expect([code, ms < 5_000]).toEqual([0, true])
  },
)

test('a log whose reader is gone stops nothing', async () => {
  const { dropped, code, ms } = await logsTo('closed')
  expect(dropped).toBeGreaterThan(LINES)
  expect([code, ms < 5_000]).toEqual([0, true])
})

test('a reader of what is printed who is gone stops nothing', async () => {
  const server = await startServer({ isUnread: true })
  await expect.poll(async () => (await fetch(`${server.url}/readyz`)).status).toBe(200)
  expect((await server.send('admin', 'POST', '/platforms', { id: 'fax', name: 'Fax', group: 'Voice' })).status).toBe(
    201,
  )
  expect(await server.stop()).toBe(0)
})

test('a log that nobody reads stops nothing', async () => {
  const { code, ms } = await logsTo('unread')
  expect([code, ms < 5_000]).toEqual([0, true])
})
