import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../../server/domain/vocabulary.ts'
import { nightWork } from '../../support/app/maintenance-api.ts'
import { REPORTING_PLAN } from '../../support/app/plans.ts'
import { NOON, outage, type TestApp, testApp } from '../../support/app/test-app.ts'
import { onEachDatabase } from '../../support/database.ts'

const at = (ms: number) => new Date(NOON + ms).toISOString()

/** A P1G opened ten minutes ago; told now, then half an hour late, then resolved in time. */
async function story(app: TestApp): Promise<string> {
  const { call, clock } = app
  const { id } = (await call('POST /incidents', { as: 'agent', body: outage({ openedAt: at(-10 * MINUTE) }) })).json
  const post = (body: Record<string, unknown>) => call(`POST /incidents/${id}/updates`, { as: 'agent', body })
  clock.now += 90 * MINUTE
  await post({ body: 'We know where it is.' })
  clock.now += 30 * MINUTE
  await post({ body: 'It works again.', phase: 'resolved' })
  return id
}

onEachDatabase('promises over HTTP', (fresh) => {
  const app = async () => testApp((await fresh()).db)

  test('are shown to everybody, kept or not, with their sum', async () => {
    const here = await app()
    const id = await story(here)
    const { status, json } = await here.call('GET /promises')
    expect([status, json.next]).toEqual([200, null])
    expect(json.items).toMatchObject([
      { id, kind: 'first_response', madeAt: at(-10 * MINUTE), dueAt: at(5 * MINUTE), keptAt: at(0), state: 'kept' },
      {
        kind: 'next_update',
        basis: 'cadence',
        dueAt: at(HOUR),
        keptAt: at(90 * MINUTE),
        state: 'late',
        lateness: 1800,
      },
      { kind: 'next_update', dueAt: at(150 * MINUTE), keptAt: at(120 * MINUTE), state: 'kept', lateness: 0 },
    ])
    expect(json.items[1]).toMatchObject({
      incidentId: id,
      maintenanceId: null,
      url: `https://status.example.com/incidents/${id}/`,
      title: 'Calls fail',
      priority: 'P1G',
    })
    expect(json.summary).toMatchObject({
      ...{ due: 3, kept: 2, late: 1, overdue: 0, open: 0, worstLateness: 1800, worstGap: 5400 },
      firstResponse: { due: 1, kept: 1, late: 0, slowest: 600 },
      notices: { due: 0 },
    })
  })

  test('of a report on the cause are among them where the operator makes them, also as a table', async () => {
    const here = await testApp((await fresh()).db, { plan: REPORTING_PLAN })
    const id = await story(here)
    const { call, clock } = here
    const report = async () => (await call('GET /promises')).json.items.at(-1)
    const dueAt = '2026-11-17T14:00:00.000Z'
    expect(await report()).toMatchObject({ kind: 'report', incidentId: id, priority: 'P1G', dueAt, state: 'open' })
    expect((await call(`GET /incidents/${id}`)).json.postmortem).toMatchObject({ dueAt, publishedAt: null })
    clock.now = Date.parse(dueAt) + MINUTE
    expect(await report()).toMatchObject({ state: 'overdue', lateness: 60, keptAt: null })
    await call(`PUT /incidents/${id}/postmortem`, { as: 'agent', body: { body: 'A card had failed.' } })
    expect(await report()).toMatchObject({ state: 'late', lateness: 60, keptAt: new Date(clock.now).toISOString() })
    expect((await call('GET /promises')).json.summary).toMatchObject({ due: 4, kept: 2, late: 2, worstLateness: 1800 })
    const rows = parse((await call('GET /promises', { headers: { accept: 'text/csv' } })).text, { columns: true })
    expect(rows.at(-1)).toMatchObject({ kind: 'report', incidentId: id, state: 'late', latenessSeconds: '60' })
  })

  test('are summed up month by month, and of one incident alone', async () => {
    const here = await app()
    const id = await story(here)
    await here.call('POST /incidents', { as: 'agent', body: outage() })
    const all = (await here.call('GET /promises')).json
    expect(all.summary.months).toMatchObject([
      { month: '2026-11', due: 4, kept: 3, late: 1, open: 1, worstGap: 5400, firstResponse: { due: 2, slowest: 600 } },
    ])
    const one = (await here.call(`GET /promises?incident=${id}`)).json
    expect(one.items.map((item: { incidentId: string }) => item.incidentId)).toEqual([id, id, id])
    expect(one.summary).toMatchObject({ due: 3, kept: 2, late: 1, open: 0 })
  })

  test('are overdue in public while nobody keeps them', async () => {
    const { call, clock } = await app()
    await call('POST /incidents', { as: 'agent', body: outage() })
    clock.now += HOUR
    expect((await call('GET /promises')).json.items[1]).toMatchObject({ state: 'open', keptAt: null })
    clock.now += MINUTE
    expect((await call('GET /promises')).json.items[1]).toMatchObject({ state: 'overdue', lateness: 60 })
  })

  test('of unscheduled maintenance are among them: at once, at its start and its end, with the class and reason given', async () => {
    const { call } = await app()
    const shortNotice = { class: 'emergency', reason: 'The certificate was revoked.' }
    const times = { startsAt: '2026-11-11T07:00:00Z', endsAt: '2026-11-11T08:00:00Z' }
    const { id } = (await call('POST /maintenances', { as: 'agent', body: nightWork({ ...times, shortNotice }) })).json
    const { items, summary } = (await call('GET /promises')).json
    expect(items).toMatchObject([
      { kind: 'maintenance_notice', notice: 'at_once', keptAt: at(0), state: 'kept', shortNotice },
      { maintenanceId: id, incidentId: null, notice: 'start', keptAt: null, state: 'open', lateness: 0 },
      { notice: 'end', url: `https://status.example.com/maintenance/${id}/`, title: 'New session border controller' },
    ])
    expect(summary.notices).toEqual({ due: 1, kept: 1, late: 0, overdue: 0, missed: 0, open: 2, withdrawn: 0 })
    await call(`POST /maintenances/${id}/cancel`, { as: 'agent' })
    const after = (await call('GET /promises')).json
    expect(after.items.map((item: { state: string }) => item.state)).toEqual(['kept', 'withdrawn', 'withdrawn'])
  })

  test('come page by page, and only of the interval that is asked for', async () => {
    const here = await app()
    await story(here)
    await story(here)
    const all = (await here.call('GET /promises')).json.items
    const seen: unknown[] = []
    let path = 'GET /promises?limit=2'
    for (let pages = 0; pages < 3; pages++) {
      const { items, next, summary } = (await here.call(path)).json
      seen.push(...items)
      expect(summary.due).toBe(6)
      path = `GET /promises?limit=2&cursor=${next}`
    }
    expect(seen).toEqual(all)
    const hour = (await here.call(`GET /promises?from=${at(HOUR)}&to=${at(2 * HOUR)}`)).json
    expect(hour.items.map((item: { dueAt: string }) => item.dueAt)).toEqual([at(HOUR)])
    expect((await here.call(`GET /promises?from=${at(DAY)}&to=${at(0)}`)).status).toBe(422)
    const forged = Buffer.from('[9e15,"a"]').toString('base64url')
    expect((await here.call(`GET /promises?cursor=${forged}`)).json.errors).toMatchObject([{ parameter: 'cursor' }])
  })

  test('are a table for a spreadsheet, which runs nothing of it', async () => {
    const { call } = await app()
    const title = '=HYPERLINK("https://evil.example")'
    await call('POST /incidents', { as: 'agent', body: outage({ title }) })
    const { headers, text } = await call('GET /promises', { headers: { accept: 'text/csv' } })
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(headers.get('content-disposition')).toBe('attachment; filename="promises.csv"')
    expect(headers.get('vary')).toContain('Accept')
    const rows: Record<string, string>[] = parse(text, { columns: true })
    expect(rows).toMatchObject([
      { kind: 'first_response', title: `'${title}`, state: 'kept', latenessSeconds: '0' },
      { kind: 'next_update', dueAt: at(HOUR), keptAt: '', state: 'open', maintenanceId: '' },
    ])
    const page = await call('GET /promises', { headers: { accept: 'text/html, */*;q=0.8' } })
    expect(page.headers.get('content-type')).toBe('application/json')
  })

  test('that have to wait are acknowledged by the desk; they stand all the same', async () => {
    const { call, clock } = await app()
    const { updates } = (await call('POST /incidents', { as: 'agent', body: outage() })).json
    const [{ id }] = updates
    clock.now += 40 * MINUTE
    const wait = { until: at(50 * MINUTE), reason: 'The vendor is on the line.' }
    const noted = await call(`POST /promises/${id}/acknowledge`, { as: 'agent', key: 'k', body: wait })
    expect([noted.status, noted.json]).toEqual([
      201,
      { id: expect.any(String), promiseId: id, ...wait, by: 'token/agent', at: at(40 * MINUTE) },
    ])
    const again = await call(`POST /promises/${id}/acknowledge`, { as: 'agent', key: 'k', body: wait })
    expect(again.text).toBe(noted.text)
    const acknowledge = (promise: string, body: unknown) =>
      call(`POST /promises/${promise}/acknowledge`, { as: 'agent', body })
    expect((await acknowledge(id, { until: at(0), reason: 'x' })).json.errors).toMatchObject([{ pointer: '/until' }])
    expect((await acknowledge(id, wait)).json.code).toBe('already_put_off')
    expect((await acknowledge(id, {})).json).toMatchObject({ until: null, reason: null, by: 'token/agent' })
    expect((await acknowledge('aaaaaaaaaaaa', wait)).status).toBe(404)
    clock.now += 21 * MINUTE
    const shown = await call('GET /promises')
    expect(shown.json.items[1].state).toBe('overdue')
    expect(shown.text).not.toContain('vendor is on the line')
  })

  test('are put off where that skips something of the ladder, and until they are due', async () => {
    const { call, clock } = await app()
    const acknowledge = async (more: number) => {
      const { updates } = (await call('POST /incidents', { as: 'agent', body: outage() })).json
      clock.now += more
      const body = { until: at(5 * HOUR), reason: 'The vendor is on the line.' }
      const { json } = await call(`POST /promises/${updates[0].id}/acknowledge`, { as: 'agent', body })
      return json.code ?? json.until
    }
    expect(await acknowledge(0)).toBe(at(HOUR))
    // The rung before the due time has come; then it is overdue.
    expect(await acknowledge(46 * MINUTE)).toBe('nothing_to_put_off')
    expect(await acknowledge(61 * MINUTE)).toBe('nothing_to_put_off')
  })
})

