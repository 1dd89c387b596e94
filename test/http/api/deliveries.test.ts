import { expect, test } from 'vitest'
import { subscribe } from '../../support/app/subscribers.ts'
import { createWorld, NOON, outage } from '../../support/app/world.ts'
import { onEachDatabase } from '../../support/database.ts'
import { ALICE } from '../../support/people.ts'

onEachDatabase('the report on deliveries', (fresh) => {
  test('counts per channel and state, and says why messages were given up, without addresses', async () => {
    const world = await createWorld((await fresh()).db)
    const id = await subscribe(world, ALICE)
    const incident = (await world.call('POST /incidents', { as: 'agent', body: outage() })).json
    expect((await world.call(`GET /incidents/${incident.id}/deliveries`, { as: 'agent' })).json.expanding).toBe(true)
    const event = await world.db
      .selectFrom('events')
      .select('id')
      .where('incident_id', '=', incident.id)
      .executeTakeFirstOrThrow()
    const [confirmation] = await world.db.selectFrom('deliveries').selectAll().execute()
    if (!confirmation) throw new Error('the confirmation mail is a delivery')
    await world.db
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
    const { json } = await world.call(`GET /incidents/${incident.id}/deliveries`, { as: 'agent' })
    expect(json.counts.email).toEqual({ queued: 0, sending: 0, sent: 0, failed: 1, superseded: 0 })
    expect(json.counts.webpush.sent).toBe(0)
    expect(json.failures).toEqual([
      { channel: 'email', reason: 'mailbox full', count: 1, lastAt: new Date(NOON).toISOString() },
    ])
    expect((await world.call('GET /incidents/zzzzzzzzzzzz/deliveries', { as: 'agent' })).status).toBe(404)
  })
})
