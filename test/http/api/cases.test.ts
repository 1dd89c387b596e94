import { expect, test } from 'vitest'
import { DAY, HOUR } from '../../../server/domain/vocabulary.ts'
import { REPORTING_PLAN } from '../../support/app/plans.ts'
import { NOON, outage, type TestApp, testApp } from '../../support/app/test-app.ts'
import { onEachDatabase } from '../../support/database.ts'

async function opened({ call }: TestApp, changes: Record<string, unknown> = {}): Promise<string> {
  return (await call('POST /incidents', { as: 'agent', body: outage(changes) })).json.id
}

function post({ call }: TestApp, id: string, body: Record<string, unknown>) {
  return call(`POST /incidents/${id}/updates`, { as: 'agent', body: { body: 'News.', ...body } })
}

onEachDatabase('cases over HTTP', (fresh) => {
  const app = async () => testApp((await fresh()).db)
  const P2 = { priority: 'P2', platforms: [{ id: 'voice', impact: 'partial_outage' }] }

  test('take the status that an update names, with what it needs', async () => {
    const here = await app()
    const id = await opened(here, { ...P2, caseStatus: 'new' })
    expect((await here.call(`GET /incidents/${id}`)).json.caseStatus).toBe('new')
    const holdUntil = new Date(NOON + 5 * HOUR).toISOString()
    const bare = await post(here, id, { caseStatus: 'on_hold', holdUntil })
    expect([bare.status, bare.json.errors]).toMatchObject([422, [{ pointer: '/reason' }]])
    const held = await post(here, id, { caseStatus: 'on_hold', holdUntil, reason: 'A part is on its way.' })
    expect([held.status, held.json]).toMatchObject([
      201,
      { caseStatus: 'on_hold', holdUntil, nextUpdateDueAt: holdUntil },
    ])
    expect((await post(here, id, { caseStatus: 'shipping' })).json.caseStatus).toBe('shipping')
    const done = await post(here, id, { caseStatus: 'resolved_follow_up' })
    expect(done.json).toMatchObject({ caseStatus: 'resolved_follow_up', phase: 'monitoring' })
    expect((await post(here, id, { phase: 'resolved' })).json.caseStatus).toBe('closed')
    const late = await post(here, id, { caseStatus: 'in_progress' })
    expect(late.status).toBe(409)
    expect((await post(here, id, { caseStatus: 'lost' })).json.errors).toMatchObject([{ pointer: '/caseStatus' }])
  })

  test('that are duplicates name their master and close', async () => {
    const here = await app()
    const [master, double] = [await opened(here), await opened(here, { title: 'No calls' })]
    const closed = await post(here, double, { duplicateOf: master })
    expect([closed.status, closed.json]).toMatchObject([
      201,
      { caseStatus: 'duplicate', phase: 'resolved', duplicateOf: master, postmortem: null },
    ])
    const nowhere = await post(here, master, { duplicateOf: 'aaaaaaaaaaaa' })
    expect(nowhere.json.errors).toMatchObject([{ pointer: '/duplicateOf' }])
  })

  test('that are told every hour go on in no case that is told less often', async () => {
    const here = await app()
    const [lesser, master] = [await opened(here, { priority: 'P2' }), await opened(here, { priority: 'P1G' })]
    const refused = await post(here, master, { duplicateOf: lesser })
    expect([refused.status, refused.json.errors]).toMatchObject([422, [{ pointer: '/duplicateOf' }]])
    expect((await post(here, master, { duplicateOf: await opened(here, { priority: 'P1G' }) })).status).toBe(201)
  })

  test('are reopened for a week, once per key; later a new one is opened, related both ways', async () => {
    const here = await app()
    const { call, clock } = here
    const id = await opened(here)
    const reopen = (key?: string) =>
      call(`POST /incidents/${id}/reopen`, { as: 'agent', ...(key && { key }), body: { body: 'It is back.' } })
    expect((await reopen()).json.code).toBe('incident_open')
    await post(here, id, { phase: 'resolved' })
    clock.now += 7 * DAY
    const again = await reopen('k')
    expect([again.status, again.json]).toMatchObject([
      201,
      {
        caseStatus: 'customer_reopened',
        phase: 'investigating',
        platforms: [{ id: 'voice', impact: 'major_outage' }],
        standing: 'on_time',
        postmortem: null,
      },
    ])
    expect((await reopen('k')).text).toBe(again.text)
    await post(here, id, { phase: 'resolved' })
    clock.now += 9 * DAY
    const late = await reopen()
    expect([late.status, late.json.code, late.json.detail]).toEqual([
      409,
      'reopen_too_late',
      expect.stringContaining(`relatedTo "${id}"`),
    ])
    const next = await opened(here, { relatedTo: id })
    expect((await call(`GET /incidents/${next}`)).json.relatedTo).toEqual([id])
    expect((await call(`GET /incidents/${id}`)).json.relatedTo).toEqual([next])
    const astray = await call('POST /incidents', { as: 'agent', body: outage({ relatedTo: 'aaaaaaaaaaaa' }) })
    expect(astray.json.errors).toMatchObject([{ pointer: '/relatedTo' }])
  })

  test('refuse a text under a name that is no language, whatever else the name means to programs', async () => {
    const here = await app()
    const id = await opened(here)
    for (const name of ['__proto__', 'constructor', 'toString']) {
      const translations = JSON.parse(`{"${name}": {"body": "Lost."}}`)
      const { status, json } = await post(here, id, { translations })
      expect([status, json.errors]).toMatchObject([422, [{ pointer: `/translations/${name}` }]])
    }
  })

  test('that were P1Gs owe a report; it is published, then corrected', async () => {
    const here = await testApp((await fresh()).db, { plan: REPORTING_PLAN })
    const { call, clock, standIns } = here
    const id = await opened(here)
    const put = (body: unknown) => call(`PUT /incidents/${id}/postmortem`, { as: 'agent', body })
    expect((await put({ body: 'Too early.' })).json.code).toBe('incident_open')
    const resolved = await post(here, id, { phase: 'resolved' })
    expect(resolved.json.postmortem).toEqual({
      ...{ body: null, translations: {}, publishedAt: null, correctedAt: null },
      dueAt: '2026-11-17T12:00:00.000Z',
    })
    const published = standIns.published
    clock.now += DAY
    const report = await put({ body: 'A trunk group was misconfigured.' })
    expect([report.status, report.json.postmortem, standIns.published]).toMatchObject([
      200,
      { body: 'A trunk group was misconfigured.', publishedAt: '2026-11-11T12:00:00.000Z', correctedAt: null },
      published + 1,
    ])
    clock.now += HOUR
    const corrected = await put({ body: 'Two trunk groups were misconfigured.' })
    expect(corrected.json.postmortem).toMatchObject({
      body: 'Two trunk groups were misconfigured.',
      publishedAt: '2026-11-11T12:00:00.000Z',
      correctedAt: '2026-11-11T13:00:00.000Z',
    })
    expect((await put({ body: '' })).json.errors).toMatchObject([{ pointer: '/body' }])
  })

  test('are closed without an answer before the customers had the time for one only if that is confirmed', async () => {
    const here = await app()
    const id = await opened(here, P2)
    const silent = { body: 'Nobody answered.', caseStatus: 'closed_no_response' }
    const close = (more = {}) =>
      here.call(`POST /incidents/${id}/updates`, { as: 'agent', body: { ...silent, ...more } })
    const asked = await close()
    expect([asked.status, asked.json.code]).toEqual([409, 'confirmation_needed'])
    const closed = await close({ confirmed: true })
    expect([closed.status, closed.json.caseStatus, closed.json.phase]).toEqual([201, 'closed_no_response', 'resolved'])
  })

  test('that became a P1G say so, with the promise that came of it', async () => {
    const here = await app()
    const id = await opened(here, P2)
    here.clock.now += HOUR / 2
    const change = { priority: 'P1G', reason: 'Several organisations report it.', notify: false }
    const changed = await here.call(`PATCH /incidents/${id}`, { as: 'lead', body: change })
    expect([changed.status, changed.json.designations]).toEqual([
      200,
      [
        {
          ...{ how: 'designated', priority: 'P1G' },
          ...{ nextUpdateDueAt: '2026-11-10T13:00:00.000Z', at: '2026-11-10T12:30:00.000Z' },
        },
      ],
    ])
  })

  test('keep what the desk heard from customers to themselves', async () => {
    const here = await app()
    const id = await opened(here, P2)
    const note = { what: 'asked', note: 'Asked Ms Meyer whether calls work again.' }
    const noted = await here.call(`POST /incidents/${id}/contacts`, { as: 'agent', key: 'k', body: note })
    expect([noted.status, noted.json]).toEqual([201, { incidentId: id, what: 'asked', at: '2026-11-10T12:00:00.000Z' }])
    expect((await here.call(`GET /incidents/${id}`)).text).not.toContain('Meyer')
    const ahead = { what: 'answered', at: new Date(NOON + HOUR).toISOString() }
    const early = await here.call(`POST /incidents/${id}/contacts`, { as: 'agent', body: ahead })
    expect(early.json.errors).toMatchObject([{ pointer: '/at' }])
  })
})
