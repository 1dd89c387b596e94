import { expect, test } from 'vitest'
import { HOUR, MINUTE } from '../../../server/domain/vocabulary.ts'
import {
  codeAt,
  type DeskBrowser,
  deskBrowser,
  employ,
  PASSWORD,
  setUpFactorIn,
} from '../../support/app/desk/in-browser.ts'
import { testApp } from '../../support/app/test-app.ts'
import { onEachDatabase } from '../../support/database.ts'

const SECOND = 1000
const ROSA = 'rosa@desk.example'

onEachDatabase('a second factor', (fresh) => {
  async function desk() {
    const app = await testApp((await fresh()).db)
    await employ(app, 'Rosa', 'agent')
    const rosa = deskBrowser(app)
    await rosa.signIn(ROSA)
    return { app, rosa }
  }
  async function protectedDesk() {
    const { app, rosa } = await desk()
    const factor = await setUpFactorIn(rosa, app)
    app.clock.now += MINUTE
    return { app, rosa, ...factor }
  }
  const code = async (browser: DeskBrowser, text: string, more: Record<string, string> = {}) => {
    const { ticket, next } = (await browser.signIn(ROSA, more)).view('console/entry/code')
    return browser.send('/staff/sign-in/code/', { ticket, next, code: text })
  }
  const isIn = async (browser: DeskBrowser) => (await browser.open('/staff/account/')).status === 200

  test('is asked for after the password, and leads on to what was asked for', async () => {
    const { app, secret } = await protectedDesk()
    const browser = deskBrowser(app)
    const first = await browser.signIn(ROSA, { next: '/staff/account/' })
    expect([first.status, first.view('console/entry/code').next]).toEqual([200, '/staff/account/'])
    expect(await isIn(browser)).toBe(false)
    const second = await code(browser, codeAt(secret, app.clock.now), { next: '/staff/account/' })
    expect([second.status, second.location]).toEqual([303, '/staff/account/'])
    expect(await isIn(browser)).toBe(true)
  })

  test('is set up only with a code and the password, and the secret that is asked again stays the same', async () => {
    const { app, rosa } = await desk()
    const { secret, link } = (await rosa.open('/staff/account/factor/')).view('console/factor')
    expect(link).toContain(`secret=${secret}`)
    const right = codeAt(secret ?? '', app.clock.now)
    for (const wrong of [
      { code: right, own: 'something else' },
      { code: '', own: PASSWORD },
      { code: `${(Number(right) + 1) % 1_000_000}`.padStart(6, '0'), own: PASSWORD },
    ]) {
      const answer = await rosa.send('/staff/account/factor/', { secret: secret ?? '', ...wrong })
      expect([answer.status, answer.view('console/factor').secret]).toEqual([422, secret])
    }
    expect((await rosa.open('/staff/account/')).view('console/account').hasSecondFactor).toBe(false)
  })

  test('says in words what is missing', async () => {
    const { rosa } = await desk()
    const { faults } = (await rosa.send('/staff/account/factor/', {})).view('console/factor')
    expect(faults.map(({ field, says }) => [field, says])).toEqual([
      ['secret', expect.stringContaining('The key is missing')],
      ['code', 'This field is required.'],
      ['own', 'This field is required.'],
    ])
  })

  test('is stored sealed, its codes hashed', async () => {
    const { app, secret, codes } = await protectedDesk()
    const stored = JSON.stringify(await app.db.selectFrom('people').selectAll().execute())
    for (const text of [secret, ...codes]) expect(stored).not.toContain(text)
    expect(new Set(codes).size).toBe(10)
  })

  test('takes no code twice, not even the one it was set up with', async () => {
    const { app, rosa } = await desk()
    const { secret } = await setUpFactorIn(rosa, app)
    expect((await code(deskBrowser(app), codeAt(secret, app.clock.now))).status).toBe(422)
    app.clock.now += 30 * SECOND
    const shown = codeAt(secret, app.clock.now)
    const answers = await Promise.all([1, 2, 3].map(() => code(deskBrowser(app), shown)))
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 422, 422])
    // Nor one from before it.
    expect((await code(deskBrowser(app), codeAt(secret, app.clock.now - 30 * SECOND))).status).toBe(422)
  })

  test.each([
    [-60, 422],
    [-30, 303],
    [30, 303],
    [60, 422],
  ])('takes the code of an authenticator whose clock is %d s off: %d', async (seconds, status) => {
    const { app, secret } = await protectedDesk()
    app.clock.now += 5 * MINUTE
    expect((await code(deskBrowser(app), codeAt(secret, app.clock.now + seconds * SECOND))).status).toBe(status)
  })

  test('is replaced by each code to recover with once, which tells how many are left', async () => {
    const { app, codes } = await protectedDesk()
    const [first = '', second = ''] = codes
    const again = (await code(deskBrowser(app), first, { next: '/staff/account/' })).view('console/entry/again')
    expect([again.left, again.form, again.next]).toEqual([9, null, '/staff/account/'])
    expect((await code(deskBrowser(app), first)).status).toBe(422)
    expect(
      (await code(deskBrowser(app), ` ${second.toUpperCase().replaceAll('-', ' ')}`)).view('console/entry/again').left,
    ).toBe(8)
  })

  test('cannot be guessed, and whoever guesses locks out nobody in their own browser', async () => {
    const { app, rosa, secret } = await protectedDesk()
    const stranger = deskBrowser(app, '198.51.100.7')
    const statuses = []
    for (let n = 0; n < 10; n++) statuses.push((await code(stranger, '000000')).status)
    expect(statuses).toEqual([...Array<number>(9).fill(422), 429])
    const waits = await code(stranger, codeAt(secret, app.clock.now))
    expect([waits.status, Number(waits.headers.get('retry-after')) > 0]).toEqual([429, true])
    expect((await code(rosa, codeAt(secret, app.clock.now))).status).toBe(303)
  })

  test('cannot be guessed from many networks either', async () => {
    const { app } = await protectedDesk()
    const statuses = []
    for (let n = 0; n < 24; n++) statuses.push((await code(deskBrowser(app, `198.51.${n}.7`), '000000')).status)
    expect(statuses.filter((status) => status === 422)).toHaveLength(20)
  })

  test('leaves the codes to recover with to whoever cannot try another code, and counts them, too', async () => {
    const { app, codes } = await protectedDesk()
    const [first = '', second = ''] = codes
    const browser = deskBrowser(app, '198.51.100.7')
    const stranger = deskBrowser(app, '198.51.101.7')
    for (let n = 0; n < 9; n++) await code(browser, '000000')
    expect((await code(browser, '000000')).status).toBe(429)
    expect((await code(browser, first)).view('console/entry/again').left).toBe(9)
    for (let n = 0; n < 9; n++) await code(stranger, 'aaaa-bbbb-cccc')
    expect((await code(stranger, second)).status).toBe(429)
  })

  test('is not asked of a ticket that is old, forged, or from before a change of password', async () => {
    const { app, rosa, secret } = await protectedDesk()
    const { ticket } = (await deskBrowser(app).signIn(ROSA)).view('console/entry/code')
    const tried = async (sent: string) => {
      const browser = deskBrowser(app)
      const answer = await browser.send('/staff/sign-in/code/', { ticket: sent, code: codeAt(secret, app.clock.now) })
      return [answer.status, answer.view('console/entry/sign-in').kind, await isIn(browser)]
    }
    const refused = [409, 'console/entry/sign-in', false]
    expect(await tried(`${ticket.slice(0, -2)}AA`)).toEqual(refused)
    expect(await tried('')).toEqual(refused)
    await rosa.send('/staff/account/password/', { old: PASSWORD, password: 'another four words' })
    expect(await tried(ticket)).toEqual(refused)
    app.clock.now += HOUR
    expect(await tried(ticket)).toEqual(refused)
  })

  test('is asked for behind a link to a new password, too', async () => {
    const { app, secret } = await protectedDesk()
    const id = (await app.db.selectFrom('people').select('id').executeTakeFirstOrThrow()).id
    const { json } = await app.call(`PATCH /people/${id}`, { as: 'admin', body: { reset: true } })
    const path = new URL(json.setupUrl).pathname
    const browser = deskBrowser(app)
    const { ticket } = (await browser.send(path, { password: 'another four words' })).view('console/entry/code')
    expect(await isIn(browser)).toBe(false)
    await browser.send('/staff/sign-in/code/', { ticket, code: codeAt(secret, app.clock.now) })
    expect(await isIn(browser)).toBe(true)
    expect((await browser.open(path)).status).toBe(410)
  })

  test('is removed with the password, which ends all other sessions; setting it up does, too', async () => {
    const { app, rosa } = await desk()
    const [phone, tablet] = [deskBrowser(app), deskBrowser(app)]
    await phone.signIn(ROSA)
    const { secret } = await setUpFactorIn(rosa, app)
    expect([await isIn(phone), await isIn(rosa)]).toEqual([false, true])
    app.clock.now += MINUTE
    await code(tablet, codeAt(secret, app.clock.now))
    expect((await rosa.send('/staff/account/factor/remove/', { own: 'wrong' })).status).toBe(422)
    expect(await isIn(tablet)).toBe(true)
    expect((await rosa.send('/staff/account/factor/remove/', { own: PASSWORD })).location).toBe(
      '/staff/account/?done=factor',
    )
    expect([await isIn(tablet), await isIn(rosa)]).toEqual([false, true])
    expect((await phone.signIn(ROSA)).status).toBe(303)
  })

  test('and the password, changed, give the browser another cookie: the one from before is worth nothing', async () => {
    const { app, rosa } = await desk()
    const changed = async (change: () => Promise<unknown>) => {
      const before = deskBrowser(app)
      for (const [name, value] of rosa.cookies) before.cookies.set(name, value)
      expect(await isIn(before)).toBe(true)
      await change()
      return [await isIn(before), await isIn(rosa)]
    }
    const other = 'another four words'
    expect(await changed(() => setUpFactorIn(rosa, app))).toEqual([false, true])
    expect(await changed(() => rosa.send('/staff/account/factor/remove/', { own: PASSWORD }))).toEqual([false, true])
    const sent = { old: PASSWORD, password: other }
    expect(await changed(() => rosa.send('/staff/account/password/', sent))).toEqual([false, true])
  })

  test('leaves sessions that nobody uses to end by themselves', async () => {
    const { app, rosa } = await desk()
    app.clock.now += 7 * HOUR
    expect(await isIn(rosa)).toBe(true)
    app.clock.now += 4.5 * HOUR
    expect(await isIn(rosa)).toBe(true)
    app.clock.now += HOUR
    expect(await isIn(rosa)).toBe(false)
    await rosa.signIn(ROSA)
    app.clock.now += 8 * HOUR
    expect(await isIn(rosa)).toBe(false)
  })
})
