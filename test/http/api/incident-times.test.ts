import { expect, test } from 'vitest'
import { DAY, HOUR } from '../../../server/domain/vocabulary.ts'
import { NOON, outage, testApp } from '../../support/app/test-app.ts'
import { onEachDatabase } from '../../support/database.ts'

const iso = (at: number) => new Date(at).toISOString()

onEachDatabase('the times of incidents over HTTP', (fresh) => {
  test('are told afterwards, and put right by a lead alone', async () => {
    const { call } = await testApp((await fresh()).db)
    const told = { startedAt: iso(NOON - 3 * HOUR), resolvedAt: iso(NOON - 2 * HOUR) }
    const { status, json } = await call('POST /incidents', { as: 'agent', body: outage(told) })
    expect(status).toBe(201)
    expect(json).toMatchObject({ phase: 'resolved', standing: 'none', timesCorrectedAt: null, ...told })
    expect(json.updates[0]).toMatchObject({ at: iso(NOON), resolvedAt: told.resolvedAt })
    const right = { resolvedAt: iso(NOON - HOUR) }
    const body = { ...right, reason: 'It went on.' }
    expect((await call(`PATCH /incidents/${json.id}`, { as: 'agent', body })).json).toMatchObject({
      status: 403,
      code: 'times_role',
    })
    expect((await call(`PATCH /incidents/${json.id}`, { as: 'lead', body: right })).json).toMatchObject({
      status: 422,
      errors: [{ pointer: '/reason' }],
    })
    expect((await call(`PATCH /incidents/${json.id}`, { as: 'lead', body })).json).toMatchObject({
      ...{ ...told, ...right },
      timesCorrectedAt: iso(NOON),
      updates: [{ at: iso(NOON), resolvedAt: right.resolvedAt }],
    })
    const early = { startedAt: iso(NOON - 31 * DAY), reason: 'Long before.' }
    expect((await call(`PATCH /incidents/${json.id}`, { as: 'lead', body: early })).json).toMatchObject({
      status: 409,
      code: 'confirmation_needed',
    })
    const meant = { ...early, confirmed: true }
    expect((await call(`PATCH /incidents/${json.id}`, { as: 'lead', body: meant })).status).toBe(200)
  })
})
