import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { dirname, join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { serve } from '../../../server/publish/serve/serve.ts'
import { Folder } from '../../../server/publish/store/folder.ts'
import { createPageCache } from '../../../server/publish/store/page-cache.ts'
import { temporaryFolder } from '../../support/folder.ts'
import type { Answer } from '../../support/publish/publisher.ts'

describe('a public folder, served', () => {
  const HTML = `<html><head><meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'sha256-abc='"></head>${'x'.repeat(2_000)}</html>`
  const FILES: Record<string, string> = {
    'index.html': HTML,
    '404.html': 'not found',
    'incidents/abc/index.html': 'the incident',
    'incidents/abc.json': '{"id":"abc"}',
    'history.rss': '<rss/>',
    'feed.json': '{}',
    '_astro/page.hash.css': 'a{}',
    'sw.js': 'self',
    'favicon.svg': '<svg/>',
    'icon.png': 'png',
    '.state.json': 'secret',
    '.tmp/draft': 'secret',
    'notes.exe': 'no kind of ours',
  }
  const TRANSPORT = ['Strict-Transport-Security', 'max-age=15552000']
  let root: string
  let ask: (path: string, options?: { method?: string; headers?: Record<string, string> }) => Promise<Answer>
  let port: number
  let close: () => void

  beforeAll(async () => {
    root = join(await temporaryFolder('served'), 'site')
    for (const [name, content] of Object.entries(FILES)) {
      mkdirSync(dirname(join(root, name)), { recursive: true })
      writeFileSync(join(root, name), content)
    }
    writeFileSync(join(root, '../secret.json'), 'secret')
    writeFileSync(join(root, 'index.html.br'), brotliCompressSync(HTML))
    writeFileSync(join(root, 'index.html.gz'), gzipSync(HTML))
    const cache = createPageCache(new Folder(root), TRANSPORT)
    const server = createServer((incoming, outgoing) => {
      if (!serve(cache, incoming, outgoing)) outgoing.writeHead(418).end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    port = (server.address() as AddressInfo).port
    close = () => server.close().closeAllConnections()
    ask = (path, { method = 'GET', headers = {} } = {}) =>
      new Promise((resolve, reject) => {
        const asking = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, async (answer) => {
          const body = Buffer.concat(await Array.fromAsync(answer as AsyncIterable<Buffer>))
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body })
        })
        asking.on('error', reject).end()
      })
  })
  afterAll(() => {
    close()
    rmSync(dirname(root), { recursive: true, force: true })
  })

  test('a page has its type, its caching rules, its policy and a strong entity tag', async () => {
    const { status, headers, body } = await ask('/?utm=1')
    expect({ status, body: body.toString() }).toEqual({ status: 200, body: HTML })
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache, s-maxage=10, stale-if-error=86400',
      'content-security-policy': "default-src 'none'; style-src 'sha256-abc='; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      vary: 'Accept-Encoding',
      'content-length': String(HTML.length),
    })
    expect(headers.etag).toMatch(/^"[\w-]{20}"$/)
  })

  test('every answer of a site with https asks for https', async () => {
    const { etag = '' } = (await ask('/')).headers
    const answers = [
      await ask('/'),
      await ask('/', { headers: { 'accept-encoding': 'br' } }),
      await ask('/', { headers: { 'if-none-match': etag } }),
      await ask('/', { method: 'HEAD' }),
      await ask('/icon.png'),
      await ask('/incidents/abc'),
      await ask('/history.rss', { method: 'OPTIONS' }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 304, 200, 200, 308, 204])
    for (const { headers } of answers) expect(headers['strict-transport-security']).toBe('max-age=15552000')
  })

  test('each encoding has an entity tag of its own, and answers 304 to it alone', async () => {
    const tags = new Set<string | undefined>()
    for (const encoding of ['identity', 'gzip', 'br']) {
      const accept = { 'accept-encoding': encoding }
      const first = await ask('/', { headers: accept })
      tags.add(first.headers.etag)
      expect(first.headers['content-encoding']).toBe(encoding === 'identity' ? undefined : encoding)
      const again = await ask('/', { headers: { ...accept, 'if-none-match': `"other", W/${first.headers.etag}` } })
      expect(again.status).toBe(304)
      expect(again.body).toHaveLength(0)
      expect(again.headers).toMatchObject({ etag: first.headers.etag, vary: 'Accept-Encoding' })
      expect(again.headers['cache-control']).toBe(first.headers['cache-control'])
    }
    expect(tags.size).toBe(3)
    expect((await ask('/', { headers: { 'if-none-match': '*' } })).status).toBe(304)
  })

  test('a time is enough to be told that nothing changed, unless an entity tag is named', async () => {
    const { headers } = await ask('/history.rss')
    const changed = Date.parse(headers['last-modified'] ?? '')
    const statusOf = async (at: number | string, tag = {}) => {
      const since = typeof at === 'string' ? at : new Date(at).toUTCString()
      return (await ask('/history.rss', { headers: { 'if-modified-since': since, ...tag } })).status
    }
    expect(changed).toBeLessThanOrEqual(Date.now())
    expect(await statusOf(changed)).toBe(304)
    expect(await statusOf(changed + 60_000)).toBe(304)
    expect(await statusOf(changed - 1_000)).toBe(200)
    expect(await statusOf('yesterday evening')).toBe(200)
    expect(await statusOf(changed, { 'if-none-match': '"another"' })).toBe(200)
    expect(await statusOf(changed - 1_000, { 'if-none-match': headers.etag })).toBe(304)
  })

  test('a target that names the host is the same', async () => {
    expect(await raw('http://localhost/incidents/abc/?from=proxy')).toMatch(/^HTTP\/1\.1 200 [\s\S]*the incident$/)
    expect(await raw('http://localhost')).toMatch(/^HTTP\/1\.1 200/)
    expect(await raw('http://localhost//incidents/abc/')).toMatch(/^HTTP\/1\.1 418/)
  })

  test('HEAD says what GET would, without the body', async () => {
    for (const encoding of ['identity', 'br']) {
      const headers = { 'accept-encoding': encoding }
      const get = await ask('/', { headers })
      const head = await ask('/', { method: 'HEAD', headers })
      expect(head.body).toHaveLength(0)
      const { date: _, ...said } = head.headers
      expect(get.headers).toMatchObject(said)
      expect(said['content-length']).toBe(String(get.body.length))
    }
  })

  test('a page without its last slash moves there, and only if there is one', async () => {
    const moved = await ask('/incidents/abc?from=mail')
    expect(moved.status).toBe(308)
    expect(moved.headers.location).toBe('/incidents/abc/?from=mail')
    expect((await ask('/incidents/nothing')).status).toBe(418)
    expect((await ask('/incidents/abc/')).body.toString()).toBe('the incident')
    expect((await ask('/incidents/abc.json')).body.toString()).toBe('{"id":"abc"}')
  })

  test.each([
    ['/history.rss', 'application/rss+xml; charset=utf-8'],
    ['/feed.json', 'application/feed+json; charset=utf-8'],
    ['/incidents/abc.json', 'application/json; charset=utf-8'],
  ])('%s may be read by scripts of other sites', async (path, type) => {
    const { headers } = await ask(path, { headers: { origin: 'https://elsewhere.example' } })
    expect(headers).toMatchObject({ 'content-type': type, 'access-control-allow-origin': '*' })
    const preflight = await ask(path, { method: 'OPTIONS' })
    expect(preflight.status).toBe(204)
    expect(preflight.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET, HEAD, OPTIONS',
    })
  })

  test('pages are not opened to other sites', async () => {
    expect((await ask('/')).headers['access-control-allow-origin']).toBeUndefined()
    expect((await ask('/', { method: 'OPTIONS' })).status).toBe(418)
  })

  test('assets named after their content may be kept for ever, the service worker never', async () => {
    const asset = await ask('/_astro/page.hash.css')
    expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect((await ask('/sw.js')).headers['cache-control']).toContain('no-cache')
    expect((await ask('/icon.png')).headers.vary).toBeUndefined()
  })

  test.each([
    '/../secret.json',
    '/%2e%2e/secret.json',
    '/..%2fsecret.json',
    '/incidents/..%2f..%2fsecret.json',
    '/%2e%2e%5csecret.json',
    '/incidents/%00abc.json',
    '/%',
    '/%ff',
    '//incidents/abc/',
    '/incidents//abc/',
    '//evil.example/%2f..',
    '/.state.json',
    '/%2estate.json',
    '/.tmp/draft',
    '/index.html',
    '/404.html',
    '/incidents/abc/index.html',
    '/index.html.br',
    '/index.html.gz',
    '/notes.exe',
    '/incidents',
    '/incidents/',
    '/nothing.json',
    '*',
  ])('%s is nothing public', async (path) => {
    expect(await raw(path)).toMatch(/^HTTP\/1\.1 (418|400)/)
  })

  test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'TRACE'])('%s is left to others', async (method) => {
    expect((await ask('/', { method })).status).toBe(418)
  })

  /** A request as it stands, for targets that clients would tidy up. */
  function raw(target: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1')
      socket.setEncoding('utf8').on('data', resolve).on('error', reject)
      socket.write(`GET ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`)
    })
  }
})
