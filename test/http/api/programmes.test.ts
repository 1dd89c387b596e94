import { expect, test } from 'vitest'
import { DAY } from '../../../server/domain/vocabulary.ts'
import { idsOf, MONTHLY, NOVEMBER, withMonthly } from '../../support/app/maintenance-api.ts'
import { testApp } from '../../support/app/test-app.ts'
import { onEachDatabase } from '../../support/database.ts'

onEachDatabase('programmes over HTTP', (fresh) => {
  test('are added by admins and shown to everybody, what was left out with its usual value', async () => {
    const { call, standIns } = await testApp((await fresh()).db)
    const added = await call('POST /programmes', { as: 'admin', key: 'k', body: MONTHLY })
    expect([added.status, added.headers.get('location')]).toEqual([
      201,
      'https://status.example.com/api/v1/programmes/monthly',
    ])
    expect(added.json).toEqual({
      ...MONTHLY,
      zone: 'America/Denver',
      endsBy: 'hand',
      detailsExpected: false,
      translations: {},
      freezes: [],
      archived: false,
    })
    expect(standIns).toMatchObject({ published: 1, nudged: 1 })
    const again = await call('POST /programmes', { as: 'admin', key: 'k', body: MONTHLY })
    expect([again.status, again.text]).toEqual([201, added.text])
    const twice = await call('POST /programmes', { as: 'admin', body: MONTHLY })
    expect([twice.status, twice.json.code]).toEqual([409, 'programme_exists'])
    expect((await call('GET /programmes')).json).toEqual({ items: [added.json], next: null })
    expect((await call('GET /programmes/monthly')).json).toEqual(added.json)
    expect((await call('GET /programmes/weekly')).status).toBe(404)
  })

  test('that do not fit are refused with every fault named', async () => {
    const { call } = await testApp((await fresh()).db)
    const wrong = { ...MONTHLY, anchor: '2026-01-17', platforms: ['voice', 'telex'], notices: { before: ['P90D'] } }
    const answer = await call('POST /programmes', { as: 'admin', body: wrong })
    expect([answer.status, answer.json.errors.map((e: { pointer: string }) => e.pointer)]).toEqual([
      422,
      ['/anchor', '/notices/before/0', '/platforms/1'],
    ])
    expect(answer.json.errors[0].detail).toContain('2026-01-17, a Saturday')
    const unreadable = await call('POST /programmes', { as: 'admin', body: { ...MONTHLY, rule: 'now and then' } })
    expect(unreadable.json.errors).toMatchObject([{ pointer: '/rule' }])
    const form = { ...MONTHLY, wallStart: '25:00', zone: 'Mars/Olympus', colour: 'red' }
    expect((await call('POST /programmes', { as: 'admin', body: form })).json.errors).toMatchObject([
      { pointer: '/wallStart' },
      { pointer: '/zone' },
      { pointer: '/colour', detail: 'There is no such field.' },
    ])
  })

  test('yield their windows for the next twelve months, or for the interval that is asked for', async () => {
    const { call } = await withMonthly(await testApp((await fresh()).db))
    const year = (await call('GET /programmes/monthly/occurrences')).json.items
    expect(year).toHaveLength(12)
    expect(year[0]).toEqual({
      id: NOVEMBER,
      url: 'https://status.example.com/maintenance/monthly-2026-11-20/',
      title: 'Monthly maintenance',
      state: 'planned',
      startsAt: '2026-11-21T05:00:00.000Z',
      endsAt: '2026-11-21T11:00:00.000Z',
      zone: 'America/Denver',
    })
    const spring = await call('GET /programmes/monthly/occurrences?from=2027-03-01T00:00:00Z&to=2027-05-01T00:00:00Z')
    expect(spring.json.items.map((one: { startsAt: string }) => one.startsAt)).toEqual([
      '2027-03-20T04:00:00.000Z',
      '2027-04-17T04:00:00.000Z',
    ])
    expect((await call('GET /programmes/none/occurrences')).status).toBe(404)
  })

  test.each([
    ['from=2027-01-01T00:00:00Z&to=2026-01-01T00:00:00Z', 'to'],
    ['from=2026-01-01T00:00:00Z&to=2036-01-01T00:00:00Z', 'to'],
    ['from=tomorrow', 'from'],
    ['until=2027-01-01T00:00:00Z', 'until'],
  ])('answer an interval such as "%s" with what is wrong', async (query, parameter) => {
    const { call } = await withMonthly(await testApp((await fresh()).db))
    const answer = await call(`GET /programmes/monthly/occurrences?${query}`)
    expect([answer.status, answer.json.errors]).toMatchObject([422, [{ parameter }]])
  })

  test('change from now on; windows that were announced keep their time, and the answer names them', async () => {
    const { call, clock, standIns } = await withMonthly(await testApp((await fresh()).db))
    const early = { body: 'Earlier than usual.', state: 'announced' }
    expect((await call(`POST /maintenances/${NOVEMBER}/updates`, { as: 'agent', body: early })).status).toBe(201)
    clock.now += DAY
    const published = standIns.published
    const changed = await call('PATCH /programmes/monthly', { as: 'admin', body: { wallStart: '23:00' } })
    expect([changed.status, changed.json.wallStart, changed.json.keeping]).toEqual([200, '23:00', [NOVEMBER]])
    expect(standIns.published).toBe(published + 1)
    const [november, december] = (await call('GET /programmes/monthly/occurrences')).json.items
    expect([november.startsAt, december.startsAt]).toEqual(['2026-11-21T05:00:00.000Z', '2026-12-19T06:00:00.000Z'])
    expect((await call('PATCH /programmes/none', { as: 'admin', body: { wallStart: '23:00' } })).status).toBe(404)
    expect((await call('PATCH /programmes/monthly', { as: 'admin', body: {} })).status).toBe(422)
  })

  test('that are archived yield nothing and are listed on demand', async () => {
    const { call } = await withMonthly(await testApp((await fresh()).db))
    await call('PATCH /programmes/monthly', { as: 'admin', body: { archived: true } })
    expect((await call('GET /programmes')).json.items).toEqual([])
    expect(idsOf((await call('GET /programmes?archived=true')).json)).toEqual(['monthly'])
    expect((await call('GET /programmes/monthly/occurrences')).json.items).toEqual([])
    expect((await call('GET /maintenances')).json.items).toEqual([])
  })
})
