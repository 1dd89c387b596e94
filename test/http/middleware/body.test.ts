import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { manageToken, unsubscribeToken } from '../../../server/lib/links.ts'
import { inputsOf } from '../../support/app/schemas.ts'
import { subscribe } from '../../support/app/subscribers.ts'
import { type TestApp, testApp } from '../../support/app/test-app.ts'
import { sqliteInMemory } from '../../support/database.ts'
import { ALICE } from '../../support/people.ts'

let app: TestApp
const server = createServer((incoming, outgoing) => void getRequestListener(app.hono.fetch)(incoming, outgoing))

beforeAll(async () => {
  app = await testApp((await sqliteInMemory()).db, { limits: { calls: { count: 1e6, per: 1 } } })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(null)))
})
afterAll(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

interface Sent {
  size: number
  chunked: boolean
  type?: string
  token?: string
}

/** The status of the answer to a body of so many blanks. */
function send(line: string, { size, chunked, type = 'application/json', token }: Sent): Promise<number | undefined> {
  const [method, path] = line.split(' ')
  const { port } = server.address() as AddressInfo
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': type,
      ...(token && { authorization: `Bearer ${token}` }),
      ...(!chunked && { 'content-length': String(size) }),
    }
    const call = request({ port, method, path, headers })
    call.on('response', (response) => resolve(response.resume().statusCode))
    // The server may hang up while we still write: what counts is its answer.
    call.on('error', (error) => ('code' in error && error.code === 'EPIPE' ? undefined : reject(error)))
    for (let left = size; left > 0; left -= 65_536) call.write(' '.repeat(Math.min(left, 65_536)))
    call.end()
  })
}

const KB = 1024
const FORM = 'application/x-www-form-urlencoded'

test.each([false, true])(
  '16 kB from anybody and 256 kB from staff are read, no more (in chunks: %s)',
  async (chunked) => {
    const id = await subscribe(app, ALICE)
    const doors = inputsOf(app.deps)
      .filter(({ name }) => name.endsWith(' body'))
      .map(({ name }) =>
        name
          .replace(' body', '')
          .replace(' ', ' /api/v1')
          .replaceAll(/\{\w+\}/g, 'x'),
      )
      .map((line) =>
        line.replace(
          '/subscriptions/x',
          `/subscriptions/${manageToken(app.deps.linkSecret, { id, linkGeneration: 0 })}`,
        ),
      )
    expect(doors.length).toBeGreaterThan(15)
    const open = doors.filter((line) => line.includes('/subscriptions'))
    for (const line of doors) {
      const [most, token] = open.includes(line) ? [16 * KB, undefined] : [256 * KB, app.tokens.admin]
      const statuses = [
        await send(line, { size: most, chunked, token }),
        await send(line, { size: most + 1, chunked, token }),
      ]
      expect([line, ...statuses]).toEqual([line, expect.any(Number), 413])
      expect(statuses[0]).not.toBe(413)
    }
  },
)

test.each([false, true])('a body is not read before the role is known (in chunks: %s)', async (chunked) => {
  const size = 300 * KB
  expect(await send('POST /api/v1/incidents', { size, chunked })).toBe(401)
  expect(await send('POST /api/v1/incidents', { size, chunked, token: 'stp_nobody' })).toBe(401)
  expect(await send('POST /api/v1/incidents', { size, chunked, token: app.tokens.reporter })).toBe(403)
})

test.each([false, true])('forms are at most 16 kB (in chunks: %s)', async (chunked) => {
  const id = await subscribe(app, ALICE)
  const [manage, stop] = [
    manageToken(app.deps.linkSecret, { id, linkGeneration: 0 }),
    unsubscribeToken(app.deps.linkSecret, id),
  ]
  const doors = ['/subscribe/', '/api/v2/subscribers.json', `/manage/${manage}`, `/unsubscribe/${stop}`]
  for (const path of doors) {
    expect([path, await send(`POST ${path}`, { size: 16 * KB + 1, chunked, type: FORM })]).toEqual([path, 413])
  }
  const json = await send('POST /api/v2/subscribers.json', { size: 16 * KB + 1, chunked })
  expect(json).toBe(413)
})