onEachDatabase('what the desk owes', (fresh) => {
  test('is on the worklist by what is due next: updates, reports, answers and maintenance', async () => {
    const { call, clock } = await testApp((await fresh()).db, { plan: REPORTING_PLAN })
    const worklist = async () => (await call('GET /worklist', { as: 'agent' })).json.items
    expect(await worklist()).toEqual([])

    const window = nightWork({ startsAt: at(-2 * HOUR), endsAt: at(-MINUTE), title: 'Done?' })
    const running = { ...window, endsAt: at(30 * MINUTE), reason: 'A disk failed.', notify: false }
    const shortNotice = { class: 'emergency', reason: 'A disk failed.' }
    const night = (await call('POST /maintenances', { as: 'agent', body: { ...running, shortNotice } })).json
    const { id, updates } = (await call('POST /incidents', { as: 'agent', body: outage() })).json
    clock.now += 40 * MINUTE
    const end = { kind: 'end', object: { type: 'maintenance', id: night.id, title: 'Done?' }, standing: 'overdue' }
    const [update] = updates
    expect(await worklist()).toMatchObject([end, { promiseId: update.id, standing: 'on_time', acknowledgedBy: null }])
    const wait = { until: at(55 * MINUTE), reason: 'The vendor is on the line.' }
    await call(`POST /promises/${update.id}/acknowledge`, { as: 'agent', body: wait })
    const shown = async () => (await worklist()).find((one: { promiseId: string }) => one.promiseId === update.id)
    clock.now += 10 * MINUTE
    expect(await shown()).toMatchObject({ standing: 'due_soon', putOffUntil: wait.until })
    clock.now += 20 * MINUTE
    expect(await worklist()).toMatchObject([
      end,
      {
        ...{ promiseId: update.id, kind: 'update', priority: 'P1G', dueAt: at(HOUR), standing: 'overdue' },
        object: { type: 'incident', id, title: 'Calls fail', url: `https://status.example.com/incidents/${id}/` },
        ...{ acknowledgedBy: 'token/agent', putOffUntil: null },
      },
    ])

    const asked = { body: 'Please tell us whether calls work.', caseStatus: 'resolved_follow_up' }
    await call(`POST /incidents/${id}/updates`, { as: 'agent', body: asked })
    clock.now += 3 * DAY
    const kinds = async () => (await worklist()).map(({ kind }: { kind: string }) => kind)
    expect(await kinds()).toContain('no_answer')
    await call(`POST /incidents/${id}/updates`, {
      as: 'agent',
      body: { body: 'Over.', caseStatus: 'closed_no_response', confirmed: true },
    })
    clock.now += 8 * DAY
    expect(await worklist()).toMatchObject([end, { kind: 'report', object: { id }, standing: 'overdue' }])
  })
})
