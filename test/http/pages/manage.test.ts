import { expect, test } from 'vitest'
import { manageToken, unsubscribeToken } from '../../../server/lib/links.ts'
import { emailRequest, followers, pushSubscription, subscribe } from '../../support/app/subscribers.ts'
import { form, outage, type TestApp, testApp, viewOf } from '../../support/app/test-app.ts'
import { onEachDatabase } from '../../support/database.ts'
import { ALICE } from '../../support/people.ts'

const push = (app: TestApp, subscription: object, scope: object = { type: 'all' }, more = {}) =>
  app.call('POST /subscriptions', { body: { channel: 'webpush', subscription, scope, ...more } })

onEachDatabase('subscribing a browser', (fresh) => {
  test('is active at once; the same browser follows more and more', async () => {
    const app = await testApp((await fresh()).db)
    const browser = pushSubscription()
    const first = await push(app, browser, { type: 'platform', id: 'voice' }, { timeZone: 'Europe/Berlin' })
    expect([first.status, first.headers.get('cache-control')]).toEqual([201, 'no-store'])
    expect(first.json).toMatchObject({
      channel: 'webpush',
      address: 'fcm.googleapis.com',
      active: true,
      timeZone: 'Europe/Berlin',
      manageUrl: `https://status.example.com/manage/${first.json.token}`,
    })
    const second = await push(app, browser, { type: 'platform', id: 'chat' }, { kinds: ['incident'] })
    expect(second.json.id).toBe(first.json.id)
    expect(await followers(app)).toEqual([
      `${browser.endpoint} platform:chat incident`,
      `${browser.endpoint} platform:voice incident+maintenance`,
    ])
  })

  test('is not refused for what its machine calls the zone', async () => {
    const app = await testApp((await fresh()).db)
    const zoneOf = async (timeZone: string) => {
      const answer = await push(app, pushSubscription(), { type: 'all' }, { timeZone })
      return [answer.status, answer.json.timeZone]
    }
    for (const zone of ['GMT', 'EST5EDT', 'America/Denver']) expect(await zoneOf(zone)).toEqual([201, zone])
    for (const none of ['Etc/Unknown', '+00:00', '', 'America/Not_Known_Yet'])
      expect(await zoneOf(none)).toEqual([201, null])
  })

  test('refuses endpoints that are no push service, and keys that are none', async () => {
    const app = await testApp((await fresh()).db)
    const evil = await push(app, pushSubscription('https://169.254.169.254/latest'))
    expect([evil.status, evil.json.errors]).toMatchObject([422, [{ pointer: '/subscription/endpoint' }]])
    const keyless = await push(app, { ...pushSubscription(), keys: { p256dh: 'AAAA', auth: 'AAAA' } })
    expect(keyless.json.errors.map((error: { pointer: string }) => error.pointer)).toEqual([
      '/subscription/keys/p256dh',
      '/subscription/keys/auth',
    ])
    expect((await push(app, { endpoint: 3 })).status).toBe(422)
    expect(await app.db.selectFrom('subscribers').selectAll().execute()).toEqual([])
  })

  test('moves with the browser to a new endpoint, also after the old one was found dead', async () => {
    const app = await testApp((await fresh()).db)
    const { token, id } = (await push(app, pushSubscription())).json
    await app.db.updateTable('subscribers').set({ state: 'off', off_reason: 'gone' }).where('id', '=', id).execute()
    const moved = pushSubscription()
    await push(app, moved, { type: 'platform', id: 'voice' })
    const answer = await app.call(`PATCH /subscriptions/${token}`, { body: { subscription: moved } })
    expect([answer.status, answer.json.active]).toEqual([200, true])
    expect(await followers(app)).toEqual([
      `${moved.endpoint} all incident+maintenance`,
      `${moved.endpoint} platform:voice incident+maintenance`,
    ])
    const active = app.db.selectFrom('subscribers').select('id').where('state', '=', 'active')
    expect(await active.execute()).toEqual([{ id }])
  })

  test('stays off when it has unsubscribed, also when it comes back with a new endpoint', async () => {
    const app = await testApp((await fresh()).db)
    const browser = pushSubscription()
    const { token, id } = (await push(app, browser)).json
    await app.call(`POST //unsubscribe/${unsubscribeToken(app.deps.linkSecret, id)}`, form([]))
    const state = () => app.db.selectFrom('subscribers').select(['state', 'off_reason']).execute()
    expect(await state()).toEqual([{ state: 'off', off_reason: 'unsubscribed' }])
    for (const subscription of [pushSubscription(), browser]) {
      const answer = await app.call(`PATCH /subscriptions/${token}`, { body: { subscription } })
      expect(answer.status).toBeGreaterThanOrEqual(400)
    }
    expect(await state()).toEqual([{ state: 'off', off_reason: 'unsubscribed' }])
    expect(await followers(app)).toEqual([])
  })

  test('an admin with a key is answered alike without storing the secret', async () => {
    const app = await testApp((await fresh()).db)
    const body = { channel: 'webpush', subscription: pushSubscription(), scope: { type: 'all' } }
    const first = await app.call('POST /subscriptions', { as: 'admin', key: 'k', body })
    const again = await app.call('POST /subscriptions', { as: 'admin', key: 'k', body })
    expect([again.status, again.text]).toEqual([201, first.text])
    const [stored] = await app.db.selectFrom('idempotency').selectAll().execute()
    expect(stored?.response).not.toContain(first.json.token)
  })
})

