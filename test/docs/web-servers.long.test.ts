import { type IncomingHttpHeaders, request } from 'node:http'
import { request as requestWithTls } from 'node:https'
import { beforeAll, describe, expect, test } from 'vitest'
import { testApp } from '../support/app/test-app.ts'
import { sqliteInMemory } from '../support/database.ts'
import { caddy, nginx, nginxWithTls } from '../support/docs/web-server.ts'
import { eventually } from '../support/eventually.ts'
import { type RunningServer, startServer } from '../support/process/server.ts'

const INCIDENT = {
  title: 'Calls fail',
  priority: 'P1G',
  platforms: [{ id: 'zoom-phone', impact: 'major_outage' }],
  update: { body: `We are looking into it. ${'The same in many words. '.repeat(40)}` },
}

const INSTALLED = [nginx, caddy].filter(({ program }) => program !== null)

let signalpost: RunningServer
let id: string
const urls = new Map<string, string>()
beforeAll(async () => {
  if (INSTALLED.length === 0) return
  signalpost = await startServer({ env: { SEED: 'demo', TRUSTED_PROXIES: '127.0.0.1' } })
  await eventually(async () => (await fetch(`${signalpost.url}/readyz`)).ok || undefined)
  const posted = await signalpost.send('agent', 'POST', '/incidents', INCIDENT)
  id = String(posted.body.id)
  for (const { name, start } of INSTALLED) urls.set(name, await start(signalpost))
})

for (const { name, program } of [nginx, caddy]) {
  if (program === null) test.skip(`behind ${name}: it is not installed here`, () => {})
}

