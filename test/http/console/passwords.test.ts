import { expect, test } from 'vitest'
import { allow } from '../../../server/actions/subscription/allow.ts'
import { triesOf } from '../../../server/domain/staff/throttle.ts'
import { MINUTE } from '../../../server/domain/vocabulary.ts'
import { codeAt, deskBrowser, employ, PASSWORD, setUpFactorIn } from '../../support/app/desk/in-browser.ts'
import { testApp } from '../../support/app/test-app.ts'
import { onEachDatabase } from '../../support/database.ts'

onEachDatabase('a password', (fresh) => {
  test('easy to guess is taken from nobody, and the link works on', async () => {
    const app = await testApp((await fresh()).db)
    await employ(app, 'Ada', 'admin')
    const browser = deskBrowser(app)
    await browser.signIn('ada@desk.example')
    const sent = { name: 'Leonore Ono', email: 'lono@desk.example', role: 'lead' }
    const { link } = (await browser.send('/staff/people/', sent)).view('console/people')
    const path = new URL(link?.url ?? '').pathname
    const lee = deskBrowser(app)
    for (const password of ['password1234', 'leonore-2026', 'Signalpost2026']) {
      const answer = await lee.send(path, { password })
      expect([answer.status, answer.view('console/entry/setup').faults[0]?.field]).toEqual([422, 'password'])
    }
    expect((await lee.send(path, { password: PASSWORD })).location).toBe('/staff/')
    const own = await lee.send('/staff/account/password/', { old: PASSWORD, password: 'password1234' })
    expect([own.status, own.view('console/account').faults[0]?.field]).toEqual([422, 'password'])
  })

  test('guessed at from very many networks lets in the own browser, and by a link to a new one', async () => {
    const app = await testApp((await fresh()).db)
    const id = await employ(app, 'Ada', 'admin')
    const [own, other] = [deskBrowser(app), deskBrowser(app, '198.51.100.7')]
    await own.signIn('ada@desk.example')
    await app.db.transaction().execute(async (trx) => {
      for (let n = 0; n < 200; n++) await allow(trx, triesOf(`203.0.${n}.1`, 'ada@desk.example', null), app.clock.now)
    })
    expect((await other.signIn('ada@desk.example')).status).toBe(429)
    expect((await own.signIn('ada@desk.example')).status).toBe(303)
    const { json } = await app.call(`PATCH /people/${id}`, { as: 'admin', body: { reset: true } })
    const answer = await other.send(new URL(json.setupUrl).pathname, { password: 'another four words' })
    expect([answer.status, (await other.open('/staff/')).status]).toEqual([303, 200])
    // From now on that browser is the owner's as well, whoever goes on guessing.
    expect((await other.signIn('ada@desk.example', { password: 'another four words' })).status).toBe(303)
  })

  test('guessed at like that keeps nobody from their second factor, which the link asks for as ever', async () => {
    const app = await testApp((await fresh()).db)
    const id = await employ(app, 'Ada', 'admin')
    const [own, other] = [deskBrowser(app), deskBrowser(app, '198.51.100.7')]
    await own.signIn('ada@desk.example')
    const { secret } = await setUpFactorIn(own, app)
    await app.db.transaction().execute(async (trx) => {
      for (let n = 0; n < 200; n++) await allow(trx, triesOf(`203.0.${n}.1`, 'ada@desk.example', null), app.clock.now)
    })
    const { json } = await app.call(`PATCH /people/${id}`, { as: 'admin', body: { reset: true } })
    const answer = await other.send(new URL(json.setupUrl).pathname, { password: 'another four words' })
    const { ticket } = answer.view('console/entry/code')
    expect((await other.open('/staff/')).status).toBe(303)
    app.clock.now += MINUTE
    const sent = { ticket, next: '/staff/', code: codeAt(secret, app.clock.now) }
    expect((await other.send('/staff/sign-in/code/', sent)).location).toBe('/staff/')
  })
})
