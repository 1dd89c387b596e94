import { expect, test } from 'vitest'
import { countFailed } from '../../../../db/delivery/again.ts'
import { deliveriesOf, tallyOf, timesOf, toldEvents } from '../../../../db/desk/deliveries.ts'
import { readTroubles } from '../../../../server/queries/desk/deliveries.ts'
import type { DeliveryEventView } from '../../../../src/views.ts'
import { deliverTo, personAddress } from '../../../support/app/delivered.ts'
import { signedIn } from '../../../support/app/signed-in.ts'
import { NOON, outage, testApp, viewOf } from '../../../support/app/test-app.ts'
import { onEachDatabase } from '../../../support/database.ts'
import { eventsOf } from '../../../support/organisations/proofs.ts'

const PEOPLE = 100_000
const EVENTS = 10_000

async function timed<T>(what: string, act: () => Promise<T>): Promise<[T, number]> {
  const began = performance.now()
  const value = await act()
  const took = performance.now() - began
  console.info(`${what}: ${Math.round(took)} ms`)
  return [value, took]
}

onEachDatabase('100,000 deliveries of one event and 10,000 events', (_, freshFile) => {
  test('are shown quickly, and a file of them is written in pieces', { timeout: 300_000 }, async () => {
    const app = await testApp((await freshFile()).db)
    const { headers } = await signedIn(app.db, 'admin', NOON)
    const { id } = (await app.call('POST /incidents', { as: 'agent', body: outage() })).json
    const [event] = await eventsOf(app.db, { incident_id: id })
    if (!event) throw new Error('nobody was told')
    const each = (nth: number) =>
      nth % 100 === 0
        ? { state: 'failed' as const, error: 'SMTP: 550 no' }
        : { state: 'sent' as const, settled_at: event.at + nth, result: 'delivered' as const }
    await deliverTo(
      app.db,
      event.id,
      event.at,
      Array.from({ length: PEOPLE }, (_, nth) => each(nth)),
    )
    await app.db.updateTable('events').set({ expanded_at: event.at }).execute()
    const rows = Array.from({ length: EVENTS }, (_, nth) => ({
      ...event,
      id: event.id + 1 + nth,
      incident_id: null,
      kind: 'platform.archived' as const,
      notice: '{"platformId":"voice","name":"Voice"}',
    }))
    for (let from = 0; from < EVENTS; from += 1000)
      await app.db
        .insertInto('events')
        .values(rows.slice(from, from + 1000))
        .execute()
    const path = `/staff/deliveries/${event.id}/`
    const page = async (query = '') => app.call(`GET /${path}${query}`, { headers })
    await timed('tally', () => tallyOf(app.db, event.id))
    await timed('times', () => timesOf(app.db, event))
    await timed('failed', () => countFailed(app.db, { eventId: event.id, channel: 'email' }))
    await timed('troubles', () => readTroubles(app.db, event.id))
    const all = { channel: null, state: null, address: '', isPart: false }
    await timed('a page', () => deliveriesOf(app.db, event.id, all, { after: '', limit: 50 }))
    await timed('events', () => toldEvents(app.db, { before: null, about: null, limit: 20 }))
    await timed('events of one', () => toldEvents(app.db, { before: null, about: { type: 'incident', id }, limit: 20 }))
    const nobody = { channel: null, state: 'queued', address: '', isPart: false } as const
    await timed('none of a state', () => deliveriesOf(app.db, event.id, nobody, { after: '', limit: 50 }))
    const [first, took] = await timed('the page of the event', () => page())
    expect(took).toBeLessThan(3000)
    expect((viewOf(first) as DeliveryEventView).channels).toMatchObject([
      { sent: 99_000, failed: 1000, delivered: 99_000 },
    ])
    const [, again] = await timed('the page once more', () => page())
    expect(again).toBeLessThan(1000)
    const [found, searching] = await timed('a search', () => page('?q=person99999%40'))
    expect((viewOf(found) as DeliveryEventView).deliveries.map(({ address }) => address)).toEqual([
      personAddress(99_999),
    ])
    expect(searching).toBeLessThan(3000)
    const [, listing] = await timed('the list', () => app.call(`GET //staff/deliveries/?incident=${id}`, { headers }))
    expect(listing).toBeLessThan(3000)
    expect((await timed('the newest', () => app.call('GET //staff/deliveries/', { headers })))[1]).toBeLessThan(1000)
    const [file] = await timed('the file', () => app.call(`GET /${path}deliveries.csv`, { headers }))
    expect(file.text.split('\r\n')).toHaveLength(PEOPLE + 2)
  })
})
