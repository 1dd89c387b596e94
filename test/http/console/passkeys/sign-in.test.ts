import { expect, test } from 'vitest'
import { MINUTE } from '../../../../server/domain/vocabulary.ts'
import { type DeskBrowser, deskBrowser, employ, type Shown } from '../../../support/app/desk/in-browser.ts'
import { addPasskeyIn, askedToSign, signInWith } from '../../../support/app/desk/passkeys.ts'
import { testApp } from '../../../support/app/test-app.ts'
import { onEachDatabase } from '../../../support/database.ts'
import { type Answering, authenticator } from '../../../support/outside/authenticator.ts'

const BEGIN_AGAIN = expect.stringMatching(/Begin again\.$/)
const NOBODY = expect.stringContaining('This passkey signs nobody in here')

onEachDatabase('a passkey', (fresh) => {
  async function desk() {
    const app = await testApp((await fresh()).db)
    const id = await employ(app, 'Rosa', 'agent')
    const rosa = deskBrowser(app)
    await rosa.signIn('rosa@desk.example')
    return { app, id, rosa, phone: await addPasskeyIn(rosa) }
  }
  const isIn = async (browser: DeskBrowser) => (await browser.open('/staff/account/')).status === 200
  const saidBy = (answer: Shown) => [answer.status, answer.view('console/entry/sign-in').faults[0]?.says]

  test('signs in without an address, a password or a code, and leads to what was asked for', async () => {
    const { app, id, phone } = await desk()
    const { browser, answer } = await signInWith(app, phone, { fields: { next: '/staff/templates/' } })
    expect([answer.status, answer.location]).toEqual([303, '/staff/templates/'])
    const { me, passkeys } = (await browser.open('/staff/account/')).view('console/account')
    expect(me?.name).toBe('Rosa')
    expect(passkeys).toMatchObject([{ name: 'Phone', usedAt: app.clock.now, sessions: 1, isThis: true }])
    const trail = app.db.selectFrom('audit').select(['actor', 'action', 'object', 'detail']).orderBy('id', 'desc')
    expect(await trail.executeTakeFirst()).toMatchObject({
      ...{ actor: 'staff/Rosa', action: 'person.sign_in', object: `person/${id}` },
      detail: expect.stringMatching(/"how":"passkey","name":"Phone"/),
    })
  })

  test('is offered where somebody is asked who they are, once anybody has one', async () => {
    const app = await testApp((await fresh()).db)
    await employ(app, 'Rosa', 'agent')
    const rosa = deskBrowser(app)
    const offered = async () => (await deskBrowser(app).open('/staff/sign-in/')).view('console/entry/sign-in').passkeys
    expect(await offered()).toBe(false)
    await rosa.signIn('rosa@desk.example')
    await addPasskeyIn(rosa)
    expect(await offered()).toBe(true)
    app.deps.site.url = 'http://192.0.2.7:8080'
    expect(await offered()).toBe(false)
  })

  test('sends what was being written when the session ended', async () => {
    const { app, phone } = await desk()
    const browser = deskBrowser(app)
    const { kept } = (await browser.send('/staff/incidents/new/', { title: 'Calls fail' })).view(
      'console/entry/sign-in',
    )
    const { answer } = await signInWith(app, phone, { browser, fields: { kept: kept ?? '' } })
    expect(answer.view('console/entry/again').form?.fields).toContainEqual(['title', ['Calls fail']])
  })

  test.each<[string, Answering]>([
    ['to another challenge', { challenge: 'A'.repeat(43) }],
    ['from a page of another site', { origin: 'https://status.example.com.evil.example' }],
    ['from the same host without https', { origin: 'http://status.example.com' }],
    ['for another site', { site: 'evil.example' }],
    ['of a device that has not asked who is there', { isVerified: false }],
    ['signed by another device', { by: authenticator() }],
    ['in somebody else’s name', { owner: 'somebody0001' }],
  ])('is refused if its answer is %s', async (_, said) => {
    const { app, phone } = await desk()
    const { browser, answer } = await signInWith(app, phone, { said })
    expect(saidBy(answer)).toEqual([422, NOBODY])
    expect(await isIn(browser)).toBe(false)
  })

  test('is refused if nobody has it', async () => {
    const { app } = await desk()
    const { answer } = await signInWith(app, authenticator(), { said: { owner: 'somebody0001' } })
    expect(saidBy(answer)).toEqual([422, NOBODY])
  })

  test('is refused if what comes is no answer, however large', async () => {
    const { app, phone } = await desk()
    const browser = deskBrowser(app)
    const right = JSON.parse(phone.answer(await askedToSign(app, browser))) as { response: object }
    for (const credential of [
      ...['', 'null', '[]', '{', '"x"'],
      JSON.stringify({ ...right, response: { ...right.response, signature: 'A'.repeat(5_000) } }),
      JSON.stringify({ ...right, response: { ...right.response, authenticatorData: 'AAAA' } }),
      JSON.stringify({ ...right, response: { ...right.response, clientDataJSON: '\u{1f511}' } }),
    ]) {
      await askedToSign(app, browser)
      const answer = await browser.send('/staff/sign-in/passkey/', { credential })
      expect([credential.slice(0, 50), answer.status]).toEqual([credential.slice(0, 50), 422])
    }
    expect((await browser.send('/staff/sign-in/passkey/', { credential: 'x'.repeat(30_000) })).status).toBe(413)
    expect(await isIn(browser)).toBe(false)
  })

  test('takes an answer once, also of a browser that keeps what it was asked', async () => {
    const { app, phone } = await desk()
    const browser = deskBrowser(app)
    const asked = await askedToSign(app, browser)
    const cookies = [...browser.cookies]
    const credential = phone.answer(asked)
    expect((await browser.send('/staff/sign-in/passkey/', { credential })).status).toBe(303)
    const thief = deskBrowser(app)
    for (const [name, value] of cookies) thief.cookies.set(name, value)
    expect(saidBy(await thief.send('/staff/sign-in/passkey/', { credential }))).toEqual([409, BEGIN_AGAIN])
    expect(await isIn(thief)).toBe(false)
  })

  test('takes no second answer after a wrong one', async () => {
    const { app, phone } = await desk()
    const browser = deskBrowser(app)
    const asked = await askedToSign(app, browser)
    const cookies = [...browser.cookies]
    const wrong = { credential: phone.answer(asked, { isVerified: false }) }
    expect((await browser.send('/staff/sign-in/passkey/', wrong)).status).toBe(422)
    for (const [name, value] of cookies) browser.cookies.set(name, value)
    const right = { credential: phone.answer(asked) }
    expect(saidBy(await browser.send('/staff/sign-in/passkey/', right))).toEqual([409, BEGIN_AGAIN])
  })

  test('takes no answer to what another browser was asked, nor one that comes after five minutes', async () => {
    const { app, phone } = await desk()
    const [one, other] = [deskBrowser(app), deskBrowser(app)]
    const credential = phone.answer(await askedToSign(app, one))
    expect(saidBy(await other.send('/staff/sign-in/passkey/', { credential }))).toEqual([409, BEGIN_AGAIN])
    app.clock.now += 5 * MINUTE
    expect(saidBy(await one.send('/staff/sign-in/passkey/', { credential }))).toEqual([409, BEGIN_AGAIN])
  })

  test('is not what a device was asked to make', async () => {
    const { rosa, phone } = await desk()
    const asked = (await rosa.send('/staff/account/passkeys/new/', { name: 'Key', own: 'four words and more' })).view(
      'console/passkeys/new',
    )
    const { challenge } = JSON.parse(asked.options ?? '') as { challenge: string }
    const credential = phone.answer({ challenge })
    expect(saidBy(await rosa.send('/staff/sign-in/passkey/', { credential }))).toEqual([409, BEGIN_AGAIN])
    expect(await isIn(rosa)).toBe(true)
  })

  test('is taken by another instance than the one that asked', async () => {
    const { app, phone } = await desk()
    const browser = deskBrowser(app)
    const credential = phone.answer(await askedToSign(app.another(), browser))
    expect((await browser.send('/staff/sign-in/passkey/', { credential })).status).toBe(303)
  })

  test('of a device that counts is refused once it has counted back', async () => {
    const { app, phone } = await desk()
    const status = async (counter: number) => (await signInWith(app, phone, { said: { counter } })).answer.status
    expect([await status(0), await status(7), await status(8), await status(8), await status(3)]).toEqual([
      ...[303, 303, 303, 422, 422],
    ])
    expect([await status(0), await status(9)]).toEqual([422, 303])
  })

  test('of an account that was disabled is refused, in words, and works again with it', async () => {
    const { app, id, phone } = await desk()
    await app.call(`PATCH /people/${id}`, { as: 'admin', body: { disabled: true } })
    expect(saidBy((await signInWith(app, phone)).answer)).toEqual([409, expect.stringContaining('was disabled')])
    await app.call(`PATCH /people/${id}`, { as: 'admin', body: { disabled: false } })
    expect((await signInWith(app, phone)).answer.status).toBe(303)
  })

  test('waits after nine wrong answers from one place, not in a browser that is known; right ones are not counted', async () => {
    const { app, rosa, phone } = await desk()
    for (let n = 0; n < 12; n++) expect((await signInWith(app, phone)).answer.status).toBe(303)
    for (let n = 0; n < 9; n++) {
      expect((await signInWith(app, phone, { said: { isVerified: false } })).answer.status).toBe(422)
    }
    const { answer } = await signInWith(app, phone)
    expect([answer.status, Number(answer.headers.get('retry-after')) > 0]).toEqual([429, true])
    expect((await signInWith(app, phone, { browser: rosa })).answer.status).toBe(303)
  })
})
