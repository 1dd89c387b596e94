import { expect, test } from 'vitest'
import { ensureVisitor } from '../../../server/actions/demo/visitor.ts'
import { HOUR } from '../../../server/domain/vocabulary.ts'
import { deskBrowser, employ } from '../../support/app/desk/in-browser.ts'
import { type TestApp, testApp } from '../../support/app/test-app.ts'
import { onEachDatabase } from '../../support/database.ts'
import { accountViews } from '../../support/site/console/account.ts'
import { render, texts } from '../../support/site/pages.ts'
import { pageContext } from '../../support/site/samples.ts'

const ADA = 'ada@desk.example'

onEachDatabase('tokens at the desk', (fresh) => {
  async function desk() {
    const app = await testApp((await fresh()).db)
    await employ(app, 'Ada', 'admin')
    const browser = deskBrowser(app)
    await browser.signIn(ADA)
    return { app, browser }
  }
  const works = async ({ hono }: TestApp, token: string) =>
    (await hono.request('/api/v1/worklist', { headers: { authorization: `Bearer ${token}` } })).status

  test('are revoked only after it is said that there is no way back', async () => {
    const html = await render(pageContext(accountViews['/staff/tokens/'] as never, '/staff/tokens/'))
    const asked = texts(html, 'details').filter((text) => text.includes('There is no way back'))
    expect([asked.length, html.match(/Revoke it now/g)?.length]).toEqual([2, 2])
  })

  test('there is no account: the sign-in page says which link makes the first', async () => {
    const app = await testApp((await fresh()).db)
    const isFirst = async () => (await deskBrowser(app).open('/staff/sign-in/')).view('console/entry/sign-in').isFirst
    expect(await isFirst()).toBe(true)
    await app.db.transaction().execute((trx) => ensureVisitor(trx, app.clock.now))
    expect(await isFirst()).toBe(true)
    await employ(app, 'Ada', 'admin')
    expect(await isFirst()).toBe(false)
  })

  test('are made with an end, shown once, and revoked', async () => {
    const { app, browser } = await desk()
    const sent = { name: 'monitoring', role: 'agent', days: '30' }
    const { made, tokens } = (await browser.send('/staff/tokens/', sent)).view('console/tokens')
    expect(await works(app, made?.token ?? '')).toBe(200)
    expect((await browser.send('/staff/tokens/', sent)).view('console/tokens').faults[0]?.field).toBe('name')
    const view = (await browser.open('/staff/tokens/')).view('console/tokens')
    const found = view.tokens.find(({ name }) => name === 'monitoring')
    expect([view.made, found?.lastUsedAt, found?.expiresAt]).toEqual([null, app.clock.now, app.clock.now + 720 * HOUR])
    app.clock.now += 720 * HOUR
    expect(await works(app, made?.token ?? '')).toBe(401)
    expect(tokens.length).toBe(5)
    app.clock.now -= HOUR
    await browser.signIn(ADA)
    await browser.send(`/staff/tokens/${found?.id}/`)
    expect(await works(app, made?.token ?? '')).toBe(401)
  })

  test('that nobody has ever made are not revoked as if they were there; twice is as once', async () => {
    const { browser } = await desk()
    expect((await browser.send('/staff/tokens/x/')).status).toBe(404)
    const { tokens } = (await browser.open('/staff/tokens/')).view('console/tokens')
    const path = `/staff/tokens/${tokens[0]?.id}/`
    expect([(await browser.send(path)).status, (await browser.send(path)).status]).toEqual([303, 303])
  })

  test('are the same by the API, with an end within a year', async () => {
    const { app } = await desk()
    const make = (body: object, key?: string) => app.call('POST /tokens', { as: 'admin', body, ...(key && { key }) })
    const expiresAt = new Date(app.clock.now + HOUR).toISOString()
    const { status, json } = await make({ name: 'bot', role: 'agent', expiresAt }, 'once')
    expect([status, json.expiresAt, await works(app, json.token)]).toEqual([201, expiresAt, 200])
    expect((await make({ name: 'bot', role: 'agent', expiresAt }, 'once')).json.token).toBe(null)
    for (const wrong of [new Date(app.clock.now).toISOString(), '2028-11-10T12:00:00Z']) {
      const answer = await make({ name: 'other', role: 'agent', expiresAt: wrong })
      expect([answer.status, answer.json.errors[0].pointer]).toEqual([422, '/expiresAt'])
    }
    expect((await app.call(`DELETE /tokens/${json.id}`, { as: 'admin' })).status).toBe(204)
    expect((await app.call(`DELETE /tokens/${json.id}`, { as: 'admin' })).status).toBe(404)
    expect(await works(app, json.token)).toBe(401)
  })
})