onEachDatabase('the holder of a link', (fresh) => {
  async function alice() {
    const app = await testApp((await fresh()).db)
    const id = await subscribe(app, ALICE, { type: 'platform', id: 'voice' })
    return {
      app,
      id,
      token: manageToken(app.deps.linkSecret, { id, linkGeneration: 0 }),
      stop: unsubscribeToken(app.deps.linkSecret, id),
    }
  }

  test('sees and changes what it follows, over the API', async () => {
    const { app, token } = await alice()
    expect((await app.call(`GET /subscriptions/${token}`)).json).toMatchObject({
      address: 'a…@customer.example',
      follows: [{ scope: { type: 'platform', id: 'voice' }, name: 'VOICE' }],
    })
    const body = { follows: [{ scope: { type: 'all' }, kinds: ['incident'] }], timeZone: 'Europe/Lisbon' }
    const answer = await app.call(`PATCH /subscriptions/${token}`, { body })
    expect(answer.json).toMatchObject({ timeZone: 'Europe/Lisbon', follows: [{ scope: { type: 'all' }, name: null }] })
    expect(await followers(app)).toEqual([`${ALICE} all incident`])
  })

  test('is told where a change is impossible, and nothing of it is saved', async () => {
    const { app, token } = await alice()
    const before = await followers(app)
    const pointers = async (body: unknown) => {
      const answer = await app.call(`PATCH /subscriptions/${token}`, { body })
      return [answer.status, ...(answer.json.errors ?? []).map((error: { pointer: string }) => error.pointer)]
    }
    const unknown = { scope: { type: 'platform', id: 'fax' } }
    expect(await pointers({ follows: [{ scope: { type: 'all' } }, unknown] })).toEqual([422, '/follows/1/scope/id'])
    expect(await pointers({ follows: [unknown, unknown] })).toEqual([422, '/follows/0/scope/id', '/follows/1/scope'])
    expect(await pointers({ subscription: pushSubscription() })).toEqual([422, '/subscription'])
    expect(await pointers({})).toEqual([422, ''])
    expect(await followers(app)).toEqual(before)
  })

  test('may keep what is no longer there to be followed', async () => {
    const { app, token } = await alice()
    await app.call('PATCH /platforms/voice', { as: 'admin', body: { archived: true } })
    const body = { follows: [{ scope: { type: 'platform', id: 'voice' }, kinds: ['incident'] }] }
    expect((await app.call(`PATCH /subscriptions/${token}`, { body })).status).toBe(200)
  })

  test('uses the manage page', async () => {
    const { app, token } = await alice()
    const page = await app.call(`GET //manage/${token}`)
    expect(viewOf(page)).toMatchObject({ kind: 'manage', saved: false, platforms: [{ id: 'voice' }, { id: 'chat' }] })
    expect(Object.fromEntries(page.headers)).toMatchObject({
      'cache-control': 'no-store',
      'x-robots-tag': 'noindex',
      'referrer-policy': 'no-referrer',
    })
    const save = (fields: [string, string][]) =>
      app.call(`POST //manage/${token}`, form([['action', 'save'], ...fields]))
    const saved = await save([
      ['follow', 'platform:chat'],
      ['kinds', 'maintenance'],
      ['locale', 'en'],
      ['timeZone', 'UTC'],
    ])
    expect(saved.status).toBe(303)
    expect(viewOf(await app.call(`GET /${saved.headers.get('location')}`))).toMatchObject({
      saved: true,
      timeZone: 'UTC',
    })
    expect(await followers(app)).toEqual([`${ALICE} platform:chat maintenance`])
  })

  test('unsubscribes with one click of the mail program, from anywhere, without cookies', async () => {
    const { app, stop } = await alice()
    await app.call('POST /incidents', { as: 'agent', body: outage() })
    const call = form([['List-Unsubscribe', 'One-Click']])
    const headers = { ...call.headers, origin: 'https://mail.example', 'sec-fetch-site': 'cross-site' }
    const answer = await app.call(`POST //unsubscribe/${stop}`, { ...call, headers })
    expect([answer.status, answer.text]).toEqual([200, ''])
    expect(await followers(app)).toEqual([])
    expect((await app.call(`POST //unsubscribe/${stop}`, call)).status).toBe(200)
    const multipart = new FormData()
    multipart.set('List-Unsubscribe', 'One-Click')
    expect((await app.call(`POST //unsubscribe/${stop}`, { raw: multipart })).status).toBe(200)
  })

  test('unsubscribes by the form; opening the link only asks', async () => {
    const { app, stop } = await alice()
    for (const method of ['GET', 'HEAD']) await app.call(`${method} //unsubscribe/${stop}`)
    expect(viewOf(await app.call(`GET //unsubscribe/${stop}`))).toMatchObject({
      state: 'ask',
      address: 'a…@customer.example',
    })
    expect(await followers(app)).toHaveLength(1)
    expect(viewOf(await app.call(`POST //unsubscribe/${stop}`, form([])))).toMatchObject({ state: 'done' })
    expect(await followers(app)).toEqual([])
  })

  test('what waits to be sent is not sent after unsubscribing', async () => {
    const { app, id, token } = await alice()
    await app.call('POST /subscriptions', { body: emailRequest(ALICE) })
    expect((await app.call(`DELETE /subscriptions/${token}`)).status).toBe(204)
    const rows = await app.db
      .selectFrom('deliveries')
      .select('state')
      .where('topic', 'not like', 'left:%')
      .where('subscriber_id', '=', id)
      .execute()
    expect(new Set(rows.map((row) => row.state))).toEqual(new Set(['superseded']))
  })

  test('opens no door with another door’s link, or one for an address that never confirmed', async () => {
    const { app, token, stop } = await alice()
    for (const line of [`GET /subscriptions/${stop}`, `DELETE /subscriptions/${stop}`, 'GET /subscriptions/x']) {
      expect((await app.call(line)).status).toBe(404)
    }
    expect((await app.call(`POST //unsubscribe/${token}`, form([['List-Unsubscribe', 'One-Click']]))).status).toBe(404)
    expect((await app.call(`POST //manage/${stop}`, form([['action', 'stop']]))).status).toBe(404)
    await app.call('POST /subscriptions', { body: emailRequest('eve@x.example') })
    const [eve] = await app.db.selectFrom('subscribers').select('id').where('state', '=', 'pending').execute()
    expect(
      (
        await app.call(
          `GET /subscriptions/${manageToken(app.deps.linkSecret, { id: eve?.id ?? '', linkGeneration: 0 })}`,
        )
      ).status,
    ).toBe(404)
    expect(await followers(app)).toHaveLength(1)
  })
})
