import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SingleSignOn } from '../../../../server/domain/staff/single-sign-on.ts'
import { codeAt, deskBrowser, employ, setUpFactorIn } from '../../../support/app/desk/in-browser.ts'
import { testApp } from '../../../support/app/test-app.ts'
import { onEachDatabase } from '../../../support/database.ts'
import { type IdentityProviderStandIn, startIdentityProvider } from '../../../support/outside/identity-provider.ts'

const DANA = {
  ...{ sub: 'subject-of-dana', email: 'dana@northline.example', email_verified: true, name: 'Dana Reyes' },
  roles: ['Signalpost.Lead', 'Something.Else'],
}

let provider: IdentityProviderStandIn

beforeAll(async () => {
  provider = await startIdentityProvider('https://status.example.com/staff/oidc/callback')
})
afterAll(() => provider.close())

onEachDatabase('signing in at the identity provider', (fresh) => {
  async function desk(changes: Partial<SingleSignOn> = {}) {
    Object.assign(provider, {
      account: DANA,
      isTerse: false,
      alter: (claims: object) => claims,
      fault: () => undefined,
    })
    const app = await testApp((await fresh()).db, {
      singleSignOn: {
        ...{ issuer: provider.issuer, clientId: provider.client.id, clientSecret: provider.client.secret },
        ...{ name: 'Microsoft', rolesClaim: 'roles' },
        roles: { admin: ['Signalpost.Admin'], lead: ['Signalpost.Lead'], agent: ['Signalpost.Agent'], reporter: [] },
        ...changes,
      },
    })
    await employ(app, 'Ada', 'admin')
    return app
  }

  type App = Awaited<ReturnType<typeof desk>>

  /** There and back, in a browser. */
  async function through(app: App, browser = deskBrowser(app), next = '/staff/') {
    const sent = await browser.open(`/staff/oidc/?next=${next}`)
    const back = await provider.visit(sent.location ?? '')
    return { browser, answer: await browser.open(back.pathname + back.search), back }
  }

  const people = (app: App) => app.db.selectFrom('people').select(['id', 'name', 'email', 'role']).execute()
  const dana = async (app: App) => (await people(app)).find(({ email }) => email === DANA.email)
  const saidBy = ({ answer }: Awaited<ReturnType<typeof through>>) => [
    answer.status,
    answer.view('console/entry/sign-in').faults[0]?.says,
  ]

  test('offers it on the page that asks who somebody is', async () => {
    const app = await desk()
    expect((await deskBrowser(app).open('/staff/sign-in/')).view('console/entry/sign-in').provider).toBe('Microsoft')
  })

  test('makes an account with the role that the provider gives, and leads to what was asked for', async () => {
    const app = await desk()
    const { browser, answer } = await through(app, deskBrowser(app), '/staff/incidents/new/')
    expect(answer.location).toBe('/staff/incidents/new/')
    expect(await dana(app)).toMatchObject({ name: 'Dana Reyes', role: 'lead' })
    const account = (await browser.open('/staff/account/')).view('console/account')
    expect(account).toMatchObject({ me: { name: 'Dana Reyes' }, hasPassword: false, isVisitor: false })
    const { entries } = (await browser.open('/staff/audit/')).view('console/audit')
    expect(entries?.map(({ actor, action }) => `${actor} ${action}`)).toContain('provider/Microsoft person.link')
  })

  test('knows somebody again by the subject, whatever became of name and address', async () => {
    const app = await desk()
    await through(app)
    const before = await people(app)
    provider.account = { ...DANA, email: 'ada@desk.example', name: 'Ada' }
    expect((await through(app)).answer.location).toBe('/staff/')
    expect(await people(app)).toEqual(before)
  })

  test('asks the provider where the ID token tells neither address nor roles', async () => {
    const app = await desk()
    provider.isTerse = true
    await through(app)
    expect(await dana(app)).toMatchObject({ name: 'Dana Reyes', role: 'lead' })
  })

  test('follows the role that the provider gives at this moment, and ends what the other one allowed', async () => {
    const app = await desk()
    const { browser } = await through(app)
    provider.account = { ...DANA, roles: ['Signalpost.Agent'] }
    await through(app)
    expect((await dana(app))?.role).toBe('agent')
    expect((await browser.open('/staff/')).location).toMatch('/staff/sign-in/')
  })

  test('refuses whoever has no role here, and makes no account', async () => {
    const app = await desk()
    provider.account = { ...DANA, roles: ['Something.Else'] }
    const said = saidBy(await through(app))
    expect(said).toEqual([403, expect.stringContaining('has no role here')])
    expect(await dana(app)).toBeUndefined()
  })

  test('gives an account to whoever has its address only if the provider says that the address is theirs', async () => {
    const app = await desk()
    provider.account = { ...DANA, sub: 'somebody else', email: 'ada@desk.example', email_verified: false }
    expect(saidBy(await through(app))).toEqual([409, expect.stringContaining('does not say that the address is yours')])
    provider.account = { ...provider.account, email_verified: true, roles: ['Signalpost.Admin'] }
    const { browser } = await through(app)
    expect((await browser.open('/staff/account/')).view('console/account').me?.name).toBe('Ada')
  })

  test('leaves the last administrator with a password what they are', async () => {
    const app = await desk()
    provider.account = { ...DANA, email: 'ada@desk.example' }
    expect(saidBy(await through(app))).toEqual([409, expect.stringContaining('last administrator')])
    expect(await people(app)).toMatchObject([{ name: 'Ada', role: 'admin' }])
  })

  test('binds no account that is kept for when it is down, and says why', async () => {
    const app = await desk()
    await app.db.updateTable('people').set({ break_glass: 1 }).execute()
    provider.account = { ...DANA, email: 'ada@desk.example' }
    expect(saidBy(await through(app))).toEqual([409, expect.stringContaining('kept for when the identity provider is')])
    expect(await app.db.selectFrom('identities').selectAll().execute()).toEqual([])
  })

  test('vouches for whoever comes from there: no mail is sent, and no second factor of ours is asked for', async () => {
    const app = await desk()
    app.deps.plan = { ...app.deps.plan, signIn: { ...app.deps.plan.signIn, secondFactor: ['lead'] } }
    await through(app)
    await app.db.updateTable('people').set({ break_glass: 1 }).where('email', '=', DANA.email).execute()
    const { browser } = await through(app)
    expect((await browser.open('/staff/')).status).toBe(200)
    const sessions = await app.db.selectFrom('sessions').select(['way', 'break_glass']).execute()
    expect(sessions.map((one) => `${one.way} ${one.break_glass}`)).toEqual(['provider 0', 'provider 0'])
    expect(await app.db.selectFrom('deliveries').selectAll().execute()).toEqual([])
  })

  test('is followed by our own second factor where the configuration says so', async () => {
    const app = await desk()
    const signIn = { ...app.deps.plan.signIn, secondFactor: ['lead' as const], secondFactorAtProvider: true }
    app.deps.plan = { ...app.deps.plan, signIn }
    const { browser } = await through(app)
    expect((await browser.open('/staff/')).location).toBe('/staff/account/factor/')
    const { secret } = await setUpFactorIn(browser, app)
    app.clock.now += 60_000
    const second = await through(app)
    const { ticket, next } = second.answer.view('console/entry/code')
    expect((await second.browser.open('/staff/')).location).toMatch('/staff/sign-in/')
    const code = codeAt(secret, app.clock.now)
    const fields = { ticket, next, code }
    expect((await second.browser.send('/staff/sign-in/code/', fields)).location).toBe('/staff/')
    const { detail } = await app.db.selectFrom('audit').select('detail').orderBy('id', 'desc').executeTakeFirstOrThrow()
    expect(JSON.parse(detail).how).toBe('Microsoft and code')
  })

  test('keeps a disabled account out', async () => {
    const app = await desk()
    await through(app)
    await app.db.updateTable('people').set({ disabled_at: 1 }).where('email', '=', DANA.email).execute()
    expect(saidBy(await through(app))).toEqual([409, expect.stringContaining('was disabled')])
  })

  test('tells two people of the same name apart', async () => {
    const app = await desk()
    provider.account = { ...DANA, name: 'Ada' }
    await through(app)
    expect((await dana(app))?.name).toBe('Ada (dana@northline.example)')
  })

  test('takes no answer for another browser, another window, or a second time', async () => {
    const app = await desk()
    const { browser, back } = await through(app)
    const again = /once more/
    const second = await browser.open(back.pathname + back.search)
    expect(second.view('console/entry/sign-in').faults[0]?.says).toMatch(again)
    const victim = deskBrowser(app)
    const sent = await victim.open('/staff/oidc/')
    const stolen = await victim.open(back.pathname + back.search)
    expect([stolen.status, stolen.view('console/entry/sign-in').faults[0]?.says]).toEqual([
      409,
      expect.stringMatching(again),
    ])
    // The state of this one, the code of the other.
    const mixed = new URLSearchParams(back.search)
    mixed.set('state', new URL(sent.location ?? '').searchParams.get('state') ?? '')
    await victim.open('/staff/oidc/')
    expect((await victim.open(`${back.pathname}?${mixed}`)).status).toBe(409)
    expect((await victim.open('/staff/')).location).toMatch('/staff/sign-in/')
  })

  test.each([
    ['for another program', { aud: 'another program' }, /does not fit this site/],
    ['of another provider', { iss: 'https://elsewhere.example' }, /does not fit this site/],
    ['for another sign-in', { nonce: 'another' }, /does not fit this site/],
    ['that is over', { exp: 1_000 }, /clocks/],
  ])('refuses an ID token %s', async (_, claims, says) => {
    const app = await desk()
    provider.alter = (all) => ({ ...all, ...claims })
    expect(saidBy(await through(app))).toEqual([409, expect.stringMatching(says)])
    expect(await dana(app)).toBeUndefined()
  })

  test('says so where the provider refuses somebody, and when it does not answer; passwords work meanwhile', async () => {
    const app = await desk()
    const browser = deskBrowser(app)
    const sent = await browser.open('/staff/oidc/')
    const state = new URL(sent.location ?? '').searchParams.get('state')
    const denied = await browser.open(`/staff/oidc/callback?error=access_denied&state=${state}&iss=${provider.issuer}`)
    expect(denied.view('console/entry/sign-in').faults[0]?.says).toMatch(/Microsoft did not sign you in/)
    provider.fault = (path) => (path === '/token' ? { status: 502 } : undefined)
    expect(saidBy(await through(app))).toEqual([503, expect.stringContaining('does not answer')])
    expect((await deskBrowser(app).signIn('ada@desk.example')).location).toBe('/staff/')
  })

  test('finds the provider again after it could not be reached at first', async () => {
    const app = await desk()
    provider.fault = () => 'reset'
    expect((await deskBrowser(app).open('/staff/oidc/')).status).toBe(503)
    provider.fault = () => undefined
    expect((await through(app)).answer.location).toBe('/staff/')
  })

  test('keeps what somebody was writing while they sign in in another window', async () => {
    const app = await desk()
    const browser = deskBrowser(app)
    const asked = await browser.send('/staff/incidents/new/', { title: 'Calls fail' })
    const { kept, next } = asked.view('console/entry/sign-in')
    const early = await browser.send('/staff/sign-in/again/', { kept: kept ?? '', next })
    expect(early.view('console/entry/sign-in')).toMatchObject({ kept: expect.any(String), faults: [{ field: null }] })
    await through(app, browser)
    const again = await browser.send('/staff/sign-in/again/', { kept: kept ?? '', next })
    expect(again.view('console/entry/again').form?.fields).toContainEqual(['title', ['Calls fail']])
  })
})
