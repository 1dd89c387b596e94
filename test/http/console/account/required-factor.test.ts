import { expect, test } from 'vitest'
import { DEFAULT_PLAN } from '../../../../server/domain/plan/plan.ts'
import type { SignInRules } from '../../../../server/domain/staff/sign-in-rules.ts'
import { type DeskBrowser, deskBrowser, employ, PASSWORD, setUpFactorIn } from '../../../support/app/desk/in-browser.ts'
import { addPasskeyIn, signInWith } from '../../../support/app/desk/passkeys.ts'
import { form, testApp } from '../../../support/app/test-app.ts'
import { onEachDatabase } from '../../../support/database.ts'

const ROSA = 'rosa@desk.example'
const FACTOR = '/staff/account/factor/'
/** What opens to anybody, and what is left to whoever owes a second factor. */
const LEFT = /^(GET|POST) \/staff\/(sign-in\/|setup\/|forgotten\/|account\/factor\/$|sign-out\/)/

onEachDatabase('a second factor that the role needs', (fresh) => {
  async function desk(rules: Partial<SignInRules> = { secondFactor: ['admin', 'lead'] }) {
    const plan = { ...DEFAULT_PLAN, signIn: { ...DEFAULT_PLAN.signIn, ...rules } }
    const app = await testApp((await fresh()).db, { plan })
    const ada = await employ(app, 'Ada', 'admin')
    const rosa = await employ(app, 'Rosa', 'agent')
    const browser = deskBrowser(app)
    await browser.signIn('ada@desk.example')
    return { app, ada, rosa, browser }
  }
  const boardOf = async (browser: DeskBrowser) => {
    const { status, location } = await browser.open('/staff/')
    return location ?? status
  }

  test('is set up before any page opens, any form is taken or any script is answered', async () => {
    const { app, browser } = await desk()
    const routes = app.hono.routes.filter(({ method, path }) => method !== 'ALL' && path.startsWith('/staff/'))
    const closed = [...new Set(routes.map(({ method, path }) => `${method} ${path}`))].filter((one) => !LEFT.test(one))
    expect(closed.length).toBeGreaterThan(80)
    const headers = { cookie: browser.cookie(), accept: 'text/html' }
    for (const route of closed) {
      const line = route.replace(' /', ' //').replaceAll(/:\w+(\{[^}]*\})?/g, 'aaaaaaaaaaaa')
      const typed = line.startsWith('POST') ? form([['words', 'typed']]) : {}
      const answer = await app.call(line, { ...typed, headers: { ...typed.headers, ...headers } })
      const isLed = answer.status === 303 && answer.headers.get('location') === FACTOR
      expect(`${route} ${isLed || answer.status === 403}`).toBe(`${route} true`)
      const script = await app.call(line, {
        ...typed,
        headers: { ...typed.headers, ...headers, accept: 'application/json' },
      })
      expect(`${route} ${script.status} ${script.json?.code}`).toBe(`${route} 403 second_factor_required`)
      expect(script.json.detail).toContain('Set it up at /staff/account/factor/')
    }
    expect((await app.call('GET /people', { headers })).status).toBe(401)
  })

  test('once it is set up opens everything, in the same browser', async () => {
    const { app, browser } = await desk()
    expect(await boardOf(browser)).toBe(FACTOR)
    expect((await browser.open(FACTOR)).view('console/factor').isNeeded).toBe(true)
    await setUpFactorIn(browser, app)
    expect(await boardOf(browser)).toBe(200)
    const again = deskBrowser(app)
    again.cookies.clear()
    expect((await again.signIn('ada@desk.example')).view('console/entry/code').ticket).toBeTruthy()
  })

  test('is a passkey as well; then the password alone opens nothing, not even what sets up another', async () => {
    const { app, browser, rosa } = await desk()
    const own = deskBrowser(app)
    await own.signIn(ROSA)
    const phone = await addPasskeyIn(own)
    await app.call(`PATCH /people/${rosa}`, { as: 'admin', body: { role: 'lead' } })
    const { answer, browser: again } = await signInWith(app, phone)
    expect([answer.status, await boardOf(again)]).toEqual([303, 200])
    const byPassword = await browser.signIn(ROSA)
    expect([byPassword.status, byPassword.view('console/entry/sign-in').faults[0]?.says]).toEqual([
      422,
      expect.stringMatching(/^Sign in with your passkey/),
    ])
  })

  test('is not asked of other roles, and can be removed by them', async () => {
    const { app } = await desk()
    const browser = deskBrowser(app)
    await browser.signIn(ROSA)
    expect(await boardOf(browser)).toBe(200)
    await setUpFactorIn(browser, app)
    expect((await browser.send('/staff/account/factor/remove/', { own: PASSWORD })).status).toBe(303)
  })

  test('cannot be removed by its owner; an administrator can reset it, and then it is owed again', async () => {
    const { app, ada, browser } = await desk()
    await setUpFactorIn(browser, app)
    const refused = await browser.send('/staff/account/factor/remove/', { own: PASSWORD })
    expect([refused.status, refused.view('console/account').needsFactor]).toEqual([409, true])
    const body = { secondFactor: false }
    expect((await app.call(`PATCH /people/${ada}`, { as: 'admin', body })).json.secondFactor).toBe(false)
    const { detail } = await app.db.selectFrom('audit').select('detail').orderBy('id', 'desc').executeTakeFirstOrThrow()
    expect(JSON.parse(detail)).toEqual({ secondFactor: false })
    await browser.signIn('ada@desk.example')
    expect(await boardOf(browser)).toBe(FACTOR)
  })

  test('is reset at the desk with a button of its own', async () => {
    const { app, rosa, browser } = await desk()
    await setUpFactorIn(browser, app)
    const theirs = deskBrowser(app)
    await theirs.signIn(ROSA)
    await setUpFactorIn(theirs, app)
    expect((await browser.send(`/staff/people/${rosa}/`, { do: 'factor' })).status).toBe(303)
    expect((await theirs.signIn(ROSA)).location).toBe('/staff/')
  })

  test('is owed from the next request on where a role becomes another', async () => {
    const { app, rosa } = await desk()
    const browser = deskBrowser(app)
    await browser.signIn(ROSA)
    expect(await boardOf(browser)).toBe(200)
    await app.db.updateTable('people').set({ role: 'lead' }).where('id', '=', rosa).execute()
    expect(await boardOf(browser)).toBe(FACTOR)
  })

  test('keeps a text that was written before, to be sent afterwards', async () => {
    const { app, rosa } = await desk()
    const browser = deskBrowser(app)
    await browser.signIn(ROSA)
    await app.db.updateTable('people').set({ role: 'lead' }).where('id', '=', rosa).execute()
    const answer = await browser.send('/staff/incidents/new/', { title: 'Calls fail' })
    const { form: kept, why } = answer.view('console/entry/unposted')
    expect([answer.status, why, kept.fields]).toEqual([403, 403, [['title', ['Calls fail']]]])
  })

  test('is the affair of the identity provider where somebody comes from there, unless it is told otherwise', async () => {
    for (const [atProvider, expected] of [
      [false, 200],
      [true, FACTOR],
    ] as const) {
      const { app, browser } = await desk({ secondFactor: ['admin'], secondFactorAtProvider: atProvider })
      await app.db.updateTable('sessions').set({ way: 'provider' }).execute()
      // Who comes from there alone has no password to say again.
      await app.db.updateTable('people').set({ password: null }).where('role', '=', 'admin').execute()
      expect(await boardOf(browser)).toBe(expected)
      if (!atProvider) continue
      expect((await browser.open(FACTOR)).view('console/factor').hasPassword).toBe(false)
      await setUpFactorIn(browser, app)
      expect(await boardOf(browser)).toBe(200)
      // Whoever sits at the browser later sets up no other.
      const { secret } = (await browser.open(FACTOR)).view('console/factor')
      const answer = await browser.send(FACTOR, { secret: secret ?? '', code: '123456' })
      expect([answer.status, answer.view('console/factor').faults[0]?.says]).toEqual([
        409,
        expect.stringContaining('Ask an administrator to remove it'),
      ])
    }
  })
})
