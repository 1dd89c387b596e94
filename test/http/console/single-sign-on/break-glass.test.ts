import { expect, test } from 'vitest'
import type { Db } from '../../../../db/schema/index.ts'
import { signIn } from '../../../../server/actions/staff/sign-in.ts'
import { HOUR } from '../../../../server/domain/vocabulary.ts'
import { deskBrowser, employ, PASSWORD } from '../../../support/app/desk/in-browser.ts'
import { addPasskeyIn, signInWith } from '../../../support/app/desk/passkeys.ts'
import { mailsOf } from '../../../support/app/mails.ts'
import { type TestApp, testApp } from '../../../support/app/test-app.ts'
import { onEachDatabase } from '../../../support/database.ts'
import { testDispatcher } from '../../../support/dispatch/dispatcher.ts'
import { dieEverywhere } from '../../../support/dying.ts'
import { accepted } from '../../../support/result.ts'

/** Nobody listens there: the provider is down. */
const SINGLE_SIGN_ON = {
  ...{ issuer: 'http://127.0.0.1:1', clientId: 'us', clientSecret: 'secret', name: 'Microsoft', rolesClaim: 'roles' },
  roles: { admin: ['root'], lead: [], agent: [], reporter: [] },
}

onEachDatabase('break-glass accounts, while the identity provider is down', (fresh) => {
  async function desk() {
    const warned: unknown[] = []
    const { db } = await fresh()
    const app = await testApp(db, { singleSignOn: SINGLE_SIGN_ON })
    app.deps.log.warn = ((fields: unknown) => void warned.push(fields)) as never
    const [ada, glass] = [await employ(app, 'Ada', 'admin'), await employ(app, 'Glass', 'admin')]
    await employ(app, 'Lee', 'lead')
    await employ(app, 'Rosa', 'agent')
    return { app, ada, glass, warned }
  }

  const mark = (app: TestApp, id: string, body: object = { breakGlass: true }) =>
    app.call(`PATCH /people/${id}`, { as: 'admin', body })

  async function marked() {
    const it = await desk()
    expect((await mark(it.app, it.glass)).json.breakGlass).toBe(true)
    return it
  }

  const trail = async ({ db }: TestApp) =>
    (await db.selectFrom('audit').select('action').where('action', 'like', 'person.%').orderBy('id').execute()).map(
      ({ action }) => action,
    )

  const saidTo = async (app: TestApp, email: string, password = PASSWORD) => {
    const answer = await deskBrowser(app, '198.51.100.9').signIn(email, { password })
    return [answer.status, answer.view('console/entry/sign-in').faults.map(({ says }) => says)]
  }

  test('alone come in by a passkey, too: others have the provider decide', async () => {
    const { app, glass } = await desk()
    const rosa = deskBrowser(app)
    await rosa.signIn('rosa@desk.example')
    const phone = await addPasskeyIn(rosa)
    expect((await signInWith(app, phone)).answer.status).toBe(303)
    await mark(app, glass)
    const { answer } = await signInWith(app, phone)
    expect([answer.status, answer.view('console/entry/sign-in').faults[0]?.says]).toEqual([
      422,
      expect.stringMatching(/^Sign in with Microsoft/),
    ])
  })

  test('are nobody as long as nobody is marked: every password goes on counting', async () => {
    const { app } = await desk()
    const browser = deskBrowser(app)
    expect((await browser.open('/staff/sign-in/')).view('console/entry/sign-in').isForFew).toBe(false)
    expect((await browser.signIn('rosa@desk.example')).location).toBe('/staff/')
    expect(await mailsOf(app, 'staff.break_glass')).toEqual([])
  })

  test('come in by password; everybody else is told to use the provider, in words that tell a stranger nothing', async () => {
    const { app } = await marked()
    const answers = [
      await saidTo(app, 'rosa@desk.example'),
      await saidTo(app, 'ada@desk.example', 'wrong'),
      await saidTo(app, 'nobody@desk.example'),
      await saidTo(app, 'glass@desk.example', 'wrong'),
    ]
    expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1)
    expect(answers[0]).toEqual([422, [expect.stringMatching(/^Sign in with Microsoft\./)]])
    const glass = deskBrowser(app)
    expect((await glass.open('/staff/oidc/')).status).toBe(503)
    expect((await glass.open('/staff/sign-in/')).view('console/entry/sign-in').isForFew).toBe(true)
    expect((await glass.signIn('glass@desk.example')).location).toBe('/staff/')
    expect((await glass.open('/staff/people/')).status).toBe(200)
  })

  test('are said loudly when they are used: by mail to everybody in charge, in the audit trail, in the log', async () => {
    const { app, glass, warned } = await marked()
    await deskBrowser(app).signIn('glass@desk.example')
    const mails = await mailsOf(app, 'staff.break_glass')
    expect(mails.map(({ to }) => to)).toEqual(['ada@desk.example', 'glass@desk.example', 'lee@desk.example'])
    expect(mails[0]?.subject).toBe('Break-glass account in use at the desk of Northline Communications: Glass')
    expect(mails[0]?.text).toContain('disable the account now')
    expect(mails[0]?.headers.Importance).toBe('high')
    expect((await trail(app)).slice(-2)).toEqual(['person.sign_in', 'person.break_glass'])
    expect(warned).toEqual([{ personId: glass }])
    expect(app.standIns.nudged).toBe(1)
  })

  test('are on the board of leads and administrators as long as they are signed in, and on no other', async () => {
    const { app } = await marked()
    const began = [deskBrowser(app), deskBrowser(app)] as const
    for (const [index, who] of ['ada', 'rosa'].entries()) {
      await app.db.updateTable('people').set({ break_glass: 1 }).where('email', '=', `${who}@desk.example`).execute()
      await began[index]?.signIn(`${who}@desk.example`)
      await app.db.updateTable('people').set({ break_glass: 0 }).where('email', '=', `${who}@desk.example`).execute()
    }
    await app.db.updateTable('sessions').set({ break_glass: 0 }).execute()
    const board = async (index: 0 | 1) => (await began[index].open('/staff/')).view('console/board')
    const [calm, mark] = [(await board(0)).breakGlass, (await board(0)).mark]
    expect(calm).toEqual([])
    const since = app.clock.now
    const glass = deskBrowser(app)
    await glass.signIn('glass@desk.example')
    expect([(await board(0)).breakGlass, (await board(1)).breakGlass]).toEqual([[{ name: 'Glass', since }], []])
    expect((await board(0)).mark).not.toBe(mark)
    await glass.send('/staff/sign-out/')
    expect((await board(0)).breakGlass).toEqual([])
    await glass.signIn('glass@desk.example')
    app.clock.now += 7 * HOUR
    await began[0].open('/staff/')
    app.clock.now += 2 * HOUR
    expect((await board(0)).breakGlass).toEqual([])
  })

  test('are saved with their session, mail and entry, or not at all, wherever the process dies', async () => {
    const { app } = await marked()
    const count = async (table: 'sessions' | 'events' | 'deliveries' | 'audit') =>
      (await app.db.selectFrom(table).selectAll().execute()).length
    const look = async () => [
      await count('sessions'),
      await count('events'),
      await count('deliveries'),
      await count('audit'),
    ]
    const request = { email: 'glass@desk.example', password: PASSWORD, browser: 'Firefox', client: 'here' }
    let tries = 0
    const work = async (db: Db) =>
      accepted(await signIn({ ...app.ctx(), plan: app.deps.plan, db }, { ...request, knownBrowser: `${tries++}` }))
    const before = await look()
    expect(await dieEverywhere(app.db, work, look)).toBeGreaterThan(10)
    expect((await look()).map((after, index) => after - (before[index] ?? 0))).toEqual([1, 1, 3, 2])
  })

  test('reach whoever has to know: the mails go out', async () => {
    const dispatch = await testDispatcher((await fresh()).db)
    const app = await testApp(dispatch.db, { singleSignOn: SINGLE_SIGN_ON, clock: dispatch.clock })
    const glass = await employ(app, 'Glass', 'admin')
    await employ(app, 'Lee', 'lead')
    await mark(app, glass)
    await deskBrowser(app).signIn('glass@desk.example')
    await dispatch.deliver()
    expect(dispatch.mail.to('lee@desk.example').map(({ subject }) => subject)).toEqual([
      expect.stringMatching(/^Break-glass account in use .*: Glass$/),
    ])
  })

  test('are the only ones who get links to a new password, and for whom one counts', async () => {
    const { app, ada, glass } = await desk()
    const link = async (id: string) => new URL((await mark(app, id, { reset: true })).json.setupUrl).pathname
    const [adas, glasses] = [await link(ada), await link(glass)]
    await mark(app, glass)
    for (const email of ['ada@desk.example', 'glass@desk.example'])
      expect((await deskBrowser(app).send('/staff/forgotten/', { email })).status).toBe(303)
    expect((await mailsOf(app, 'staff.account')).map(({ to }) => to)).toEqual(['glass@desk.example'])
    const refused = await deskBrowser(app).send(adas, { password: 'another four words' })
    expect([refused.status, refused.view('console/entry/setup').faults[0]?.says]).toEqual([
      422,
      expect.stringMatching(/^Sign in with Microsoft/),
    ])
    expect((await deskBrowser(app).send(glasses, { password: 'another four words' })).location).toBe('/staff/')
    expect(await mailsOf(app, 'staff.break_glass')).toHaveLength(3)
  })

  test('are not taken away, the last of them, before somebody knows what that does', async () => {
    const { app, glass } = await marked()
    for (const body of [{ breakGlass: false }, { disabled: true }]) {
      const refused = await mark(app, glass, body)
      expect([refused.status, refused.json.errors[0].pointer]).toEqual([422, '/confirmed'])
      expect(refused.json.errors[0].detail).toMatch(/last break-glass account.*everybody’s password counts again/)
    }
    const browser = deskBrowser(app)
    await browser.signIn('glass@desk.example')
    const asked = (await browser.send(`/staff/people/${glass}/`, { do: 'unmark' })).view('console/people')
    expect([asked.about, asked.pressed, asked.faults[0]?.field]).toEqual([glass, 'unmark', 'confirmed'])
    expect((await browser.send(`/staff/people/${glass}/`, { do: 'unmark', confirmed: '1' })).status).toBe(303)
    // What was begun past the provider ends with it.
    expect((await browser.open('/staff/')).location).toMatch('/staff/sign-in/')
    expect((await browser.signIn('rosa@desk.example')).location).toBe('/staff/')
  })

  test('that the provider knows are marked only by somebody who knows what that does', async () => {
    const { app, glass } = await desk()
    const bound = { issuer: 'x', tenant: '', subject: 'y', person_id: glass, created_at: 1 }
    await app.db.insertInto('identities').values(bound).execute()
    expect((await mark(app, glass)).json.errors[0].detail).toMatch(/^Microsoft knows this account/)
    expect((await mark(app, glass, { breakGlass: true, confirmed: true })).json.breakGlass).toBe(true)
  })
})
