import { expect, test } from 'vitest'
import { runMaintenanceClock } from '../../../server/actions/maintenance/run-maintenance-clock.ts'
import { idsOf, MONTHLY, NOVEMBER, nightWork, withMonthly } from '../../support/app/maintenance-api.ts'
import { outage, testApp } from '../../support/app/test-app.ts'
import { onEachDatabase } from '../../support/database.ts'

onEachDatabase('maintenance over HTTP', (fresh) => {
  const app = async () => withMonthly(await testApp((await fresh()).db))

  test('is scheduled by the desk, with everything that was promised of it', async () => {
    const { call, standIns } = await app()
    const before = { ...standIns }
    const made = await call('POST /maintenances', { as: 'agent', key: 'k', body: nightWork() })
    const { id } = made.json
    expect([made.status, made.headers.get('location')]).toEqual([
      201,
      `https://status.example.com/api/v1/maintenances/${id}`,
    ])
    expect(made.json).toMatchObject({
      url: `https://status.example.com/maintenance/${id}/`,
      programme: null,
      state: 'announced',
      startsAt: '2026-11-22T06:30:00.000Z',
      zone: 'America/Denver',
      platforms: [{ id: 'chat', name: 'CHAT' }],
      impact: 'under_maintenance',
      endsBy: 'hand',
      shortNotice: null,
      afterwards: false,
      announcedAt: '2026-11-10T12:00:00.000Z',
      updates: [{ news: 'announced', state: 'announced', body: null, previous: null }],
      notices: [
        { notice: 'at_once', standing: 'kept', toldAt: '2026-11-10T12:00:00.000Z' },
        { notice: 'start', standing: 'ahead', toldAt: null },
        { notice: 'end', standing: 'ahead' },
      ],
      warnings: [],
    })
    expect(standIns).toMatchObject({ published: before.published + 1, nudged: before.nudged + 1 })
    const again = await call('POST /maintenances', { as: 'agent', key: 'k', body: nightWork() })
    expect([again.status, again.text]).toEqual([201, made.text])
    expect((await call(`GET /maintenances/${id}`)).json).toEqual(made.json)
  })

  test('that a programme yields answers before anything is stored of it', async () => {
    const { call } = await app()
    const window = await call(`GET /maintenances/${NOVEMBER}`)
    expect([window.status, window.json]).toMatchObject([
      200,
      {
        title: 'Monthly maintenance',
        programme: { id: 'monthly', title: 'Monthly maintenance' },
        state: 'planned',
        platforms: [{ id: 'voice', name: 'VOICE' }],
        updates: [],
        notices: [{ notice: 'P7D', dueAt: '2026-11-14T05:00:00.000Z', standing: 'ahead' }, {}, {}],
      },
    ])
    for (const id of ['monthly-2026-11-21', 'weekly-2026-11-20', 'monthly-2026-13-40', 'aaaaaaaaaaaa']) {
      expect([id, (await call(`GET /maintenances/${id}`)).status]).toEqual([id, 404])
    }
    expect((await call('GET /maintenances/%27or%201=1')).status).toBe(422)
  })

  test('is listed by its start, a programme’s windows among the others, page by page', async () => {
    const { call } = await app()
    const { id } = (await call('POST /maintenances', { as: 'agent', body: nightWork() })).json
    const seen: string[] = []
    let path = 'GET /maintenances?limit=5'
    for (let pages = 0; pages < 3; pages++) {
      const { items, next } = (await call(path)).json
      seen.push(...idsOf({ items }))
      path = `GET /maintenances?limit=5&cursor=${next}`
      expect(next === null).toBe(pages === 2)
    }
    expect(seen).toHaveLength(13)
    expect(seen.slice(0, 3)).toEqual([NOVEMBER, id, 'monthly-2026-12-18'])
    const list = async (query: string) => idsOf((await call(`GET /maintenances?${query}`)).json)
    expect(await list('state=announced')).toEqual([id])
    expect(await list('platform=chat')).toEqual([id])
    expect(await list('programme=monthly&to=2026-12-01T00:00:00Z')).toEqual([NOVEMBER])
    expect(await list('from=2026-12-01T00:00:00Z&to=2027-01-01T00:00:00Z')).toEqual(['monthly-2026-12-18'])
    expect((await call('GET /maintenances?state=over')).status).toBe(422)
    expect((await call('GET /maintenances?cursor=nonsense')).json.errors[0].parameter).toBe('cursor')
  })

  test('that overruns is listed until somebody says that it is over', async () => {
    const { call, clock, ctx } = await app()
    const { id } = (await call('POST /maintenances', { as: 'agent', body: nightWork() })).json
    clock.now = Date.parse('2026-11-22T09:00:00Z')
    await runMaintenanceClock(ctx())
    expect(idsOf((await call('GET /maintenances?platform=chat')).json)).toEqual([id])
    const done = { body: 'All calls go through the new controller.', state: 'completed' }
    const over = await call(`POST /maintenances/${id}/updates`, { as: 'agent', body: done })
    expect([over.status, over.json.state, over.json.updates[0].body]).toEqual([201, 'completed', done.body])
    expect(over.json.notices[2]).toMatchObject({ notice: 'end', standing: 'late' })
    expect((await call('GET /maintenances?platform=chat')).json.items).toEqual([])
    expect(idsOf((await call('GET /maintenances?from=2026-11-01T00:00:00Z&platform=chat')).json)).toEqual([id])
  })

  test('that collides is refused with what it collides with, and goes on when that is accepted', async () => {
    const { call, clock } = await app()
    clock.now = Date.parse('2026-11-20T12:00:00Z')
    await call('POST /incidents', { as: 'agent', body: outage() })
    const [startsAt, endsAt] = ['2026-11-21T06:00:00Z', '2026-11-21T07:00:00Z']
    const body = nightWork({ platforms: ['voice'], startsAt, endsAt })
    const refused = await call('POST /maintenances', { as: 'agent', body })
    expect([refused.status, refused.json.code]).toEqual([409, 'maintenance_conflicts'])
    expect(refused.json.detail).toContain('acceptConflicts')
    expect(refused.json.errors).toEqual([
      { pointer: '/startsAt', detail: '"Monthly maintenance" is at the same time on voice.' },
      { pointer: '/platforms', detail: 'The P1G "Calls fail" is open on voice.' },
    ])
    const made = await call('POST /maintenances', { as: 'agent', body: { ...body, acceptConflicts: true } })
    expect(made.status).toBe(201)
    expect(made.json.warnings.map((w: { code: string; id: string }) => w.code)).toEqual(['overlap', 'open_p1g'])
    expect((await call(`GET /maintenances/${made.json.id}`)).json.warnings).toEqual([])
    expect((await call(`GET /maintenances/${made.json.id}`, { as: 'agent' })).json.warnings).toHaveLength(2)
  })

  test('on shorter notice than its programme promises says of which class it is, and why', async () => {
    const { call } = await app()
    const times = { startsAt: '2026-11-11T07:00:00Z', endsAt: '2026-11-11T08:00:00Z' }
    const unscheduled = await call('POST /maintenances', { as: 'agent', body: nightWork(times) })
    expect([unscheduled.status, unscheduled.json.shortNotice]).toEqual([201, null])
    const soon = { ...times, programme: 'monthly' }
    const silent = await call('POST /maintenances', { as: 'agent', body: soon })
    expect([silent.status, silent.json.errors]).toMatchObject([422, [{ pointer: '/shortNotice' }]])
    const shortNotice = { class: 'emergency', reason: 'The certificate was revoked.' }
    const made = await call('POST /maintenances', { as: 'agent', body: { ...soon, shortNotice } })
    expect([made.status, made.json.shortNotice]).toEqual([201, shortNotice])
    expect(made.json.notices[0]).toMatchObject({ notice: 'at_once', standing: 'kept' })
    expect((await call('GET /promises')).json.summary.notices).toMatchObject({ kept: 2, late: 0, overdue: 0 })
  })

  test('outside every programme is what the support plan calls unscheduled', async () => {
    const { call } = await app()
    const made = await call('POST /maintenances', { as: 'agent', body: nightWork({ programme: 'unscheduled' }) })
    expect([made.status, made.json.state, made.json.programme]).toEqual([201, 'announced', null])
    expect(idsOf((await call('GET /maintenances?programme=unscheduled')).json)).toEqual([made.json.id])
    const taken = await call('POST /programmes', { as: 'admin', body: { ...MONTHLY, id: 'unscheduled' } })
    expect([taken.status, taken.json.code]).toEqual([409, 'programme_exists'])
  })

  test('is moved with old and new time told; what is over stays as it is', async () => {
    const { call } = await app()
    const { id } = (await call('POST /maintenances', { as: 'agent', body: nightWork() })).json
    const later = { startsAt: '2026-11-23T06:30:00Z', endsAt: '2026-11-23T08:00:00Z', note: 'A part is late.' }
    const moved = await call(`PATCH /maintenances/${id}`, { as: 'agent', body: later })
    expect([moved.status, moved.json.startsAt]).toEqual([200, '2026-11-23T06:30:00.000Z'])
    expect(moved.json.updates[0]).toMatchObject({
      news: 'moved',
      body: 'A part is late.',
      previous: { startsAt: '2026-11-22T06:30:00.000Z', endsAt: '2026-11-22T08:00:00.000Z' },
    })
    const cancelled = await call(`POST /maintenances/${id}/cancel`, { as: 'agent' })
    expect([cancelled.status, cancelled.json.state]).toEqual([201, 'cancelled'])
    const late = await call(`PATCH /maintenances/${id}`, { as: 'agent', body: later })
    expect([late.status, late.json.code]).toEqual([409, 'maintenance_over'])
  })

  test('of a programme is called off with a note, or without a body at all; then it stands there as cancelled', async () => {
    const { call } = await app()
    const cancel = `POST /maintenances/${NOVEMBER}/cancel`
    const off = await call(cancel, { as: 'agent', key: 'k', body: { note: 'Not needed this time.', notify: true } })
    expect([off.status, off.json.state, off.json.updates[0].body]).toEqual([201, 'cancelled', 'Not needed this time.'])
    const december = await call('POST /maintenances/monthly-2026-12-18/cancel', { as: 'agent', key: 'bare' })
    expect([december.status, december.json.state]).toEqual([201, 'cancelled'])
    const empty = { as: 'agent', raw: '', headers: { 'content-type': 'application/json' } } as const
    expect((await call('POST /maintenances/monthly-2027-01-15/cancel', empty)).status).toBe(201)
    const twice = await call(cancel, { as: 'agent' })
    expect([twice.status, twice.json.code]).toEqual([409, 'maintenance_state'])
    expect(idsOf((await call('GET /maintenances?state=cancelled')).json)).toEqual([
      NOVEMBER,
      'monthly-2026-12-18',
      'monthly-2027-01-15',
    ])
    const text = await call(cancel, { as: 'agent', raw: 'because', headers: { 'content-type': 'text/plain' } })
    expect(text.status).toBe(415)
  })

  test('keeps its platforms from being archived, as its programme does', async () => {
    const { call } = await app()
    const archive = (id: string) => call(`PATCH /platforms/${id}`, { as: 'admin', body: { archived: true } })
    const window = (changes: Record<string, unknown>) =>
      call('POST /maintenances', { as: 'agent', body: nightWork(changes) })
    const ahead = (await window({})).json.id
    const here = { reason: 'It is old.', acceptConflicts: true }
    const running = (await window({ ...here, startsAt: '2026-11-10T11:00:00Z', endsAt: '2026-11-10T13:00:00Z' })).json
      .id
    const platforms = [{ id: 'chat', impact: 'partial_outage' }]
    const incident = (await call('POST /incidents', { as: 'agent', body: outage({ platforms }) })).json.id
    await call('PATCH /programmes/monthly', { as: 'admin', body: { platforms: ['voice', 'chat'] } })
    const chat = await archive('chat')
    const obstacles = [
      `The open incident "${incident}" affects it: resolve that first.`,
      `The running maintenance "${running}" affects it: complete that first.`,
      `The planned maintenance "${ahead}" affects it: change or cancel that first.`,
      'The programme "monthly" names it: take it out of its platforms first.',
    ]
    expect([chat.status, chat.json]).toMatchObject([
      409,
      {
        code: 'platform_in_use',
        detail: `Platform "chat" is still in use. ${obstacles.join(' ')}`,
        errors: obstacles.map((detail) => ({ pointer: '/archived', detail })),
      },
    ])
    expect((await archive('voice')).json.detail).toContain('The programme "monthly" names it')
    await call('PATCH /programmes/monthly', { as: 'admin', body: { platforms: [] } })
    expect((await archive('voice')).status).toBe(200)
  })
})
