import { expect, test } from 'vitest'
import { HOUR } from '../../../server/domain/vocabulary.ts'
import { pushSubscription } from '../../support/app/subscribers.ts'
import { onEachDatabase } from '../../support/database.ts'
import { withWebhooks } from '../../support/dispatch/webhooks.ts'

onEachDatabase('a program that follows', (fresh) => {
  const open = async () => withWebhooks((await fresh()).db)

  test('hears of what is put right, text and times, which people read on the page and are not mailed', async () => {
    const desk = await open()
    await desk.follow()
    const { app } = desk
    await app.call('POST /subscriptions', {
      body: {
        channel: 'webpush',
        subscription: pushSubscription('https://fcm.googleapis.com/a'),
        scope: { type: 'all' },
      },
    })
    const id = await desk.post('Calls fial.')
    const [update] = (await app.call(`GET /incidents/${id}`)).json.updates
    await desk.deliver()
    const told = () => app.db.selectFrom('deliveries').select('channel').where('channel', '<>', 'email').execute()
    const before = (await told()).length
    const path = `/incidents/${id}/updates/${update.id}`
    await app.call(`PATCH ${path}`, { as: 'agent', body: { body: 'Calls fail.' } })
    const openedAt = new Date(app.clock.now - HOUR).toISOString()
    await app.call(`PATCH /incidents/${id}`, { as: 'lead', body: { openedAt, reason: 'The call came earlier.' } })
    await desk.deliver()
    const said = desk.there.accepted.map(({ body }) => JSON.parse(body))
    expect(said.map(({ type }) => type)).toEqual(['incident.opened', 'incident.corrected', 'incident.corrected'])
    expect(said.map(({ data }) => data.update.body)).toEqual(['Calls fial.', 'Calls fail.', 'Calls fail.'])
    expect(said.at(-1).data.openedAt).toBe(openedAt)
    expect((await told()).length).toBe(before + 2)
  })

  test('hears of an older update put right without losing where the incident stands', async () => {
    const desk = await open()
    await desk.follow()
    const { app } = desk
    const id = await desk.post('Calls fial.')
    await app.call(`PATCH /incidents/${id}`, { as: 'agent', body: { title: 'Calls drop' } })
    const over = { body: 'It works again.', phase: 'resolved' }
    await app.call(`POST /incidents/${id}/updates`, { as: 'agent', body: over })
    const { updates, ...api } = (await app.call(`GET /incidents/${id}`)).json
    const first = updates.find((update: { body: string }) => update.body === 'Calls fial.')
    for (const body of ['Calls fall.', 'Calls fail.'])
      await app.call(`PATCH /incidents/${id}/updates/${first.id}`, { as: 'agent', body: { body } })
    const openedAt = new Date(app.clock.now - HOUR).toISOString()
    await app.call(`PATCH /incidents/${id}`, { as: 'lead', body: { openedAt, reason: 'The call came earlier.' } })
    await desk.deliver()
    const said = desk.there.accepted.map(({ body }) => JSON.parse(body))
    const corrections = said.filter(({ type }) => type === 'incident.corrected')
    expect(corrections.map(({ data }) => data.update.body)).toEqual(['Calls fall.', 'Calls fail.', 'It works again.'])
    expect(corrections.map(({ data }) => data.update.phase)).toEqual(['investigating', 'investigating', 'resolved'])
    for (const { data } of corrections) {
      const { title, phase, caseStatus, resolvedAt, nextUpdateDueAt } = api
      expect(data).toMatchObject({ title, phase, caseStatus, resolvedAt, nextUpdateDueAt })
    }
    expect(corrections.at(-1)?.data.openedAt).toBe(openedAt)
  })

  test('hears of nothing put right that it was never told', async () => {
    const desk = await open()
    await desk.follow()
    const id = await desk.post('Silent.', { notify: false })
    const [update] = (await desk.app.call(`GET /incidents/${id}`)).json.updates
    await desk.app.call(`PATCH /incidents/${id}/updates/${update.id}`, { as: 'agent', body: { body: 'Still silent.' } })
    await desk.deliver()
    expect(desk.there.requests).toEqual([])
  })
})
