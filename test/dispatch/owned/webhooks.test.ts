import { expect, test } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../../server/domain/vocabulary.ts'
import { pushSubscription } from '../../support/app/subscribers.ts'
import { onEachDatabase } from '../../support/database.ts'
import { withWebhooks } from '../../support/dispatch/webhooks.ts'
import { isSignedWith } from '../../support/outside/webhook-receiver.ts'

onEachDatabase('the owner of a webhook', (fresh) => {
  const open = async () => withWebhooks((await fresh()).db)
  type Desk = Awaited<ReturnType<typeof open>>
  const bodies = ({ there }: Desk) => there.accepted.map(({ body }) => JSON.parse(body).data.update?.body)
  const ids = ({ there }: Desk) => there.requests.map(({ headers }) => headers['webhook-id'])
  const attempts = async ({ app }: Desk, token: string) =>
    (await app.call(`GET /subscriptions/${token}/attempts`)).json.items

  test('confirms it, is shown its secret, and gets every message signed with it, in order', async () => {
    const desk = await open()
    const { secret } = await desk.follow()
    expect(desk.there.requests).toEqual([])
    const id = await desk.post('first')
    await desk.update(id, 'second')
    await desk.deliver()
    expect(bodies(desk)).toEqual(['first', 'second'])
    for (const hook of desk.there.requests) expect(isSignedWith(secret, hook)).toBe(true)
    expect(JSON.parse(desk.there.requests[0]?.body ?? '')).toMatchObject({
      type: 'incident.opened',
      data: { id, title: 'Calls fail', platforms: [{ id: 'voice', name: 'VOICE', impact: 'partial_outage' }] },
    })
  })

  test('reads what the last attempts came to, the newest first, and nobody else does', async () => {
    const desk = await open()
    const { token } = await desk.follow()
    desk.there.fault = () => ({ status: 500, body: { error: 'no\u0000\r\nlines' } })
    await desk.post('first')
    await desk.deliver()
    desk.there.fault = () => undefined
    await desk.later(6_000)
    const answer = await desk.app.call(`GET /subscriptions/${token}/attempts`)
    expect([answer.status, answer.headers.get('cache-control'), answer.json.next]).toEqual([200, 'no-store', null])
    const [second, first] = answer.json.items
    expect(first).toEqual({
      ...{ id: expect.any(String), at: expect.stringMatching(/Z$/), took: expect.any(Number), event: second.event },
      ...{ type: 'incident.opened', outcome: 'later', status: 500, answer: '{"error":"no\\u0000\\r\\nlines"}' },
    })
    expect(second).toMatchObject({ outcome: 'sent', status: 204, answer: '' })
    expect(ids(desk)).toEqual([first.event, first.event])
    expect((await desk.app.call(`GET /subscriptions/${token.slice(0, -1)}x/attempts`)).status).toBe(404)
  })

  test('has the last fifty attempts kept', async () => {
    const desk = await open()
    const { token } = await desk.follow()
    const id = await desk.post('0')
    for (let n = 1; n < 55; n++) await desk.update(id, `${n}`)
    await desk.deliver()
    expect(desk.there.accepted).toHaveLength(55)
    expect(await attempts(desk, token)).toHaveLength(50)
  })

  test('has a message sent again under the same id, but not while it waits', async () => {
    const desk = await open()
    const { token, secret } = await desk.follow()
    desk.there.fault = () => ({ status: 500 })
    await desk.post('first')
    await desk.deliver()
    const [failed] = await attempts(desk, token)
    const replay = (attempt: string) => desk.app.call(`POST /subscriptions/${token}/attempts/${attempt}/replay`)
    const early = await replay(failed.id)
    expect([early.status, early.json.code]).toEqual([409, 'still_waiting'])
    desk.there.fault = () => undefined
    await desk.later(6_000)
    const again = await replay(failed.id)
    expect([again.status, again.json]).toEqual([202, { event: failed.event }])
    await desk.later(MINUTE)
    expect(ids(desk)).toEqual(Array(3).fill(failed.event))
    expect(new Set(desk.there.requests.map(({ body }) => body)).size).toBe(1)
    expect(new Set(desk.there.requests.map(({ headers }) => headers['webhook-timestamp'])).size).toBe(3)
    expect(desk.there.requests.every((hook) => isSignedWith(secret, hook))).toBe(true)
    expect((await replay('nothing')).status).toBe(404)
    await desk.app.db.deleteFrom('deliveries').where('channel', '=', 'webhook').execute()
    expect((await replay(failed.id)).json.code).toBe('too_old')
  })

  test('has a test sent, ten times an hour at most', async () => {
    const desk = await open()
    const { token } = await desk.follow()
    const send = () => desk.app.call(`POST /subscriptions/${token}/test`)
    const sent = await send()
    await desk.deliver()
    expect([sent.status, ids(desk)]).toEqual([202, [sent.json.event]])
    expect(JSON.parse(desk.there.requests[0]?.body ?? '')).toMatchObject({ type: 'test' })
    expect(await attempts(desk, token)).toMatchObject([{ type: 'test', outcome: 'sent' }])
    for (let n = 1; n < 10; n++) await send()
    const limited = await send()
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '360'])
  })

  test('has a test sent at once, whatever waits: a newer one takes the place of one that failed', async () => {
    const desk = await open()
    const { token } = await desk.follow()
    const send = () => desk.app.call(`POST /subscriptions/${token}/test`)
    desk.there.fault = () => ({ status: 500 })
    const { event: first } = (await send()).json
    await desk.post('first')
    await desk.deliver()
    await desk.later(6_000)
    desk.there.fault = () => undefined
    const { event: second } = (await send()).json
    await desk.deliver()
    expect(ids(desk).at(-1)).toBe(second)
    expect(desk.there.accepted).toHaveLength(1)
    for (const wait of [6 * MINUTE, HOUR, DAY]) await desk.later(wait)
    expect(ids(desk).filter((id) => id === first)).toHaveLength(2)
    expect(bodies(desk)).toEqual([undefined, 'first'])
  })

  test('can do none of this where nothing is sent any more', async () => {
    const desk = await open()
    const { token } = await desk.follow()
    desk.there.fault = () => ({ status: 410 })
    await desk.post('first')
    await desk.deliver()
    const [gone] = await attempts(desk, token)
    expect(gone).toMatchObject({ outcome: 'gone', status: 410 })
    for (const what of ['test', 'secret', `attempts/${gone.id}/replay`]) {
      const refused = await desk.app.call(`POST /subscriptions/${token}/${what}`)
      expect([refused.status, refused.json.code]).toEqual([409, 'subscription_stopped'])
    }
  })

  test('is warned once nothing has got through for two hours, once per outage', async () => {
    const desk = await open()
    const { token } = await desk.follow()
    await desk.app.call(`PATCH /subscriptions/${token}`, { body: { timeZone: 'Asia/Tokyo' } })
    const before = desk.mails.length
    const warnings = () => desk.mails.slice(before).map(({ subject }) => subject)
    const warning = `Webhook (${desk.there.host}/…): messages of Northline status do not get through`
    desk.there.fault = () => ({ status: 500 })
    await desk.post('first')
    await desk.deliver()
    for (const wait of [6_000, 6 * MINUTE, 34 * MINUTE]) await desk.later(wait)
    expect(warnings()).toEqual([])
    await desk.later(3 * HOUR)
    await desk.deliver()
    expect(warnings()).toEqual([warning])
    expect(desk.mails.at(-1)?.text).toContain('The last answer: Webhook: 500')
    expect(desk.mails.at(-1)?.text).toMatch(/Since .* (JST|GMT\+9) \(.* MST\)\./)
    expect(desk.mails.at(-1)?.text).toContain(
      `because you confirmed that updates of Northline status may go to Webhook (${desk.there.host}/…)`,
    )
    expect(desk.mails.at(-1)?.text).toContain(`/manage/${token}`)
    await desk.later(6 * HOUR)
    await desk.deliver()
    expect(warnings()).toEqual([warning])
    desk.there.fault = () => undefined
    await desk.later(12 * HOUR)
    await desk.later(1)
    desk.there.fault = () => ({ status: 503 })
    await desk.post('second')
    await desk.deliver()
    for (const wait of [6_000, 6 * MINUTE, 34 * MINUTE, 3 * HOUR]) await desk.later(wait)
    await desk.deliver()
    expect(warnings()).toEqual([warning, warning])
  })

  test('waits for no other: one who never answers holds up nobody', async () => {
    const desk = await open()
    await desk.follow('/slow', 'a@customer.example')
    await desk.follow('/quick', 'b@customer.example')
    desk.there.fault = ({ path }) => (path === '/slow' ? 'hang' : undefined)
    const id = await desk.post('first')
    await desk.update(id, 'second')
    await desk.deliver()
    expect(desk.there.accepted.map(({ path }) => path)).toEqual(['/quick', '/quick'])
    desk.there.fault = () => undefined
    await desk.later(6_000)
    expect(bodies(desk).slice(2)).toEqual(['first', 'second'])
  })
})

onEachDatabase('whoever subscribed itself', (fresh) => {
  test('is told that only owners of an address can do this', async () => {
    const { app } = await withWebhooks((await fresh()).db)
    const body = { channel: 'webpush', subscription: pushSubscription(), scope: { type: 'all' } }
    const { token } = (await app.call('POST /subscriptions', { body })).json
    for (const call of ['GET attempts', 'POST test', 'POST secret', 'POST attempts/x/replay']) {
      const [method, what] = call.split(' ')
      const refused = await app.call(`${method} /subscriptions/${token}/${what}`)
      expect([refused.status, refused.json.code]).toEqual([409, 'no_owner'])
    }
  })
})
