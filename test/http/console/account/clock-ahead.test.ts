import { expect, test } from 'vitest'
import { takeTotpStep } from '../../../../db/staff/people.ts'
import { DAY, MINUTE } from '../../../../server/domain/vocabulary.ts'
import { deskBrowser, employ } from '../../../support/app/desk/in-browser.ts'
import { testApp } from '../../../support/app/test-app.ts'
import { onEachDatabase } from '../../../support/database.ts'

onEachDatabase('after a clock that was a day ahead', (fresh) => {
  async function desk() {
    const app = await testApp((await fresh()).db)
    const id = await employ(app, 'Ada', 'admin')
    return { app, id, browser: deskBrowser(app) }
  }

  test('a session that has not begun opens nothing; one of a few minutes ahead does', async () => {
    const { app, browser } = await desk()
    const board = async () => (await browser.open('/staff/')).status
    app.clock.now += DAY
    await browser.signIn('ada@desk.example')
    expect(await board()).toBe(200)
    app.clock.now -= DAY
    expect(await board()).toBe(303)
    await browser.signIn('ada@desk.example')
    app.clock.now -= MINUTE
    expect(await board()).toBe(200)
  })

  test('a link that was made then is over, and another one can be made', async () => {
    const { app, id } = await desk()
    const link = async () =>
      (await app.call(`PATCH /people/${id}`, { as: 'admin', body: { reset: true } })).json.setupUrl as string
    const open = async (url: string) => (await deskBrowser(app).open(new URL(url).pathname)).status
    app.clock.now += DAY
    const early = await link()
    expect(await open(early)).toBe(200)
    app.clock.now -= DAY
    expect(await open(early)).toBe(410)
    expect(await open(await link())).toBe(200)
  })

  test('wrong passwords of then keep nobody out, nor does a code that was taken then', async () => {
    const { app, id, browser } = await desk()
    app.clock.now += DAY
    for (let n = 0; n < 10; n++) await browser.send('/staff/sign-in/', { email: 'ada@desk.example', password: 'wrong' })
    expect((await browser.signIn('ada@desk.example')).status).toBe(429)
    app.clock.now -= DAY
    expect((await browser.signIn('ada@desk.example')).status).toBe(303)

    const take = (step: number) => app.db.transaction().execute((trx) => takeTotpStep(trx, id, step))
    const now = app.clock.now / 30_000
    expect(await take(now + 2880)).toBe(true)
    expect([await take(now), await take(now), await take(now - 1)]).toEqual([true, false, false])
  })
})
