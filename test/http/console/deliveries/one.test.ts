import { expect, test } from 'vitest'
import type { DeliveryView } from '../../../../src/views.ts'
import { deliverTo, personAddress, personId } from '../../../support/app/delivered.ts'
import { signedIn } from '../../../support/app/signed-in.ts'
import { NOON, outage, testApp, viewOf } from '../../../support/app/test-app.ts'
import { onEachDatabase } from '../../../support/database.ts'
import { eventsOf } from '../../../support/organisations/proofs.ts'

onEachDatabase('a message as it went to one person', (fresh) => {
  async function start() {
    const app = await testApp((await fresh()).db)
    const [rosa, ada] = [await signedIn(app.db, 'agent', NOON, 'Rosa'), await signedIn(app.db, 'admin', NOON, 'Ada')]
    const { id } = (await app.call('POST /incidents', { as: 'agent', body: outage() })).json
    const [event] = await eventsOf(app.db, { incident_id: id })
    if (!event) throw new Error('nobody was told')
    const path = (nth: number) => `/staff/deliveries/${event.id}/${personId(nth)}/`
    const open = async (nth: number, who = rosa) =>
      viewOf(await app.call(`GET /${path(nth)}`, { headers: who.headers })) as DeliveryView
    return { app, rosa, ada, event, path, open }
  }

  test('is in their language, with links that act for nobody', async () => {
    const { app, rosa, ada, event, path, open } = await start()
    const sent = { state: 'sent', settled_at: event.at + 5000, attempts: 1 } as const
    await deliverTo(app.db, event.id, event.at, [{ ...sent, person: { locale: 'es', time_zone: 'Europe/Madrid' } }])
    const view = await open(0)
    expect(view).toMatchObject({
      language: 'es',
      zone: 'Europe/Madrid',
      because: 'all',
      tries: 1,
      result: 'handed_over',
    })
    const text = view.message?.form === 'mail' ? view.message.text : ''
    expect(text).toContain('14:00 CET (06:00 MST)')
    expect(text).toContain('/unsubscribe/…')
    const frame = await app.call(`GET /${path(0)}html`, { headers: rosa.headers })
    expect(frame.headers.get('content-security-policy')).toContain('sandbox')
    for (const shown of [frame.text, text]) {
      expect(shown).not.toMatch(/\/(manage|unsubscribe)\/[\w-]/)
      expect(shown).not.toContain(personAddress(0))
    }
    expect([view.address, (await open(0, ada)).address]).toEqual(['p…@customer.example', personAddress(0)])
  })

  test('is what its channel made of it: a notification, a message of a room, or data', async () => {
    const { app, event, open } = await start()
    const by = (channel: string) =>
      ({ channel, state: 'sent', person: { channel, address: `https://x.example/${channel}` } }) as const
    await deliverTo(app.db, event.id, event.at, ['webpush', 'webhook', 'slack', 'teams', 'webex'].map(by))
    expect((await open(0)).message).toMatchObject({ form: 'push', title: expect.stringContaining('Calls fail') })
    const data = (await open(1)).message
    expect(data?.form === 'data' && JSON.parse(data.text)).toMatchObject({
      type: 'incident.opened',
      data: { title: 'Calls fail' },
    })
    for (const nth of [2, 3, 4]) expect(JSON.stringify((await open(nth)).message)).toContain('Calls fail')
  })

  test('is shown with the attempts that are kept, and can be sent again where it failed', async () => {
    const { app, event, open, path, rosa } = await start()
    await deliverTo(app.db, event.id, event.at, [{ state: 'failed', error: 'Webhook: 500', channel: 'webhook' }])
    const attempt = {
      id: 'a1',
      subscriber_id: personId(0),
      event_id: event.id,
      at: event.at,
      outcome: 'later',
    } as const
    await app.db
      .insertInto('attempts')
      .values({ ...attempt, status: 500, took: 12, answer: 'oh no' })
      .execute()
    const { attempts, mayRetry, once } = await open(0)
    expect([attempts, mayRetry]).toMatchObject([[{ status: 500, answer: 'oh no', outcome: 'later' }], true])
    const press = () =>
      app.call(`POST /${path(0)}`, {
        headers: { ...rosa.headers, 'content-type': 'application/x-www-form-urlencoded' },
        raw: `do=retry&once=${once}`,
      })
    expect([(await press()).status, (await press()).status]).toEqual([303, 303])
    expect(await open(0)).toMatchObject({ mayRetry: false, result: 'waiting' })
  })
})
