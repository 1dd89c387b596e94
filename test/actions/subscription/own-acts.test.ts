import pino from 'pino'
import { expect, test } from 'vitest'
import { DAY, HOUR } from '../../../server/domain/vocabulary.ts'
import { emailRequest, followers, newestLink, pushSubscription } from '../../support/app/subscribers.ts'
import { form, type TestApp, testApp } from '../../support/app/test-app.ts'
import { onEachDatabase } from '../../support/database.ts'
import { ALICE } from '../../support/people.ts'

const TABLES = ['subscribers', 'subscriptions', 'events', 'deliveries', 'audit', 'settings', 'allowances'] as const

/** Everything that a stranger could make the database store. */
async function stored({ db }: TestApp): Promise<unknown> {
  return Promise.all(TABLES.map(async (table) => [table, await db.selectFrom(table).selectAll().execute()]))
}

const push = (app: TestApp, subscription: object, more: object = {}) =>
  app.call('POST /subscriptions', {
    body: { channel: 'webpush', subscription, scope: { type: 'all' }, locale: 'en', timeZone: 'UTC', ...more },
  })
const follow = (id: string, kinds = ['incident', 'maintenance']) => ({ scope: { type: 'platform', id }, kinds })

/** An application that shows what it logs. */
async function logging(db: TestApp['db'], changes = {}) {
  const lines: string[] = []
  const log = pino({ base: null }, { write: (line: string) => void lines.push(line) })
  const app = await testApp(db, { log, ...changes })
  const told = () => lines.map((line) => JSON.parse(line)).map(({ msg, subscriber }) => [msg, subscriber])
  return { app, lines, told }
}

