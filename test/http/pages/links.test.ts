import { expect, test } from 'vitest'
import { HOUR } from '../../../server/domain/vocabulary.ts'
import { manageToken, unsubscribeToken } from '../../../server/lib/links.ts'
import { followers, newestLink, pushSubscription, subscribe } from '../../support/app/subscribers.ts'
import { form, type TestApp, testApp, viewOf } from '../../support/app/test-app.ts'
import { onEachDatabase } from '../../support/database.ts'
import { ALICE } from '../../support/people.ts'

const push = (app: TestApp, subscription: object) =>
  app.call('POST /subscriptions', { body: { channel: 'webpush', subscription, scope: { type: 'all' } } })

onEachDatabase('links', (fresh) => {
  async function alice() {
    const app = await testApp((await fresh()).db)
    const id = await subscribe(app, ALICE)
    const { linkSecret } = app.deps
    return {
      app,
      id,
      token: manageToken(linkSecret, { id, linkGeneration: 0 }),
      stop: unsubscribeToken(linkSecret, id),
    }
  }

  test('let people leave, however much was asked from their network', async () => {
    const { app, token, stop } = await alice()
    for (let call = 0; call < 300; call++) await app.call('GET /platforms')
    expect((await app.call('GET /platforms')).status).toBe(429)
    expect((await app.call(`POST //unsubscribe/${stop}`)).status).toBe(200)
    expect((await app.call(`DELETE /subscriptions/${token}`)).status).not.toBe(429)
  })

  test.each([
    ['the API', (app: TestApp, token: string) => app.call(`DELETE /subscriptions/${token}`)],
    [
      'an empty list',
      (app: TestApp, token: string) => app.call(`PATCH /subscriptions/${token}`, { body: { follows: [] } }),
    ],
    [
      'the manage page',
      (app: TestApp, token: string) => app.call(`POST //manage/${token}`, form([['action', 'stop']])),
    ],
    ['the mail program', (app: TestApp, _: string, stop: string) => app.call(`POST //unsubscribe/${stop}`)],
  ])('end with who leaves by %s; who comes back gets new ones', async (_, leave) => {
    const { app, id, token, stop } = await alice()
    const left = await leave(app, token, stop)
    expect([200, 204, 303]).toContain(left.status)
    expect(left.json ?? { active: false, follows: [] }).toMatchObject({ active: false, follows: [] })
    const deadEverywhere = async () => {
      for (const line of ['GET', 'DELETE']) expect((await app.call(`${line} /subscriptions/${token}`)).status).toBe(404)
      expect((await app.call(`PATCH /subscriptions/${token}`, { body: { locale: 'en' } })).status).toBe(404)
      for (const line of ['GET', 'POST']) {
        const page = await app.call(`${line} //manage/${token}`, line === 'POST' ? form([['action', 'stop']]) : {})
        expect([page.status, viewOf(page)]).toMatchObject([410, { kind: 'unsubscribe', state: 'ended' }])
      }
    }
    await deadEverywhere()
    app.clock.now += HOUR
    expect(await subscribe(app, ALICE)).toBe(id)
    await deadEverywhere()
    expect(await followers(app)).toHaveLength(1)
    const done = viewOf(await app.call(`GET ${await newestLink(app)}`))
    const fresh = done.kind === 'confirm' ? done.manageUrl?.split('/').at(-1) : ''
    expect((await app.call(`GET /subscriptions/${fresh}`)).json).toMatchObject({ id, active: true, token: fresh })
    // Of its old mails, only the link that stops works, as it must.
    expect((await app.call(`POST //unsubscribe/${stop}`)).status).toBe(200)
    expect(await followers(app)).toEqual([])
  })

  test('that only stop messages lead to no other', async () => {
    const { app, id, stop } = await alice()
    for (const line of [`GET //unsubscribe/${stop}`, `POST //unsubscribe/${stop}`]) {
      const { text } = await app.call(line)
      expect(text).not.toContain('/manage/')
      expect(text).not.toContain(manageToken(app.deps.linkSecret, { id, linkGeneration: 0 }))
    }
  })

  test('stay when an address dies and its owner moves to another', async () => {
    const app = await testApp((await fresh()).db)
    const { token, id } = (await push(app, pushSubscription())).json
    await app.db.updateTable('subscribers').set({ state: 'off', off_reason: 'gone' }).where('id', '=', id).execute()
    expect((await app.call(`GET /subscriptions/${token}`)).json).toMatchObject({ active: false, token })
    const moved = await app.call(`PATCH /subscriptions/${token}`, { body: { subscription: pushSubscription() } })
    expect(moved.json).toMatchObject({ active: true, token })
  })
})
