import { expect, test } from 'vitest'
import type { DeliveriesView, DeliveryEventView } from '../../../../src/views.ts'
import { deliverTo, personAddress, personId } from '../../../support/app/delivered.ts'
import { signedIn } from '../../../support/app/signed-in.ts'
import { form, NOON, outage, testApp, viewOf } from '../../../support/app/test-app.ts'
import { onEachDatabase } from '../../../support/database.ts'
import { eventsOf } from '../../../support/organisations/proofs.ts'

const SECOND = 1000

onEachDatabase('the board of deliveries', (fresh) => {
  async function start() {
    const app = await testApp((await fresh()).db)
    const rosa = await signedIn(app.db, 'agent', NOON, 'Rosa')
    const ada = await signedIn(app.db, 'admin', NOON, 'Ada')
    const { id: incident } = (await app.call('POST /incidents', { as: 'agent', body: outage() })).json
    const [event] = await eventsOf(app.db, { incident_id: incident })
    if (!event) throw new Error('nobody was told')
    await app.db.updateTable('events').set({ expanded_at: event.at }).where('id', '=', event.id).execute()
    const path = `/staff/deliveries/${event.id}/`
    const get = (query = '', who = rosa) => app.call(`GET /${path}${query}`, { headers: who.headers })
    const open = async (query = '', who = rosa) => viewOf(await get(query, who)) as DeliveryEventView
    const post = (fields: [string, string][], who = rosa, to = path) => {
      const { raw, headers } = form(fields)
      return app.call(`POST /${to}`, { ...(raw !== undefined && { raw }), headers: { ...who.headers, ...headers } })
    }
    const list = async (query = '') =>
      viewOf(await app.call(`GET //staff/deliveries/${query}`, { headers: rosa.headers })) as DeliveriesView
    const sent = (seconds: number, rest = {}) =>
      ({ state: 'sent', settled_at: event.at + seconds * SECOND, ...rest }) as const
    const states = async () =>
      (await app.db.selectFrom('deliveries').select('state').orderBy('subscriber_id').execute()).map(
        ({ state }) => state,
      )
    return { app, rosa, ada, incident, event, path, get, open, post, list, sent, states }
  }

  test('counts by event and channel what became of each message, and says how long it took', async () => {
    const { app, event, incident, open, list, sent } = await start()
    await deliverTo(app.db, event.id, event.at, [
      sent(1, { result: 'delivered' }),
      sent(2, { result: 'bounced', result_detail: 'no such mailbox' }),
      sent(90),
      // Held over night: it says nothing of how fast we are.
      sent(30_000, { held_until: event.at + 29_000 * SECOND }),
      { state: 'failed', error: 'SMTP: 550 no' },
      { state: 'superseded' },
      { state: 'queued', error: 'SMTP: 451 later', attempts: 1 },
      sent(4, { channel: 'webpush', person: { channel: 'webpush', address: 'https://push.example/a' } }),
    ])
    const view = await open()
    expect(view.channels).toMatchObject([
      { title: 'E-mail', queued: 1, sending: 0, sent: 4, delivered: 1, returned: 1, failed: 1, superseded: 1 },
      { sent: 1, failed: 0, median: 4 * SECOND, slowest: 4 * SECOND },
    ])
    expect(view.channels[0]).toMatchObject({ median: 2 * SECOND, slowest: 90 * SECOND })
    expect(view.failures.map(({ reason, count }) => [reason, count])).toEqual([
      ['SMTP: 550 no', 1],
      ['bounced: no such mailbox', 1],
    ])
    expect(view.retrying).toMatchObject([{ reason: 'SMTP: 451 later', count: 1 }])
    const board = await list()
    expect(board.events).toMatchObject([{ id: event.id, title: 'Calls fail', isUnderWay: true }])
    const untimed = { median: null, slowest: null }
    expect(board.events[0]?.channels).toEqual(view.channels.map((one) => ({ ...one, ...untimed })))
    expect((await list(`?incident=${incident}`)).events).toHaveLength(1)
    expect(
      (
        await app.call('GET //staff/deliveries/?incident=nothing00000', {
          headers: (await signedIn(app.db, 'agent', NOON, 'Bo')).headers,
        })
      ).status,
    ).toBe(404)
  })

  test('lists no more than a page of events, the newest first, and not what strangers were asked', async () => {
    const { app, event, list } = await start()
    const rest = Array.from({ length: 30 }, (_, nth) => ({ ...event, id: event.id + 1 + nth }))
    await app.db.insertInto('events').values(rest).execute()
    await app.call('POST /subscriptions', {
      body: { channel: 'email', address: 'new@customer.example', scope: { type: 'all' } },
    })
    const first = await list()
    expect([first.events.length, first.events[0]?.id]).toEqual([20, event.id + 30])
    const second = await list(first.next?.slice(first.next.indexOf('?')))
    expect([second.events.length, second.events.at(-1)?.id, second.next, second.isFirst]).toEqual([
      11,
      event.id,
      null,
      false,
    ])
  })

  test('lists messages by channel, state and person, and shows addresses to administrators alone', async () => {
    const { app, ada, event, open, sent } = await start()
    const many = Array.from({ length: 60 }, (_, nth) => sent(nth))
    await deliverTo(app.db, event.id, event.at, [...many, { state: 'failed', error: 'no' }])
    const page = await open()
    expect([page.deliveries.length, page.isFirst]).toEqual([50, true])
    const rest = await open(page.next?.slice(page.next.indexOf('?'), page.next.indexOf('#')))
    expect([rest.deliveries.length, rest.next]).toEqual([11, null])
    expect((await open('?state=failed')).deliveries.map(({ href }) => href)).toEqual([
      `/staff/deliveries/${event.id}/${personId(60)}/`,
    ])
    expect((await open('?channel=webpush')).deliveries).toEqual([])
    const whole = `?q=${encodeURIComponent(personAddress(7))}`
    expect((await open(whole)).deliveries.map(({ address }) => address)).toEqual(['p…@customer.example'])
    // Nobody guesses addresses letter by letter.
    expect((await open('?q=person7')).deliveries).toEqual([])
    expect(JSON.stringify(page)).not.toContain('person7@')
    expect((await open('?q=person7%40', ada)).deliveries.map(({ address }) => address)).toEqual([personAddress(7)])
    // Signs that mean something to a database mean nothing here.
    expect((await open('?q=%25', ada)).deliveries).toEqual([])
  })

  test('sends what failed again, as many as was said, once however often it is tapped', async () => {
    const { app, event, open, post, states } = await start()
    await deliverTo(app.db, event.id, event.at, [
      { state: 'failed', error: 'no', attempts: 9 },
      { state: 'failed', error: 'no' },
      { state: 'failed', error: 'dead', person: { state: 'off', off_reason: 'hard bounce' } },
      { state: 'superseded' },
    ])
    const { retryable, once, mayRetry } = await open()
    expect([mayRetry, retryable]).toMatchObject([
      true,
      [{ title: 'E-mail', count: 2, first: ['p…@customer.example', 'p…@customer.example'] }],
    ])
    const press: [string, string][] = [
      ['do', 'retry'],
      ['channel', 'email'],
      ['seen', '2'],
      ['once', once],
    ]
    expect((await post([...press.slice(0, 2), ['seen', '3']])).status).toBe(409)
    expect([(await post(press)).status, (await post(press)).status]).toEqual([303, 303])
    expect(app.standIns.nudged).toBeGreaterThan(0)
    expect(await states()).toEqual(['queued', 'queued', 'failed', 'superseded'])
    // From another window there is nothing left.
    expect((await post(press.slice(0, 3))).status).toBe(409)
    const trail = (await app.call('GET /audit', { as: 'admin' })).json.items.filter(
      ({ action }: { action: string }) => action === 'delivery.retry',
    )
    expect(trail).toMatchObject([{ object: `event/${event.id}`, detail: { channel: 'email', count: 2 } }])
  })

  test('sends nothing again of which there is newer news, and nothing that is not failed', async () => {
    const { app, event, incident, path, open, post, states } = await start()
    await deliverTo(app.db, event.id, event.at, [
      { state: 'failed', error: 'no' },
      { state: 'superseded' },
      { state: 'sent' },
    ])
    const one = (nth: number) => post([['do', 'retry']], undefined, `${path}${personId(nth)}/`)
    expect([(await one(1)).status, (await one(2)).status, (await one(9)).status]).toEqual([409, 409, 404])
    await app.call(`POST /incidents/${incident}/updates`, { as: 'agent', body: { body: 'We know more.' } })
    expect(await open()).toMatchObject({ isOvertaken: true, retryable: [] })
    expect([
      (await one(0)).status,
      (
        await post([
          ['do', 'retry'],
          ['channel', 'email'],
          ['seen', '1'],
        ])
      ).status,
    ]).toEqual([409, 409])
    expect(await states()).toEqual(['failed', 'superseded', 'sent'])
  })

  test('gives all as a table that runs nothing, and notes who took it', async () => {
    const { app, ada, event, path, sent } = await start()
    await deliverTo(app.db, event.id, event.at, [sent(1), { state: 'failed', error: '=cmd|calc' }])
    const take = async (who: typeof ada) =>
      (await app.call(`GET /${path}deliveries.csv`, { headers: who.headers })).text
    const [head, , failed] = (await take(ada)).split('\r\n')
    expect(head).toMatch(/^subscriber,channel,address,/)
    expect(failed).toContain(`"'=cmd|calc"`)
    expect(failed).toContain(personAddress(1))
    expect(await take(await signedIn(app.db, 'lead', NOON, 'Lea'))).not.toContain(personAddress(1))
    expect(JSON.stringify((await app.call('GET /audit', { as: 'admin' })).json)).toContain('deliveries.export')
  })
})
