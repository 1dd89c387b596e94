import { beforeAll, expect, test } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { rawConnection } from '../support/process/raw-connection.ts'
import { type RunningServer, startServer } from '../support/process/server.ts'

let server: RunningServer
beforeAll(async () => {
  const env = { PUBLIC_URL: 'https://status.example.com', SEED: 'demo' }
  server = await startServer({ env, saysUrl: 'https://status.example.com' })
})

const ask = async (text: string) => {
  const connection = rawConnection(server.url)
  connection.send(text)
  return connection.ended
}

test('the plain check of a load balancer, which names no host, is answered', async () => {
  await eventually(async () => (await fetch(`${server.url}/readyz`)).ok || undefined)
  for (const path of ['/healthz', '/readyz', '/', '/api/v1/platforms']) {
    expect(await ask(`GET ${path} HTTP/1.0\r\n\r\n`)).toMatch(/^HTTP\/1\.1 200 /)
  }
  expect(await ask('GET /nothing HTTP/1.0\r\nAccept: text/html\r\n\r\n')).toMatch(/^HTTP\/1\.1 404 [\s\S]*<html/)
  expect(await ask('GET /api/v1/docs/ HTTP/1.0\r\n\r\n')).toMatch(
    /^HTTP\/1\.1 308 [\s\S]*location: \/api\/v1\/docs\r\n/i,
  )
  expect(await ask('GET /healthz HTTP/1.1\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /)
})

test('every answer asks for https where the site has it', async () => {
  for (const path of ['/', '/history.rss', '/subscribe', '/sw.js', '/healthz', '/api/v1/platforms', '/nothing']) {
    const response = await fetch(server.url + path, { redirect: 'manual' })
    expect([path, response.headers.get('strict-transport-security')]).toEqual([path, 'max-age=15552000'])
  }
})

test('an address of nothing but slashes costs no more than another', async () => {
  const time = async (path: string) => {
    const began = performance.now()
    for (let n = 0; n < 20; n++) await (await fetch(server.url + path, { redirect: 'manual' })).arrayBuffer()
    return (performance.now() - began) / 20
  }
  await time('/nothing')
  const usual = await time(`/${'a'.repeat(15_900)}x`)
  for (const path of [
    `${'/'.repeat(15_900)}x`,
    `/x${'/'.repeat(15_900)}`,
    `/${'a/'.repeat(7_900)}x`,
    `/api/v1/${'/'.repeat(15_000)}x`,
  ]) {
    expect(await time(path)).toBeLessThan(10 * usual + 20)
  }
})

test('a client that does not finish its headers is ended within 12 seconds', async () => {
  const began = performance.now()
  expect(await ask('GET / HTTP/1.1\r\nHost: x\r\n')).toMatch(/^HTTP\/1\.1 408 /)
  const took = performance.now() - began
  expect(took).toBeGreaterThan(9_000)
  expect(took).toBeLessThan(13_000)
})

test('requests sent all at once are answered one after the other, and keep nobody else waiting', async () => {
  const many = 'GET /nothing HTTP/1.1\r\nHost: x\r\nAccept: text/html\r\n\r\n'.repeat(300)
  const flood = rawConnection(server.url)
  flood.send(`${many}GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)
  const others = await Promise.all([1, 2, 3].map(() => fetch(`${server.url}/api/v1/platforms`)))
  expect(others.map(({ status }) => status)).toEqual([200, 200, 200])
  // They came in between: the flood is far from over.
  expect(await Promise.race([flood.ended, 'still going'])).toBe('still going')
  const answers = (await flood.ended).split('HTTP/1.1 ').slice(1)
  expect(answers).toHaveLength(301)
  expect(answers.at(-1)).toMatch(/^200 /)
})

test('a body in pieces of one byte is refused', async () => {
  const head = 'POST /api/v1/subscriptions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n'
  const answer = await ask(`${head}Transfer-Encoding: chunked\r\n\r\n${'1\r\n \r\n'.repeat(12_000)}`)
  expect(answer).toMatch(/^HTTP\/1\.1 413 [\s\S]*body_too_large/)
})
