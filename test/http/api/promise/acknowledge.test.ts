import { expect, test } from 'vitest'
import { HOUR, MINUTE } from '../../../../server/domain/vocabulary.ts'
import { nightWork } from '../../../support/app/maintenance-api.ts'
import { NOON, outage, testApp } from '../../../support/app/test-app.ts'
import { onEachDatabase } from '../../../support/database.ts'

const at = (ms: number) => new Date(NOON + ms).toISOString()

onEachDatabase('acknowledging by the API', (fresh) => {
  test('is not found where nothing was promised, and a conflict where it was kept', async () => {
    const { call, clock } = await testApp((await fresh()).db)
    const { id: incident } = (await call('POST /incidents', { as: 'agent', body: outage() })).json
    const window = nightWork({ startsAt: at(-2 * HOUR), endsAt: at(HOUR), reason: 'A disk failed.', notify: false })
    const shortNotice = { class: 'emergency', reason: 'A disk failed.' }
    const { id } = (await call('POST /maintenances', { as: 'agent', body: { ...window, shortNotice } })).json
    const ofWindow = ({ object }: { object: { id: string } }) => object.id === id
    const end = (await call('GET /worklist', { as: 'agent' })).json.items.find(ofWindow).promiseId as string
    clock.now += MINUTE
    const over = { state: 'completed', body: 'It is over.' }
    expect((await call(`POST /maintenances/${id}/updates`, { as: 'agent', body: over })).status).toBe(201)
    const stamp = end.split('.').at(-1)
    const never = ['end.xxxxxxxx', `end.0${stamp}`, `start.${stamp}`, `nothing.${stamp}`, 'details.1', 'end.']
    const named = [
      ...never.map((rest) => `${id}.${rest}`),
      `${incident}.no_answer.xxxxxxxx`,
      `${incident}.end.${stamp}`,
    ]
    const answers = await Promise.all(
      [end, ...named].map(async (promise) => {
        const { status, json } = await call(`POST /promises/${promise}/acknowledge`, { as: 'agent', body: {} })
        return [promise, status, json.code]
      }),
    )
    expect(answers).toEqual([[end, 409, 'promise_kept'], ...named.map((promise) => [promise, 404, 'not_found'])])
  })

  test('names what is owed in place of a promise whose window was moved, and no kept one', async () => {
    const { call } = await testApp((await fresh()).db)
    const window = nightWork({ startsAt: at(-HOUR), endsAt: at(HOUR), reason: 'A disk failed.', notify: false })
    const shortNotice = { class: 'emergency', reason: 'A disk failed.' }
    const { id } = (await call('POST /maintenances', { as: 'agent', body: { ...window, shortNotice } })).json
    const end = async () => (await call('GET /worklist', { as: 'agent' })).json.items[0].promiseId as string
    const before = await end()
    const later = { endsAt: at(2 * HOUR), notify: false }
    expect((await call(`PATCH /maintenances/${id}`, { as: 'agent', body: later })).status).toBe(200)
    const now = await end()
    expect(now).not.toBe(before)
    const { status, json } = await call(`POST /promises/${before}/acknowledge`, { as: 'agent', body: {} })
    expect([status, json.code, json.detail]).toEqual([409, 'promise_replaced', expect.stringContaining(now)])
  })

  test('keeps every reason that is given, and what is said twice once', async () => {
    const { call, clock } = await testApp((await fresh()).db)
    const { updates } = (await call('POST /incidents', { as: 'agent', body: outage() })).json
    const said = async (body: object) => {
      clock.now += MINUTE
      return (await call(`POST /promises/${updates[0].id}/acknowledge`, { as: 'agent', body })).json
    }
    const [first, why] = [await said({}), await said({ reason: 'x' })]
    const [again, other] = [await said({ reason: 'x' }), await said({ reason: 'y' })]
    expect([first.reason, why.reason, other.reason]).toEqual([null, 'x', 'y'])
    expect(again).toEqual(why)
    expect(new Set([first.id, why.id, other.id]).size).toBe(3)
  })
})