describe.each(INSTALLED)('behind $name, as docs/deploy says', ({ name }) => {
  const ask = (path: string, asking: Asking = {}) => askAt(`${urls.get(name)}${path}`, asking)

  test('pages are files, which browsers revalidate', async () => {
    for (const path of ['/', `/incidents/${id}/`]) {
      const page = await ask(path)
      expect([page.status, page.text.includes('Calls fail')]).toEqual([200, true])
      expect(page.headers).toMatchObject({
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-cache, s-maxage=10, stale-if-error=86400',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'same-origin',
        'content-security-policy': "frame-ancestors 'none'",
      })
      expect(page.headers['access-control-allow-origin'] ?? '').toBe('')
      const again = await ask(path, { headers: { 'if-none-match': page.headers.etag ?? '' } })
      expect(again.status).toBe(304)
    }
    const style = /\/_astro\/[^"]+/.exec((await ask('/')).text)?.[0]
    if (style) expect((await ask(style)).headers['cache-control']).toBe('public, max-age=31536000, immutable')
  })

  test('a page without its last slash moves there', async () => {
    const { status, headers } = await ask('/history')
    expect([[301, 302, 307, 308].includes(status), headers.location]).toEqual([true, '/history/'])
  })

  test.each([
    ['/history.rss', 'application/rss+xml; charset=utf-8'],
    ['/updates.atom', 'application/atom+xml; charset=utf-8'],
    ['/feed.json', 'application/feed+json; charset=utf-8'],
    ['/updates.json', 'application/feed+json; charset=utf-8'],
    ['/platforms/zoom-phone/feed.json', 'application/feed+json; charset=utf-8'],
    ['/platforms/zoom-phone/history.rss', 'application/rss+xml; charset=utf-8'],
    ['/calendar.ics', 'text/calendar; charset=utf-8'],
    ['/embed/banner.js', 'text/javascript; charset=utf-8'],
    ['/embed/banner.json', expect.stringMatching(/^application\/json/)],
    ['/badge.svg', expect.stringMatching(/^image\/svg\+xml/)],
    ['/api/v2/summary.json', expect.stringMatching(/^application\/json/)],
  ])('%s has its type and is open to pages of other sites', async (path, type) => {
    const { status, headers } = await ask(path)
    expect([status, headers['content-type'], headers['access-control-allow-origin']]).toEqual([200, type, '*'])
    expect(headers['cache-control']).toBe('no-cache, s-maxage=10, stale-if-error=86400')
  })

  test.each([
    ['/manifest.webmanifest', /^application\/manifest\+json/],
    ['/staff.webmanifest', /^application\/manifest\+json/],
    ['/sw.js', /^text\/javascript/],
    ['/favicon.svg', /^image\/svg\+xml/],
    ['/icon-192.png', /^image\/png/],
  ])('%s has its type', async (path, type) => {
    const { status, headers } = await ask(path)
    expect([status, headers['content-type']]).toEqual([200, expect.stringMatching(type)])
  })

  test.each(['br', 'gzip'])('a page goes out compressed as %s, by the file beside it', async (encoding) => {
    await expect
      .poll(async () => (await ask('/', { headers: { 'accept-encoding': encoding } })).headers['content-encoding'])
      .toBe(encoding)
    const { headers } = await ask('/', { headers: { 'accept-encoding': encoding } })
    expect(headers.vary).toMatch(/accept-encoding/i)
  })

  test('what is not there is the page that says so', async () => {
    for (const path of ['/nothing/here/', '/incidents/aaaaaaaaaaaa/']) {
      const { status, text } = await ask(path)
      expect([status, text.includes('</html>'), text.includes('nginx')]).toEqual([404, true, false])
    }
  })

  test.each(['/.state.json', '/.tmp/', '/404.html', '/503.html', '/../signalpost.sqlite', '/%2e%2e/signalpost.sqlite'])(
    '%s is hidden',
    async (path) => expect((await ask(path)).status).toBeGreaterThanOrEqual(400),
  )

  const follow = (address: string, options = {}) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-forwarded-for': '203.0.113.7' }
    const body = `email=${address}%40customer.example&scope=all&kinds=incident&website=`
    return ask('/subscribe/', { method: 'POST', headers, body, ...options })
  }

  test('a form without JavaScript reaches Signalpost', async () => {
    const accepted = await follow(`alice-${name.length}`)
    expect(accepted.status).toBe(303)
    const { status, text, headers: given } = await ask(accepted.headers.location ?? '')
    expect([status, text.includes(`alice-${name.length}@customer.example`)]).toEqual([200, true])
    expect(given['cache-control']).toBe('no-store')
    await expect.poll(async () => (await signalpost.mails(`alice-${name.length}@customer.example`)).length).toBe(1)
    expect((await ask('/subscribe/')).status).toBe(200)
  })

  test('Signalpost knows its clients apart, whatever they say of themselves', async () => {
    const busy = { localAddress: `127.0.1.${name.length}` }
    const answers = await Promise.all(Array.from({ length: 21 }, (_, n) => follow(`bob-${name.length}-${n}`, busy)))
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(1)
    expect((await follow(`carol-${name.length}`, { localAddress: `127.0.2.${name.length}` })).status).toBe(303)
  })

  test('the API, its health and the pages of one person are asked of Signalpost', async () => {
    expect(JSON.parse((await ask('/api/v1/incidents?open=true')).text).items[0].id).toBe(id)
    expect((await ask('/healthz')).text).toBe('{"status":"alive"}')
    expect((await ask('/readyz')).status).toBe(200)
    const nobody = await ask('/manage/nobody')
    expect([nobody.status, nobody.headers['access-control-allow-origin']]).toEqual([404, undefined])
    expect((await ask('/api/v2/subscribers.json', { method: 'POST' })).status).toBe(422)
    expect((await ask('/metrics')).status).toBe(404)
  })

  test('a page takes no POST', async () => {
    expect((await ask('/', { method: 'POST' })).status).toBe(405)
  })
})

