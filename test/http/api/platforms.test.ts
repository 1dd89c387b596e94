import { expect, test } from 'vitest'
import { nightWork } from '../../support/app/maintenance-api.ts'
import { outage, testApp } from '../../support/app/test-app.ts'
import { onEachDatabase } from '../../support/database.ts'

onEachDatabase('platforms over HTTP', (fresh) => {
  test('are added, changed and archived by admins', async () => {
    const { call, standIns } = await testApp((await fresh()).db)
    const fax = { id: 'fax', name: 'Fax', group: 'Legacy', description: 'Paper over wires.' }
    const added = await call('POST /platforms', { as: 'admin', body: fax })
    expect([added.status, added.headers.get('location')]).toEqual([
      201,
      'https://status.example.com/api/v1/platforms/fax',
    ])
    expect(added.json).toEqual({
      ...fax,
      url: 'https://status.example.com/platforms/fax/',
      position: 3,
      archived: false,
    })
    expect(standIns).toMatchObject({ published: 1, nudged: 1 })
    const changed = await call('PATCH /platforms/fax', { as: 'admin', body: { name: 'Telefax', description: null } })
    expect(changed.json).toMatchObject({ name: 'Telefax', description: null, group: 'Legacy' })
    await call('PATCH /platforms/fax', { as: 'admin', body: { archived: true } })
    const ids = async (query = '') => (await call(`GET /platforms${query}`)).json.items.map((p: { id: string }) => p.id)
    expect(await ids()).toEqual(['voice', 'chat'])
    expect(await ids('?archived=true')).toEqual(['voice', 'chat', 'fax'])
    expect((await call('GET /platforms/fax')).json.archived).toBe(true)
  })

  test('keep their id for ever, once', async () => {
    const { call } = await testApp((await fresh()).db)
    const create = (body: unknown) => call('POST /platforms', { as: 'admin', body })
    const again = await create({ id: 'voice', name: 'Voice', group: 'Calling' })
    expect([again.status, again.json.code]).toEqual([409, 'platform_exists'])
    for (const id of ['Voice', 'a--b', '-a', 'a/b', '', 'ä', 'x'.repeat(61)]) {
      expect([id, (await create({ id, name: 'x', group: 'x' })).json.errors]).toMatchObject([id, [{ pointer: '/id' }]])
    }
    const renamed = await call('PATCH /platforms/voice', { as: 'admin', body: { id: 'x', name: 'Voice' } })
    expect(renamed.json.errors).toEqual([{ pointer: '/id', detail: 'There is no such field.' }])
    expect((await call('PATCH /platforms/none', { as: 'admin', body: { name: 'x' } })).status).toBe(404)
  })

  test('that are not there are refused with where to find those that are', async () => {
    const { call } = await testApp((await fresh()).db)
    const detail = 'There is no platform "fx". GET /api/v1/platforms lists them.'
    const platforms = [{ id: 'fx', impact: 'major_outage' }]
    expect((await call('POST /incidents', { as: 'agent', body: outage({ platforms }) })).json).toMatchObject({
      detail,
      errors: [{ pointer: '/platforms/0/id', detail }],
    })
  })

  test('that an open incident affects are not archived', async () => {
    const { call } = await testApp((await fresh()).db)
    await call('POST /incidents', { as: 'agent', body: outage() })
    const answer = await call('PATCH /platforms/voice', { as: 'admin', body: { archived: true } })
    expect([answer.status, answer.json.code]).toEqual([409, 'platform_in_use'])
  })

  test('that are archived are named by what is over, and by nothing else', async () => {
    const { call } = await testApp((await fresh()).db)
    await call('PATCH /platforms/voice', { as: 'admin', body: { archived: true } })
    const over = { startedAt: '2026-11-10T06:00:00Z', resolvedAt: '2026-11-10T07:00:00Z' }
    expect((await call('POST /incidents', { as: 'agent', body: outage(over) })).status).toBe(201)
    const open = (await call('POST /incidents', { as: 'agent', body: outage() })).json
    expect(open).toMatchObject({ status: 422, errors: [{ pointer: '/platforms/0/id' }] })
    expect(open.errors[0].detail).toMatch(/^Platform "voice" is archived: un-archive it first/)
    const work = (changes: object) =>
      call('POST /maintenances', { as: 'agent', body: nightWork({ platforms: ['voice'], ...changes }) })
    expect((await work({ startsAt: '2026-11-09T06:30:00Z', endsAt: '2026-11-09T08:00:00Z' })).status).toBe(201)
    const planned = (await work({})).json
    expect(planned).toMatchObject({ status: 422, errors: [{ pointer: '/platforms/0' }] })
    expect(planned.errors[0].detail).toContain('is archived')
  })
})