onEachDatabase('what people do to their own subscription', (fresh) => {
  test('is logged by its id, not by its address, and never in the audit trail', async () => {
    const { app, lines, told } = await logging((await fresh()).db)
    const before = await app.db.selectFrom('audit').selectAll().execute()
    const browser = pushSubscription()
    const { id, token } = (await push(app, browser)).json
    await app.call(`PATCH /subscriptions/${token}`, { body: { follows: [follow('voice')] } })
    await app.call(`DELETE /subscriptions/${token}`)
    await app.call('POST /subscriptions', { body: emailRequest(ALICE) })
    const link = await newestLink(app)
    await app.call(`POST ${link}`)
    const { id: alice } = await app.db
      .selectFrom('subscribers')
      .select('id')
      .where('address', '=', ALICE)
      .executeTakeFirstOrThrow()
    expect(told()).toEqual([
      ['subscriber subscribed', id],
      ['subscriber changed', id],
      ['subscriber unsubscribed', id],
      ['subscriber confirmed', alice],
    ])
    expect(lines.join()).not.toMatch(/customer\.example|fcm\.googleapis/)
    expect(await app.db.selectFrom('audit').selectAll().execute()).toEqual(before)
  })

  test('by staff is in the audit trail', async () => {
    const app = await testApp((await fresh()).db)
    const body = { channel: 'webpush', subscription: pushSubscription(), scope: { type: 'all' } }
    const { id } = (await app.call('POST /subscriptions', { as: 'admin', body })).json
    const trail = await app.db.selectFrom('audit').select(['actor', 'action']).where('object', '=', `subscriber/${id}`)
    expect(await trail.execute()).toEqual([{ actor: 'token/admin', action: 'subscriber.subscribe' }])
  })

  test('is neither written nor counted nor logged if it changes nothing', async () => {
    const { app, told } = await logging((await fresh()).db)
    const browser = pushSubscription()
    const { token } = (await push(app, browser)).json
    await app.call(`PATCH /subscriptions/${token}`, { body: { follows: [follow('voice'), follow('chat')] } })
    await push(app, browser, { scope: { type: 'platform', id: 'voice' } })
    const [before, logged] = [await stored(app), told().length]
    app.clock.now += HOUR
    const again = async () => {
      const patch = (body: object) => app.call(`PATCH /subscriptions/${token}`, { body })
      return [
        await push(app, browser, { scope: { type: 'platform', id: 'voice' } }),
        await patch({ follows: [follow('chat'), follow('voice')] }),
        await patch({ locale: 'en', timeZone: 'UTC', subscription: browser }),
        await app.call(
          `POST //manage/${token}`,
          form([
            ['action', 'save'],
            ['follow', 'platform:voice'],
            ['follow', 'platform:chat'],
            ['kinds', 'incident'],
            ['kinds', 'maintenance'],
            ['timeZone', 'UTC'],
          ]),
        ),
      ].map(({ status }) => status)
    }
    for (const _ of [1, 2]) expect(await again()).toEqual([201, 200, 200, 303])
    expect([await stored(app), told().length]).toEqual([before, logged])
  })

  test('shows once a day that a browser is still there, even if it changes nothing', async () => {
    const app = await testApp((await fresh()).db)
    const browser = pushSubscription()
    const { token } = (await push(app, browser)).json
    const heardOf = async () =>
      (await app.db.selectFrom('subscribers').select('updated_at').executeTakeFirst())?.updated_at
    for (const knock of [
      () => push(app, browser),
      () => app.call(`PATCH /subscriptions/${token}`, { body: { subscription: browser } }),
    ]) {
      app.clock.now += DAY + 1
      await knock()
      expect(await heardOf()).toBe(app.clock.now)
    }
  })

  test.each([
    ['another kind', { kinds: ['incident'] }],
    ['another zone', { timeZone: 'Europe/Lisbon' }],
    ['new keys', {}],
  ])('is written if it is %s', async (what, more) => {
    const app = await testApp((await fresh()).db)
    const browser = pushSubscription()
    await push(app, browser)
    const before = await stored(app)
    const keys = what === 'new keys' ? { keys: pushSubscription().keys } : {}
    await push(app, { ...browser, ...keys }, more)
    expect(await stored(app)).not.toEqual(before)
  })

  test('has a limit, by which leaving is never refused', async () => {
    const limits = { changes: { count: 5, per: HOUR } }
    const app = await testApp((await fresh()).db, { limits })
    const { token } = (await push(app, pushSubscription())).json
    const patch = async (body: object) => {
      const { status, headers } = await app.call(`PATCH /subscriptions/${token}`, { body })
      return [status, headers.get('retry-after')]
    }
    // Two things more to follow cost three.
    expect(await patch({ follows: [follow('voice'), follow('chat')] })).toEqual([200, null])
    expect(await patch({ timeZone: 'Europe/Lisbon' })).toEqual([200, null])
    expect(await patch({ timeZone: 'Europe/Berlin' })).toEqual([200, null])
    const before = await followers(app)
    expect(await patch({ follows: [follow('voice')] })).toEqual([429, '720'])
    const saved = await app.call(
      `POST //manage/${token}`,
      form([
        ['follow', 'platform:voice'],
        ['kinds', 'incident'],
      ]),
    )
    expect(saved.status).toBe(429)
    expect(await followers(app)).toEqual(before)
    expect((await patch({ follows: [] }))[0]).toBe(200)
    expect(await followers(app)).toEqual([])
  })

  test('at once has a limit an hour and one a day, for all instances together', async () => {
    const limits = { atOnce: { count: 3, per: HOUR }, atOnceADay: { count: 5, per: DAY } }
    const app = await testApp((await fresh()).db, { limits })
    const other = { ...app, ...app.another() }
    for (let n = 0; n < 3; n++) expect((await push(app, pushSubscription())).status).toBe(201)
    const hourly = await push(other, pushSubscription())
    expect([hourly.status, hourly.headers.get('retry-after')]).toEqual([429, '1200'])
    app.clock.now += HOUR
    for (let n = 0; n < 2; n++) expect((await push(other, pushSubscription())).status).toBe(201)
    const daily = await push(app, pushSubscription())
    expect([daily.status, daily.headers.get('retry-after')]).toEqual([429, String((3600 * 24) / 5 - 3600)])
    expect(await app.db.selectFrom('subscribers').selectAll().execute()).toHaveLength(5)
  })

  test('is not possible 300 times a minute, by whatever page', async () => {
    const app = await testApp((await fresh()).db, { limits: { calls: { count: 1, per: HOUR } } })
    const pages = [
      'POST //subscribe/',
      'POST //confirm/x',
      'POST //manage/x',
      'POST //api/v2/subscribers.json',
      'PATCH /subscriptions/x',
    ]
    for (const [n, line] of pages.entries()) {
      const from = `198.51.100.${n}`
      expect((await app.call(line, { ...form([]), from })).status).not.toBe(429)
      expect([line, (await app.call(line, { ...form([]), from })).status]).toEqual([line, 429])
    }
  })
})
