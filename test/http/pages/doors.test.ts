import pino from 'pino'
import { expect, test } from 'vitest'
import { HOUR } from '../../../server/domain/vocabulary.ts'
import { createWaitingApp } from '../../../server/http/waiting.ts'
import { manageToken, unsubscribeToken } from '../../../server/lib/links.ts'
import { addDictionary, dictionary } from '../../../src/i18n/index.ts'
import { confirmationMails, followers, newestLink, subscribe } from '../../support/app/subscribers.ts'
import { form, type TestApp, testApp, viewOf } from '../../support/app/test-app.ts'
import { onEachDatabase, sqliteInMemory } from '../../support/database.ts'
import { ALICE, BOB } from '../../support/people.ts'

const TYPE = 'application/x-www-form-urlencoded'
const BROWSER = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }
const posted = (raw: string, accept = BROWSER.accept) => ({ raw, headers: { 'content-type': TYPE, accept } })

onEachDatabase('whoever comes with a browser', (fresh) => {
  async function alice() {
    const app = await testApp((await fresh()).db)
    const id = await subscribe(app, ALICE)
    const { linkSecret } = app.deps
    const token = manageToken(linkSecret, { id, linkGeneration: 0 })
    return { app, token, stop: unsubscribeToken(linkSecret, id) }
  }
  const shown = async (app: TestApp, line: string, call = {}) => {
    const answer = await app.call(line, { headers: BROWSER, ...call })
    return [answer.status, viewOf(answer)]
  }

  test('gets a page for whatever cannot be read, is too much, or does not work there; a program a problem', async () => {
    const { app, token, stop } = await alice()
    const big = `email=${'a'.repeat(17_000)}`
    const wrong: [number, string, object][] = [
      [400, 'GET //%00', {}],
      [400, 'GET //manage/%00', {}],
      [400, 'POST //subscribe/', posted('email=%00')],
      [400, 'POST //subscribe/', posted('email=%ed%a0%80&scope=all')],
      [400, `POST //manage/${token}`, posted('%ff=x')],
      [400, `POST //manage/${token}`, { raw: 'x', headers: { ...BROWSER, 'content-type': 'multipart/form-data' } }],
      [413, 'POST //subscribe/', posted(big)],
      [413, `POST //manage/${token}`, posted(big)],
      [413, `POST //unsubscribe/${stop}`, posted(big)],
      [405, 'POST //history.rss', {}],
      [405, `PUT //manage/${token}`, {}],
      [404, 'GET //nowhere/', {}],
    ]
    const nothing = await app.call(`POST //manage/${token}`, { headers: BROWSER })
    expect([nothing.status, viewOf(nothing).kind]).toEqual([422, 'manage'])
    for (const [status, line, call] of wrong) {
      expect([line, ...(await shown(app, line, call))]).toMatchObject([line, status, { kind: 'error', status }])
      const { headers = {} } = call as { headers?: object }
      const program = await app.call(line, { ...call, headers: { ...headers, accept: 'application/json' } })
      expect([line, program.status, program.json?.status]).toEqual([line, status, status])
    }
    expect(await followers(app)).toEqual([`${ALICE} all incident+maintenance`])
  })

  test('never gets pages from the API, and a mail program or a check by hand gets a problem as before', async () => {
    const { app } = await alice()
    expect((await app.call('GET //api/%00', { headers: BROWSER })).json.code).toBe('invalid_address')
    expect((await app.call('PUT //healthz')).json.code).toBe('method_not_allowed')
    expect((await app.call('POST //subscribe/', posted('email=%00', '*/*'))).json.code).toBe('invalid_form')
  })

  test('hears which field is no text; what cannot be read stops nothing, but never keeps anybody from leaving', async () => {
    const { app, token, stop } = await alice()
    const program = (line: string, raw: string) => app.call(line, posted(raw, 'application/json'))
    for (const line of ['POST //subscribe/', `POST //manage/${token}`, 'POST //api/v2/subscribers.json']) {
      const { status, json } = await program(line, 'email=%ed%a0%80&scope=all')
      expect([line, status, json.detail]).toEqual([line, 400, 'The field "email" is not UTF-8.'])
      expect(json.errors).toEqual([{ parameter: 'email', detail: 'is not UTF-8' }])
    }
    expect(await followers(app)).toHaveLength(1)
    expect((await program(`POST //unsubscribe/${stop}`, 'List-Unsubscribe=%ff')).status).toBe(200)
    expect(await followers(app)).toEqual([])
  })

  test('hears that a form came from another site, and that nothing was done', async () => {
    const app = await testApp((await fresh()).db)
    const fields: [string, string][] = [
      ['email', ALICE],
      ['scope', 'all'],
    ]
    const sent = form(fields)
    for (const foreign of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' },
    ]) {
      const headers = { ...sent.headers, ...foreign }
      expect(await shown(app, 'POST //subscribe/', { ...sent, headers })).toMatchObject([
        403,
        { faults: [{ field: null, says: 'elsewhere' }] },
      ])
    }
    expect(await confirmationMails(app)).toEqual([])
  })

  test('hears that the page is open at an address that is not its own, and the operator reads both', async () => {
    const lines: { level: number; msg: string; used: string; publicUrl: string }[] = []
    // Refusals are counted in lines of their own.
    const write = (line: string) => line.includes('"used"') && lines.push(JSON.parse(line))
    const app = await testApp((await fresh()).db, {
      log: pino({ level: 'warn' }, { write: (line) => void write(line) }),
    })
    const sent = form([
      ['email', ALICE],
      ['scope', 'all'],
    ])
    const send = (headers: Record<string, string>) =>
      shown(app, 'POST //subscribe/', { ...sent, headers: { ...sent.headers, ...headers } })
    const addresses = { used: 'http://10.0.0.5:8080', own: 'https://status.example.com/subscribe/' }
    const astray = { origin: 'http://10.0.0.5:8080', host: '10.0.0.5:8080' }
    for (let times = 0; times < 3; times++) {
      expect(await send(astray)).toMatchObject([403, { faults: [{ field: null, says: 'elsewhere', addresses }] }])
    }
    expect(await confirmationMails(app)).toEqual([])
    expect(lines).toEqual([
      expect.objectContaining({ level: 40, used: 'http://10.0.0.5:8080', publicUrl: 'https://status.example.com' }),
    ])
    expect(lines[0]?.msg).toMatch(/http:\/\/10\.0\.0\.5:8080.*PUBLIC_URL is https:\/\/status\.example\.com/)

    // Where the browser vouches for the form it is taken, as before; the links in its mail lead astray all the same.
    app.clock.now += HOUR
    const old = { origin: 'https://old.example.com', host: 'old.example.com' }
    await app.call('POST //subscribe/', {
      ...sent,
      headers: { ...sent.headers, ...old, 'sec-fetch-site': 'same-origin' },
    })
    expect(lines.map(({ used }) => used)).toEqual(['http://10.0.0.5:8080', 'https://old.example.com'])
    // A proxy that changes the name of the host.
    app.clock.now += HOUR
    await send({ origin: 'http://status.internal', host: '127.0.0.1:8080' })
    expect(lines.at(-1)?.used).toBe('http://status.internal')
    app.clock.now += HOUR
    for (const site of ['cross-site', 'none'])
      await send({ origin: 'https://status.example.com', 'sec-fetch-site': site })
    await send({ origin: 'https://status.example.com' })
    await send({ origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' })
    expect(lines).toHaveLength(3)
  })

  test('changes nothing by a personal page’s form on another site, but a mail program unsubscribes from anywhere', async () => {
    const { app, token, stop } = await alice()
    await app.call(
      'POST //subscribe/',
      form([
        ['email', BOB],
        ['scope', 'all'],
      ]),
    )
    const confirm = await newestLink(app)
    const before = await followers(app)
    const from = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
    for (const path of [confirm, `//manage/${token}`, `//unsubscribe/${stop}`]) {
      const sent = form([['action', 'stop']])
      const page = { ...sent, headers: { ...sent.headers, ...BROWSER, ...from } }
      expect([path, ...(await shown(app, `POST ${path}`, page))]).toMatchObject([
        path,
        403,
        { kind: 'error', status: 403, own: `https://status.example.com${path.slice(1)}` },
      ])
      const program = { ...sent, headers: { ...sent.headers, accept: 'application/json', ...from } }
      expect((await app.call(`POST ${path}`, program)).json.code).toBe('foreign_form')
    }
    expect(await followers(app)).toEqual(before)
    const sent = form([['List-Unsubscribe', 'One-Click']])
    const oneClick = { ...sent, headers: { ...sent.headers, ...from } }
    expect((await app.call(`POST //unsubscribe/${stop}`, oneClick)).status).toBe(200)
    expect((await followers(app)).length).toBe(before.length - 1)
  })

  test('is told whether a link to confirm was ours once, or is damaged', async () => {
    const { app } = await alice()
    const link = await newestLink(app)
    for (const damaged of ['//confirm/garbage', link.slice(0, -1), `${link}x`]) {
      for (const method of ['GET', 'POST']) {
        expect(await shown(app, `${method} ${damaged}`)).toMatchObject([404, { state: 'unknown', follows: [] }])
      }
    }
  })

  test('is told when to try again, on the page as in the header', async () => {
    const { app } = await alice()
    const fields: [string, string][] = [
      ['email', ALICE],
      ['scope', 'all'],
    ]
    const ask = () => app.call('POST //subscribe/', { ...form(fields), from: '198.51.100.1' })
    for (let time = 0; time < 20; time++) expect((await ask()).status).toBe(303)
    const form429 = await ask()
    expect(viewOf(form429)).toMatchObject({ faults: [{ says: 'limited', wait: 180 }] })
    expect(form429.headers.get('retry-after')).toBe('180')
    for (let call = 0; call < 300; call++) await app.call('GET /platforms')
    const page429 = await app.call('GET //confirm/garbage', { headers: BROWSER })
    expect([page429.status, viewOf(page429)]).toEqual([429, { kind: 'error', status: 429, wait: 1 }])
    expect(page429.headers.get('retry-after')).toBe('1')
  })
})

test('pages that say the same to everybody are rendered once in ten seconds, in each language', async () => {
  const app = await testApp((await sqliteInMemory()).db)
  const rendered: string[] = []
  const { render } = app.deps.renderer
  app.deps.renderer.render = (context) => {
    rendered.push(context.site.locale)
    return render(context)
  }
  const open = (path: string) => app.call(`GET /${path}`, { headers: BROWSER })
  const paths = ['/nowhere/', '/no/%C3%A9/where', '/confirm/x', '/confirm/y', '/manage/x', '/unsubscribe/x', '/x%00']
  for (const path of paths) await open(path)
  // Of an unknown page, two unknown links, and what cannot be read.
  expect(rendered).toHaveLength(4)
  app.clock.now += 9_999
  for (const path of paths) await open(path)
  expect(rendered).toHaveLength(4)
  app.clock.now += 1
  for (const path of paths) await open(path)
  expect(rendered).toHaveLength(8)
  const greek = addDictionary('el', dictionary('en'))
  const spoken = app.another(app.db, { site: { ...app.deps.site, languages: ['en', greek] } })
  for (const liked of ['el-GR,en;q=0.5', 'fr, el;q=0.9, en;q=0.8', 'fr', 'el;q=0', '*', 'el']) {
    await spoken.call('GET //nowhere/', { headers: { ...BROWSER, 'accept-language': liked } })
  }
  expect(rendered.slice(8)).toEqual([greek, 'en'])
})

test('a page that could not be rendered is tried again with the next request', async () => {
  const app = await testApp((await sqliteInMemory()).db)
  app.standIns.cannotRender = true
  const broken = await app.call('GET //nowhere/', { headers: BROWSER })
  expect([broken.status, broken.text]).toEqual([404, 'There is no such page.'])
  app.standIns.cannotRender = false
  expect(viewOf(await app.call('GET //nowhere/', { headers: BROWSER }))).toMatchObject({ status: 404 })
})

test('while the database is not there yet, people read words and programs a problem', async () => {
  const waiting = createWaitingApp(['en'])
  const page = await waiting.request('/confirm/x', { headers: BROWSER })
  expect([page.status, page.headers.get('retry-after')]).toEqual([503, '5'])
  expect(await page.text()).toBe('Something went wrong. Please try again.')
  const api = await waiting.request('/api/v1/platforms', { headers: BROWSER })
  expect([api.status, api.headers.get('retry-after'), (await api.json()).code]).toEqual([
    503,
    '5',
    'database_unavailable',
  ])
})
