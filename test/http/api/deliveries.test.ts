import { expect, test } from 'vitest'
import { subscribe } from '../../support/app/subscribers.ts'
import { NOON, outage, testApp } from '../../support/app/test-app.ts'
import { onEachDatabase } from '../../support/database.ts'
import { ALICE } from '../../support/people.ts'

onEachDatabase('the report on deliveries', (fresh) => {
  test('counts per channel and state, and says why messages were given up, without addresses', async () => {
    const app = await testApp((await fresh()).db)
    const id = await subscribe(app, ALICE)
    const incident = (await app.call('POST /incidents', { as: 'agent', body: outage() })).json
    expect((await app.call(`GET /incidents/${incident.id}/deliveries`, { as: 'agent' })).json.expanding).toBe(true)
    const event = await app.db
      .selectFrom('events')
      .select('id')
      .where('incident_id', '=', incident.id)
      .executeTakeFirstOrThrow()
    const [confirmation] = await app.db.selectFrom('deliveries').selectAll().execute()
    if (!confirmation) throw new Error('the confirmation mail is a delivery')
    await app.db
      .insertInto('deliveries')
      .values({
        ...confirmation,
        event_id: event.id,
        subscriber_id: id,
        state: 'failed',
        error: 'mailbox full',
        settled_at: NOON,
      })
      .execute()
    const { json } = await app.call(`GET /incidents/${incident.id}/deliveries`, { as: 'agent' })
    expect(json.counts.email).toEqual({ queued: 0, sending: 0, sent: 0, failed: 1, superseded: 0 })
    expect(json.counts.webpush.sent).toBe(0)
    expect(json.failures).toEqual([
      { channel: 'email', reason: 'mailbox full', count: 1, lastAt: new Date(NOON).toISOString() },
    ])
    expect(json.retrying).toEqual([])
    await app.db.updateTable('deliveries').set({ state: 'queued', settled_at: null, due_at: NOON }).execute()
    const again = (await app.call(`GET /incidents/${incident.id}/deliveries`, { as: 'agent' })).json
    expect(again.retrying).toEqual([
      { channel: 'email', reason: 'mailbox full', count: 1, nextAt: new Date(NOON).toISOString() },
    ])
    expect((await app.call('GET /incidents/zzzzzzzzzzzz/deliveries', { as: 'agent' })).status).toBe(404)
  })
})
