import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { rawConnection } from '../support/process/raw-connection.ts'
import { startServer } from '../support/process/server.ts'

test('a client that does not finish its request, or does not read its answer, is ended in 30 and 60 seconds', async () => {
  const { url } = await startServer({ env: { SEED: 'demo' } })
  const began = performance.now()
  const took = () => (performance.now() - began) / 1_000
  const unfinished = rawConnection(url)
  unfinished.send(
    'POST /api/v1/subscriptions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{',
  )
  const dripping = setInterval(() => unfinished.send(' '), 5_000)
  const unread = rawConnection(url, { reading: false })
  unread.send('GET /api/v1/openapi.json HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(2_000))
  expect(await unfinished.ended).toMatch(/^HTTP\/1\.1 408 /)
  clearInterval(dripping)
  expect(took()).toBeGreaterThan(29)
  expect(took()).toBeLessThan(33)
  await wait(Math.max(0, 66_000 - 1_000 * took()))
  unread.read()
  const read = await unread.ended
  // It was ended long before everything that was asked for had been sent.
  expect(read.split('HTTP/1.1 ').length).toBeLessThan(1_000)
  expect(took()).toBeLessThan(75)
})
