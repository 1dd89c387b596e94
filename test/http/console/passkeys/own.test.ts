import { expect, test } from 'vitest'
import { changePerson } from '../../../../db/staff/people.ts'
import { MINUTE } from '../../../../server/domain/vocabulary.ts'
import { type DeskBrowser, deskBrowser, employ, PASSWORD } from '../../../support/app/desk/in-browser.ts'
import { addPasskeyIn, askedToMake, signInWith } from '../../../support/app/desk/passkeys.ts'
import { testApp } from '../../../support/app/test-app.ts'
import { onEachDatabase } from '../../../support/database.ts'
import { type Answering, authenticator } from '../../../support/outside/authenticator.ts'

onEachDatabase('one’s own passkeys', (fresh) => {
  async function desk() {
    const app = await testApp((await fresh()).db)
    const id = await employ(app, 'Rosa', 'reporter')
    const rosa = deskBrowser(app)
    await rosa.signIn('rosa@desk.example')
    return { app, id, rosa }
  }
  const listed = async (browser: DeskBrowser) =>
    (await browser.open('/staff/account/')).view('console/account').passkeys
  const isIn = async (browser: DeskBrowser) => (await browser.open('/staff/account/')).status === 200
  const add = (browser: DeskBrowser, credential: string) => browser.send('/staff/account/passkeys/', { credential })
  const pageOf = async (browser: DeskBrowser, called = 'Phone') =>
    `/staff/account/passkeys/${(await listed(browser)).find(({ name }) => name === called)?.id}/`
  const remove = async (browser: DeskBrowser, own = PASSWORD) => browser.send(await pageOf(browser), { own })

  test('are added by name after the password, and listed with when each was made and used', async () => {
    const { app, id, rosa } = await desk()
    await addPasskeyIn(rosa, 'Work laptop')
    expect(await listed(rosa)).toMatchObject([
      { name: 'Work laptop', madeAt: app.clock.now, usedAt: null, sessions: 0, isThis: false },
    ])
    const [entry] = await app.db
      .selectFrom('audit')
      .select(['action', 'object', 'detail'])
      .orderBy('id', 'desc')
      .execute()
    expect(entry).toEqual({ action: 'person.add_passkey', object: `person/${id}`, detail: '{"name":"Work laptop"}' })
    expect((await rosa.open('/staff/account/')).view('console/account').flash).toBeUndefined()
  })

  test('are made for this site and this person by a device that asks who is there, and not twice by one', async () => {
    const { id, rosa } = await desk()
    const phone = await addPasskeyIn(rosa)
    const options = JSON.parse(await askedToMake(rosa, 'Another'))
    expect(options).toMatchObject({
      rp: { id: 'status.example.com', name: 'Northline Communications' },
      user: { id: Buffer.from(id).toString('base64url'), name: 'rosa@desk.example', displayName: 'Rosa' },
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      excludeCredentials: [{ id: phone.id, type: 'public-key' }],
      attestation: 'none',
    })
  })

  test('are not asked for with a wrong password, without a name, or with the name of another', async () => {
    const { rosa } = await desk()
    await addPasskeyIn(rosa)
    for (const [name, own, field] of [
      ['Key', 'something else', 'own'],
      ['Key', '', 'own'],
      ['', PASSWORD, 'name'],
      ['x'.repeat(61), PASSWORD, 'name'],
      ['Phone', PASSWORD, 'name'],
    ] as const) {
      const answer = await rosa.send('/staff/account/passkeys/new/', { name, own })
      const { faults, options } = answer.view('console/passkeys/new')
      expect([answer.status, faults[0]?.field, options]).toEqual([422, field, null])
    }
  })

  test('wait after nine wrong passwords, as other things of the account do', async () => {
    const { rosa } = await desk()
    const wrong = { name: 'Key', own: 'something else' }
    for (let n = 0; n < 9; n++) expect((await rosa.send('/staff/account/passkeys/new/', wrong)).status).toBe(422)
    const right = { ...wrong, own: PASSWORD }
    expect((await rosa.send('/staff/account/passkeys/new/', right)).status).toBe(429)
  })

  test('are ten at most', async () => {
    const { rosa } = await desk()
    for (let n = 0; n < 9; n++) await addPasskeyIn(rosa, `Key ${n}`)
    const [tenth, eleventh] = [authenticator(), authenticator()]
    const asked = await askedToMake(rosa, 'Tenth')
    const cookies = [...rosa.cookies]
    const late = await askedToMake(rosa, 'Eleventh')
    const lateCookies = [...rosa.cookies]
    for (const [name, value] of cookies) rosa.cookies.set(name, value)
    expect((await add(rosa, tenth.make(asked))).status).toBe(303)
    for (const [name, value] of lateCookies) rosa.cookies.set(name, value)
    expect((await add(rosa, eleventh.make(late))).status).toBe(409)
    const refused = await rosa.send('/staff/account/passkeys/new/', { name: 'More', own: PASSWORD })
    expect([refused.status, (await listed(rosa)).length]).toEqual([409, 10])
  })

  test.each<[string, Answering]>([
    ['to another challenge', { challenge: 'A'.repeat(43) }],
    ['from another site', { origin: 'https://evil.example' }],
    ['for another site', { site: 'evil.example' }],
    ['by a device that has not asked who is there', { isVerified: false }],
  ])('are not added if made %s', async (_, said) => {
    const { rosa } = await desk()
    const answer = await add(rosa, authenticator().make(await askedToMake(rosa), said))
    expect([answer.status, await listed(rosa)]).toEqual([422, []])
  })

  test('are added once, soon, and in the session that asked', async () => {
    const { app, rosa } = await desk()
    await employ(app, 'Dana', 'agent')
    const dana = deskBrowser(app)
    await dana.signIn('dana@desk.example')
    const phone = authenticator()
    const made = phone.make(await askedToMake(rosa))
    const cookies = [...rosa.cookies]
    for (const [name, value] of cookies) if (name.endsWith('passkey')) dana.cookies.set(name, value)
    expect([(await add(dana, made)).status, await listed(dana)]).toEqual([409, []])
    expect((await add(rosa, made)).status).toBe(303)
    for (const [name, value] of cookies) rosa.cookies.set(name, value)
    expect((await add(rosa, made)).status).toBe(409)
    const again = phone.make(await askedToMake(rosa, 'The same'))
    expect((await add(rosa, again)).status).toBe(422)
    const late = authenticator().make(await askedToMake(rosa, 'Late'))
    app.clock.now += 5 * MINUTE
    expect([(await add(rosa, late)).status, (await listed(rosa)).length]).toEqual([409, 1])
  })

  test('that are removed sign nobody in, and end the sessions that were begun with them, also this one', async () => {
    const { app, id, rosa } = await desk()
    const [phone, key] = [await addPasskeyIn(rosa), await addPasskeyIn(rosa, 'Key')]
    const { browser: here } = await signInWith(app, phone)
    const { browser: there } = await signInWith(app, phone)
    const { browser: byKey } = await signInWith(app, key)
    const { passkey } = (await here.open(await pageOf(here))).view('console/passkeys/remove')
    expect(passkey).toMatchObject({ name: 'Phone', sessions: 2, isThis: true })
    expect([(await remove(here, 'something else')).status, await isIn(here)]).toEqual([422, true])
    const removed = await remove(here)
    expect([removed.status, removed.location]).toEqual([303, '/staff/sign-in/'])
    const said = (await here.open('/staff/sign-in/')).view('console/entry/sign-in').flash?.says
    expect(said).toContain('this browser was signed in with it')
    expect(await Promise.all([here, there, byKey, rosa].map(isIn))).toEqual([false, false, true, true])
    expect((await signInWith(app, phone)).answer.status).toBe(422)
    expect((await signInWith(app, key)).answer.status).toBe(303)
    const entries = await app.db.selectFrom('audit').selectAll().where('action', '=', 'person.remove_passkey').execute()
    expect(entries).toMatchObject([{ object: `person/${id}`, detail: '{"name":"Phone","sessions":2}' }])
  })

  test('are removed elsewhere without ending the session that does it', async () => {
    const { app, rosa } = await desk()
    const { browser } = await signInWith(app, await addPasskeyIn(rosa))
    const removed = await remove(rosa)
    expect([removed.location, await isIn(rosa), await isIn(browser)]).toEqual(['/staff/account/', true, false])
  })

  test('are nobody else’s to see or remove', async () => {
    const { app, rosa } = await desk()
    await addPasskeyIn(rosa)
    await employ(app, 'Dana', 'admin')
    const dana = deskBrowser(app)
    await dana.signIn('dana@desk.example')
    const path = await pageOf(rosa)
    expect([(await dana.open(path)).status, (await dana.send(path, { own: PASSWORD })).status]).toEqual([404, 404])
    expect(await listed(rosa)).toHaveLength(1)
  })

  test('are a second factor, which an administrator removes with all that it opened', async () => {
    const { app, id, rosa } = await desk()
    const phone = await addPasskeyIn(rosa)
    const { browser } = await signInWith(app, phone)
    const factor = async () => {
      const { items } = (await app.call('GET /people', { as: 'admin' })).json
      return items.find((person: { id: string }) => person.id === id).secondFactor
    }
    expect(await factor()).toBe(true)
    await app.call(`PATCH /people/${id}`, { as: 'admin', body: { secondFactor: false } })
    expect([await factor(), await isIn(browser), await isIn(rosa)]).toEqual([false, false, false])
    expect((await signInWith(app, phone)).answer.status).toBe(422)
    const [last] = await app.db.selectFrom('audit').selectAll().where('action', '=', 'person.change').execute()
    expect(last?.detail).toBe('{"secondFactor":false}')
  })

  test('are not for whoever has no password here: an account that ends at the provider opens nothing', async () => {
    const { app, id, rosa } = await desk()
    await app.db.transaction().execute((trx) => changePerson(trx, id, { password: null }, app.clock.now))
    const refused = await rosa.send('/staff/account/passkeys/new/', { name: 'Key', own: PASSWORD })
    expect(refused.status).toBe(422)
  })

  test('need an address that browsers know them at', async () => {
    const { app, rosa } = await desk()
    for (const [url, knows] of [
      ['https://status.example.com', true],
      ['http://localhost:8080', true],
      ['http://status.example.com', false],
      ['https://192.0.2.7', false],
      ['http://[::1]:8080', false],
    ] as const) {
      app.deps.site.url = url
      const cookie = `signalpost-session=${rosa.cookies.get('__Host-signalpost-session')}; ${rosa.cookie()}`
      const headers = { cookie, accept: 'text/html' }
      const { status } = await app.call('GET //staff/account/passkeys/new/', { headers })
      expect([url, status]).toEqual([url, knows ? 200 : 409])
    }
  })
})
