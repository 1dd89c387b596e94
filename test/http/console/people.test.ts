import { expect, test } from 'vitest'
import { MINUTE } from '../../../server/domain/vocabulary.ts'
import { deskBrowser, employ, PASSWORD, setUpFactorIn } from '../../support/app/desk/in-browser.ts'
import { type TestApp, testApp } from '../../support/app/test-app.ts'
import { onEachDatabase } from '../../support/database.ts'

const ADA = 'ada@desk.example'
const ROSA = 'rosa@desk.example'

onEachDatabase('accounts', (fresh) => {
  async function desk() {
    const app = await testApp((await fresh()).db)
    const ada = await employ(app, 'Ada', 'admin')
    const rosa = await employ(app, 'Rosa', 'agent')
    const browser = deskBrowser(app)
    await browser.signIn(ADA)
    return { app, browser, ada, rosa }
  }
  const pathOf = (url: string) => new URL(url).pathname
  const isIn = async (browser: ReturnType<typeof deskBrowser>) => (await browser.open('/staff/account/')).status === 200
  const trail = async ({ db }: TestApp) =>
    (await db.selectFrom('audit').select(['action', 'actor']).where('action', 'like', 'person.%').execute()).map(
      ({ action, actor }) => `${action} ${actor}`,
    )

  test('begin with an invitation, whose link is shown once and works once', async () => {
    const { app, browser } = await desk()
    const sent = { name: 'Lee Ono', email: 'Lee@Desk.example', role: 'lead' }
    const { link, people } = (await browser.send('/staff/people/', sent)).view('console/people')
    expect([link?.name, people.find(({ name }) => name === 'Lee Ono')?.isReady]).toEqual(['Lee Ono', false])
    expect((await browser.open('/staff/people/')).view('console/people').link).toBe(null)
    const lee = deskBrowser(app)
    const path = pathOf(link?.url ?? '')
    expect((await lee.open(path)).view('console/entry/setup').person?.name).toBe('Lee Ono')
    expect((await lee.send(path, { password: PASSWORD })).location).toBe('/staff/')
    expect((await lee.open('/staff/')).status).toBe(200)
    expect((await deskBrowser(app).send(path, { password: PASSWORD })).status).toBe(410)
    expect(await trail(app)).toContain('person.invite staff/Ada')
  })

  test.each([
    [{ name: 'Ｒｏｓａ' }, 'name'],
    [{ email: 'ROSA@desk.example' }, 'email'],
    [{ email: 'no address' }, 'email'],
    [{ name: ' ' }, 'name'],
  ])('are refused with what was typed, and the field named: %j', async (change, field) => {
    const { browser } = await desk()
    const sent = { name: 'Lee', email: 'lee@desk.example', role: 'lead', ...change }
    const answer = await browser.send('/staff/people/', sent)
    const view = answer.view('console/people')
    expect([answer.status, view.faults.map((fault) => fault.field)]).toEqual([422, [field]])
    expect(view.typed).toEqual({ ...sent, name: sent.name.trim(), mail: false })
    expect(view.people).toHaveLength(2)
  })

  test.each([
    ['a change of role', { do: 'role', role: 'lead' }],
    ['being disabled', { do: 'disable' }],
    ['an administrator', { do: 'sign-out' }],
  ])('are signed out everywhere by %s', async (_, fields) => {
    const { app, browser, rosa } = await desk()
    const theirs = [deskBrowser(app), deskBrowser(app)]
    for (const one of theirs) await one.signIn(ROSA)
    expect((await browser.send(`/staff/people/${rosa}/`, fields)).status).toBe(303)
    expect(await Promise.all(theirs.map(isIn))).toEqual([false, false])
    expect(await isIn(browser)).toBe(true)
  })

  test('cannot sign in while they are disabled, by no link either, and can again afterwards', async () => {
    const { app, browser, rosa } = await desk()
    const { link } = (await browser.send(`/staff/people/${rosa}/`, { do: 'reset' })).view('console/people')
    await browser.send(`/staff/people/${rosa}/`, { do: 'disable' })
    const theirs = deskBrowser(app)
    const refused = await theirs.signIn(ROSA)
    expect([refused.status, refused.view('console/entry/sign-in').faults[0]?.says]).toEqual([
      409,
      'This account was disabled. Ask an administrator to enable it.',
    ])
    expect((await theirs.open(pathOf(link?.url ?? ''))).status).toBe(410)
    expect((await browser.send(`/staff/people/${rosa}/`, { do: 'reset' })).status).toBe(409)
    await browser.send(`/staff/people/${rosa}/`, { do: 'enable' })
    expect((await theirs.signIn(ROSA)).status).toBe(303)
  })

  test('keep the second factor through a reset, unless an administrator removes it', async () => {
    const { app, browser, rosa } = await desk()
    const theirs = deskBrowser(app)
    await theirs.signIn(ROSA)
    await setUpFactorIn(theirs, app)
    await browser.send(`/staff/people/${rosa}/`, { do: 'reset' })
    expect([await isIn(theirs), (await app.call('GET /people', { as: 'admin' })).json.items[1].secondFactor]).toEqual([
      true,
      true,
    ])
    const { link } = (await browser.send(`/staff/people/${rosa}/`, { do: 'reset', factor: 'remove' })).view(
      'console/people',
    )
    expect(await isIn(theirs)).toBe(false)
    expect((await theirs.send(pathOf(link?.url ?? ''), { password: PASSWORD })).location).toBe('/staff/')
  })

  test('of administrators: the last who can sign in stays one, and nobody changes the own', async () => {
    const { app, browser, ada, rosa } = await desk()
    const losing: Record<string, string>[] = [{ do: 'disable' }, { do: 'role', role: 'agent' }]
    for (const fields of losing) {
      const own = await browser.send(`/staff/people/${ada}/`, fields)
      expect([own.status, own.view('console/people').faults.length]).toEqual([409, 1])
    }
    // An administrator who was only invited can administer nothing yet.
    const invited = { email: 'ida@desk.example', name: 'Ida', role: 'admin' }
    await app.call('POST /people', { as: 'admin', body: invited })
    for (const body of [{ disabled: true }, { role: 'lead' }]) {
      expect((await app.call(`PATCH /people/${ada}`, { as: 'admin', body })).json.code).toBe('last_admin')
    }
    await app.call(`PATCH /people/${rosa}`, { as: 'admin', body: { role: 'admin' } })
    expect((await app.call(`PATCH /people/${ada}`, { as: 'admin', body: { disabled: true } })).status).toBe(200)
    expect((await app.call(`PATCH /people/${rosa}`, { as: 'admin', body: { disabled: true } })).json.code).toBe(
      'last_admin',
    )
  })

  test('are the same by the API; a repeated call shows no link, and none is stored', async () => {
    const { app, rosa } = await desk()
    const body = { email: 'lee@desk.example', name: 'Lee', role: 'lead' }
    const first = await app.call('POST /people', { as: 'admin', body, key: 'once' })
    expect([first.status, first.json]).toEqual([
      201,
      {
        id: first.json.id,
        ...body,
        disabled: false,
        ready: false,
        secondFactor: false,
        breakGlass: false,
        sessions: 0,
        setupUrl: expect.stringContaining('/staff/setup/'),
      },
    ])
    const second = await app.call('POST /people', { as: 'admin', body, key: 'once' })
    expect([second.status, second.json]).toEqual([201, { ...first.json, setupUrl: null }])
    const token = pathOf(first.json.setupUrl).split('/').at(-1) as string
    for (const table of ['idempotency', 'setup_links', 'audit', 'events'] as const) {
      expect(JSON.stringify(await app.db.selectFrom(table).selectAll().execute())).not.toContain(token)
    }
    const renamed = await app.call(`PATCH /people/${rosa}`, { as: 'admin', body: { name: 'Rosa Ray' } })
    expect([renamed.status, renamed.json.name, renamed.json.setupUrl]).toEqual([200, 'Rosa Ray', null])
    expect((await app.call('PATCH /people/nobody', { as: 'admin', body: { name: 'X' } })).status).toBe(404)
    for (const as of ['reporter', 'agent', 'lead'] as const) {
      expect((await app.call('GET /people', { as })).status).toBe(403)
    }
  })

  test('are open to administrators alone', async () => {
    const { app, ada } = await desk()
    const rosa = deskBrowser(app)
    await rosa.signIn(ROSA)
    for (const path of ['/staff/people/', '/staff/tokens/']) expect((await rosa.open(path)).status).toBe(403)
    expect((await rosa.send(`/staff/people/${ada}/`, { do: 'disable' })).status).toBe(403)
  })

  test('have a password that is changed with the old one, which is no place to guess it', async () => {
    const { app } = await desk()
    const [rosa, other] = [deskBrowser(app), deskBrowser(app)]
    await rosa.signIn(ROSA)
    await other.signIn(ROSA)
    const change = (old: string, password = 'another four words') =>
      rosa.send('/staff/account/password/', { old, password })
    expect((await change(PASSWORD, 'short')).view('console/account').faults[0]?.field).toBe('password')
    expect((await change('wrong')).view('console/account').faults[0]?.field).toBe('old')
    expect((await change(PASSWORD)).status).toBe(303)
    expect([await isIn(rosa), await isIn(other), (await other.signIn(ROSA)).status]).toEqual([true, false, 422])
    const statuses = []
    for (let n = 0; n < 10; n++) statuses.push((await change('wrong')).status)
    expect([statuses[0], statuses.at(-1)]).toEqual([422, 429])
  })

  test('list their sessions, end one by one or all others, and a new sign-in ends what the browser had', async () => {
    const { app } = await desk()
    const [phone, tablet, laptop] = [deskBrowser(app), deskBrowser(app), deskBrowser(app)]
    for (const browser of [phone, tablet, laptop]) {
      await browser.signIn(ROSA)
      app.clock.now += MINUTE
    }
    const { sessions } = (await phone.open('/staff/account/')).view('console/account')
    expect(sessions.map(({ isThis }) => isThis)).toEqual([false, false, true])
    await phone.send('/staff/account/sessions/', { id: sessions[1]?.id ?? '' })
    expect([await isIn(tablet), await isIn(laptop)]).toEqual([false, true])
    await phone.send('/staff/account/sessions/')
    expect([await isIn(phone), await isIn(laptop)]).toEqual([true, false])
    const [before] = phone.cookies.values()
    await phone.signIn(ROSA)
    expect(phone.cookies.values().next().value).not.toBe(before)
    expect((await phone.open('/staff/account/')).view('console/account').sessions).toHaveLength(1)
    const [name] = phone.cookies.keys()
    expect(name).toBe('__Host-signalpost-session')
    // Nobody ends another's.
    const { sessions: mine } = (await phone.open('/staff/account/')).view('console/account')
    const ada = deskBrowser(app)
    await ada.signIn(ADA)
    await ada.send('/staff/account/sessions/', { id: mine[0]?.id ?? '' })
    expect(await isIn(phone)).toBe(true)
  })

  test('lead nobody away from the desk when they sign in', async () => {
    const { app } = await desk()
    const away = [
      '//evil.example',
      '/\\evil.example',
      'https:evil.example',
      '/staff/%2f%2fevil',
      '/%2f%2fevil.example',
      '/staff//evil',
      'javascript:alert(1)',
      '/staff/../..//evil.example',
      '/\t/evil.example',
    ]
    for (const next of away) {
      const { location } = await deskBrowser(app).signIn(ROSA, { next })
      const led = new URL(location ?? '', 'https://status.example.com')
      expect([next, led.origin]).toEqual([next, 'https://status.example.com'])
    }
  })

  test('are not told apart by a wrong try: known, unknown, disabled', async () => {
    const { app, browser, rosa } = await desk()
    await browser.send(`/staff/people/${rosa}/`, { do: 'disable' })
    const answers = []
    for (const email of [ADA, 'nobody@desk.example', ROSA]) {
      const answer = await deskBrowser(app, '198.51.100.9').send('/staff/sign-in/', { email, password: 'wrong' })
      answers.push([answer.status, answer.view('console/entry/sign-in').faults])
    }
    expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1)
  })

  test('whose owner is attacked from elsewhere sign in in their own browser, and others do anywhere', async () => {
    const { app, browser } = await desk()
    const stranger = deskBrowser(app, '198.51.100.9')
    const statuses = []
    for (let n = 0; n < 10; n++) statuses.push((await stranger.signIn(ADA, { password: 'wrong' })).status)
    expect(statuses).toEqual([...Array<number>(9).fill(422), 429])
    expect((await browser.signIn(ADA)).status).toBe(303)
    expect((await deskBrowser(app, '198.51.100.9').signIn(ROSA)).status).toBe(303)
  })
})