// A suite without a test is a failure: where no web server is installed, there is none.
if (INSTALLED.length > 0) {
  describe('with Signalpost gone', () => {
    beforeAll(() => signalpost?.kill())

    test.each(INSTALLED)(
      'the page stays behind $name, and what needs the program says that it is away',
      async ({ name }) => {
        const ask = (path: string) => askAt(`${urls.get(name)}${path}`)
        expect((await ask('/')).text).toContain('Calls fail')
        expect((await ask('/history.rss')).status).toBe(200)
        const api = await ask('/api/v1/incidents')
        expect([api.status, api.text.includes('</html>')]).toEqual([503, true])
      },
    )
  })
}

test.runIf(INSTALLED.includes(nginx))(
  'nginx has TLS where its lines are in force, and says so to browsers',
  async () => {
    const { status, headers, text } = await askAt(`${nginxWithTls()}/`)
    expect([status, text.includes('Calls fail')]).toEqual([200, true])
    expect(headers['strict-transport-security']).toBe('max-age=15552000')
    const plain = await askAt(`${urls.get(nginx.name)}/`)
    expect(plain.headers['strict-transport-security']).toBeUndefined()
    const moved = await askAt(`${urls.get(nginx.name)}/history/?a=b`, {
      headers: { 'x-only-tls': 'yes', host: 'a.example' },
    })
    expect([moved.status, moved.headers.location]).toEqual([301, 'https://a.example/history/?a=b'])
  },
)

/** What nobody else may see: in every address of ours that has one. */
const TOKEN = 'k3jn4x0q8r2m.0.abcdefghijklmnopqrstuv'

/** Every address with the token of a link, as the program's own routes say. */
async function tokenAddresses(): Promise<string[]> {
  const { hono } = await testApp((await sqliteInMemory()).db)
  const paths = hono.routes.map(({ path }) => path).filter((path) => /:(token|sealed)/.test(path))
  return [...new Set(paths)].map((path) => path.replace(/:(token|sealed)(\{.*\})?/, TOKEN))
}

if (INSTALLED.length > 0) {
  // Last, with Signalpost gone: errors name addresses, too.
  describe('the log', () => {
    test.each(INSTALLED)('of $name has every request, and the token of none', async ({ name, logged }) => {
      const ask = (path: string, asking: Asking = {}) => askAt(`${urls.get(name)}${path}`, asking)
      const paths = await tokenAddresses()
      expect(paths.length).toBeGreaterThanOrEqual(5)
      for (const path of paths) {
        const odd = [
          path,
          `${path}?x=1`,
          `${path}%20`,
          `/${path}`,
          `/.${path}`,
          path.replace(/[cmuos]/, (c) => `%${hex(c)}`),
        ]
        for (const spelled of odd) await ask(spelled, { headers: { referer: `${urls.get(name)}${path}` } })
        await ask(path, { method: 'POST' })
        for (const spelled of odd)
          await ask('/nothing.css', { headers: { referer: `https://status.example.com${spelled}` } })
      }
      await ask('/history/?from=the-log')
      await expect.poll(logged).toContain('/history/?from=the-log')
      const log = await logged()
      expect(log).not.toContain(TOKEN)
      for (const first of ['/confirm/...', '/manage/...', '/unsubscribe/...', '/owed/...', '/api/v1/subscriptions/...'])
        expect(log).toContain(first)
    })
  })
}

const hex = (letter: string) => letter.charCodeAt(0).toString(16)

interface Asking {
  method?: string
  headers?: Record<string, string>
  body?: string
  localAddress?: string
}
interface Asked {
  status: number
  headers: IncomingHttpHeaders
  text: string
}

/** Without what `fetch` adds: the encodings that it accepts, and unpacking. */
function askAt(url: string, { body = '', ...options }: Asking = {}): Promise<Asked> {
  return new Promise((resolve, reject) => {
    const ask = url.startsWith('https:') ? requestWithTls : request
    const asking = ask(url, { ...options, agent: false, rejectUnauthorized: false }, async (answer) => {
      const chunks = await Array.fromAsync(answer as AsyncIterable<Buffer>)
      resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text: Buffer.concat(chunks).toString() })
    })
    asking.on('error', reject).end(body)
  })
}
