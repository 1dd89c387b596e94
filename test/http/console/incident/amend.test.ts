import { expect, test } from 'vitest'
import { DEFAULT_PLAN, type Plan } from '../../../../server/domain/plan/plan.ts'
import { DAY, HOUR, MINUTE, type Role } from '../../../../server/domain/vocabulary.ts'
import type { AmendView, IncidentsView } from '../../../../src/views.ts'
import { sheet } from '../../../support/app/desk/amending.ts'
import { signedIn } from '../../../support/app/signed-in.ts'
import { NOON, outage, type TestApp, testApp, viewOf } from '../../../support/app/test-app.ts'
import { onEachDatabase } from '../../../support/database.ts'

const faultsOf = (view: AmendView | null) => view?.faults.map(({ field, says }) => `${field}: ${says}`)

onEachDatabase('the small pages about an incident', (fresh) => {
  async function start(changes: Record<string, unknown> = {}, plan: Partial<Plan> = {}) {
    const app = await testApp((await fresh()).db, { plan: { ...DEFAULT_PLAN, ...plan } })
    const { id } = (await app.call('POST /incidents', { as: 'lead', body: outage(changes) })).json
    const uid = (await app.call(`GET /incidents/${id}`)).json.updates[0].id as string
    let visits = 0
    /** Sessions end: whoever comes back days later signs in anew. */
    const page = async (path: string, role: Role = 'agent') =>
      sheet(app, await signedIn(app.db, role, app.clock.now, `${role} ${visits++}`), `/staff/incidents/${id}/${path}`)
    const own = `/staff/incidents/${id}/`
    return { app, id, uid, page, own, incident: async () => (await app.call(`GET /incidents/${id}`)).json }
  }
  const audits = async ({ db }: TestApp, action: string) =>
    (await db.selectFrom('audit').select('id').where('action', '=', action).execute()).length
  // Programs hear of what is put right; people do not.
  const told = async ({ db }: TestApp) => {
    const events = await db.selectFrom('events').select('kind').where('notify', '=', 1).execute()
    return events.filter(({ kind }) => kind !== 'incident.corrected').length
  }
  const close = ({ call }: TestApp, id: string) =>
    call(`POST /incidents/${id}/updates`, { as: 'lead', body: { body: 'It works again.', phase: 'resolved' } })

  test('correct a text silently and visibly, after a look at it', async () => {
    const { app, uid, page, own, incident } = await start()
    const text = await page(`updates/${uid}/`)
    const view = await text.open()
    expect(view.posted?.html).toContain('Calls fail for several organisations')
    const looked = await text.send(view, { body: 'Calls **to Teams** fail.' }, 'check')
    expect(looked.view?.preview).toContain('<strong>to Teams</strong>')
    expect((await incident()).updates[0].correctedAt).toBeNull()
    const before = await told(app)
    app.clock.now += MINUTE
    const [first, second] = [
      await text.send(view, { body: 'Calls **to Teams** fail.' }),
      await text.send(view, { body: 'Calls **to Teams** fail.' }),
    ]
    expect([first.status, first.location, second.status, second.location]).toEqual([
      303,
      `${own}?posted=text`,
      303,
      `${own}?posted=text`,
    ])
    expect((await incident()).updates[0]).toMatchObject({
      body: 'Calls **to Teams** fail.',
      correctedAt: expect.any(String),
    })
    expect([await audits(app, 'update.correct'), await told(app)]).toEqual([1, before])
    const late = await text.send({ ...view, once: 'another' }, { body: 'Some calls fail.' })
    expect(late.status).toBe(409)
    expect(faultsOf(late.view)).toEqual([expect.stringContaining('Somebody has changed it meanwhile')])
    expect(late.view).toMatchObject({
      values: { body: ['Some calls fail.'] },
      posted: { html: expect.stringContaining('Teams') },
    })
    expect((await text.send(late.view as AmendView)).status).toBe(303)
    expect((await incident()).updates[0].body).toBe('Some calls fail.')
  })

  test('name the field that is wrong, and keep what was typed', async () => {
    const { uid, page } = await start()
    const text = await page(`updates/${uid}/`)
    const empty = await text.send(await text.open(), { body: ' ' })
    expect([empty.status, empty.view?.faults[0]?.field]).toEqual([422, 'body'])
    const lead = await page('priority/', 'lead')
    const refused = await lead.send(await lead.open(), { title: 'Calls to Teams fail', priority: 'P2' })
    expect([refused.status, refused.view?.faults[0]?.field]).toEqual([422, 'reason'])
    expect(refused.view?.values).toMatchObject({ title: ['Calls to Teams fail'], priority: ['P2'] })
    const unconfirmed = await lead.send(await lead.open(), { priority: 'P4', reason: 'One user.' })
    expect(unconfirmed.view).toMatchObject({ confirms: true, faults: [{ field: 'confirmed' }] })
  })

  test('put times right in the zone of the provider, to the second where they were not touched', async () => {
    const { app, page, own, incident } = await start({ openedAt: '2026-11-10T11:58:30Z' })
    const times = await page('times/', 'lead')
    const view = await times.open()
    expect(view.values).toMatchObject({ openedAt: ['2026-11-10T04:58'], startedAt: [''] })
    const { status, location } = await times.send(view, {
      startedAt: '2026-11-10T04:40',
      reason: 'The vendor says so.',
    })
    expect([status, location]).toEqual([303, `${own}?posted=times`])
    expect(await incident()).toMatchObject({
      startedAt: '2026-11-10T11:40:00.000Z',
      openedAt: '2026-11-10T11:58:30.000Z',
    })
    const anew = await times.open()
    const asked = await times.send(anew, { startedAt: '2026-10-01T04:40', reason: 'It began long ago.' })
    expect([asked.status, asked.view?.confirms, asked.view?.faults[0]?.field]).toEqual([409, true, 'confirmed'])
    expect(asked.view?.values.startedAt).toEqual(['2026-10-01T04:40'])
    expect((await times.send(asked.view as AmendView, { confirmed: '1' })).status).toBe(303)
    expect((await incident()).startedAt).toBe('2026-10-01T10:40:00.000Z')
    expect(app.standIns.published).toBeGreaterThan(1)
  })

  test('ask which one is meant, where a time happens twice, and say so where it does not happen', async () => {
    const { page, incident } = await start()
    const times = await page('times/', 'lead')
    const typed = { startedAt: '2026-11-01T01:30', reason: 'Found in the log.' }
    const twice = await times.send(await times.open(), typed)
    expect(twice.status).toBe(422)
    expect(faultsOf(twice.view)?.[0]).toMatch(/^startedAt: This time happens twice/)
    expect(twice.view?.twice.startedAt).toBeDefined()
    expect((await times.send(twice.view as AmendView, { 'startedAt.again': 'second' })).status).toBe(303)
    expect((await incident()).startedAt).toBe('2026-11-01T08:30:00.000Z')
    const gap = await times.send(await times.open(), { startedAt: '2026-03-08T02:30', reason: 'x' })
    expect(faultsOf(gap.view)?.[0]).toMatch(/^startedAt: There is no such time/)
  })

  test('change what was touched and leave what others have changed meanwhile', async () => {
    const { app, page, incident, own, id } = await start({ priority: 'P1' })
    const priority = await page('priority/', 'lead')
    const view = await priority.open()
    await app.call(`PATCH /incidents/${id}`, { as: 'agent', body: { title: 'Calls to Teams fail' } })
    const changed = await priority.send(view, { priority: 'P1G', reason: 'Three organisations.', vendor: 'Microsoft' })
    expect([changed.status, changed.location]).toEqual([303, `${own}?posted=change`])
    expect(await incident()).toMatchObject({ title: 'Calls to Teams fail', priority: 'P1G', vendor: 'Microsoft' })
    await priority.send(view, { priority: 'P1G', reason: 'Three organisations.', vendor: 'Microsoft' })
    expect(await audits(app, 'incident.designate_p1g')).toBe(1)
  })

  test('leave a P1G to whoever may designate one, and say so', async () => {
    const { app, id, page } = await start({}, { p1gRole: 'lead' })
    const priority = await page('priority/')
    expect((await priority.open()).priorities).toEqual(['P1G'])
    const refused = await priority.send(await priority.open(), { priority: 'P2', reason: 'Only one.' })
    expect([refused.status, refused.view?.values.reason]).toEqual([403, ['Only one.']])
    await close(app, id)
    expect((await (await page('reopen/')).open()).reopening?.barred).toBe('role')
    expect((await (await page('reopen/', 'lead')).open()).reopening?.barred).toBeNull()
  })

  test('reopen a case within seven days, once, with the platforms that come back', async () => {
    const { app, id, page, own, incident } = await start({ priority: 'P1' })
    const open = await (await page('reopen/')).open()
    expect(open.reopening?.barred).toBe('open')
    await close(app, id)
    app.clock.now += 6 * DAY
    const reopen = await page('reopen/')
    const view = await reopen.open()
    expect(view.reopening).toMatchObject({ barred: null, archived: [] })
    expect(view.values).toMatchObject({ 'impact.voice': ['major_outage'], phase: ['investigating'] })
    const typed = { body: 'It fails again.', 'impact.voice': 'partial_outage', 'impact.chat': 'degraded_performance' }
    const [first, second] = [await reopen.send(view, typed), await reopen.send(view, typed)]
    expect([first.status, first.location, second.status, second.location]).toEqual([
      303,
      `${own}?posted=reopen`,
      303,
      `${own}?posted=reopen`,
    ])
    const { updates, platforms, phase } = await incident()
    expect([phase, updates.length]).toEqual(['investigating', 3])
    expect(platforms).toMatchObject([
      { id: 'voice', impact: 'partial_outage' },
      { id: 'chat', impact: 'degraded_performance' },
    ])
    const again = await reopen.send({ ...view, once: 'another' }, { ...typed, body: 'Typed by somebody else.' })
    expect([again.status, again.view?.values.body]).toEqual([409, ['Typed by somebody else.']])
    expect(faultsOf(again.view)).toEqual(['null: It is open. Post an update instead.'])
  })

  test('lead to a new related incident once it is too late to reopen', async () => {
    const { app, id, page } = await start({ priority: 'P1' })
    await close(app, id)
    app.clock.now += 8 * DAY
    const reopen = await page('reopen/')
    const view = await reopen.open()
    expect(view.reopening?.barred).toBe('late')
    const refused = await reopen.send(view, { body: 'It fails again.' })
    expect([refused.status, refused.view?.values.body]).toEqual([409, ['It fails again.']])
    expect(faultsOf(refused.view)?.[0]).toContain('related to it')
  })

  test('say that nothing comes back where the platforms are no longer in use', async () => {
    const { app, id, page } = await start({ priority: 'P1' })
    await close(app, id)
    await app.call('PATCH /platforms/voice', { as: 'admin', body: { archived: true } })
    const reopen = await page('reopen/')
    const view = await reopen.open()
    expect(view.reopening).toMatchObject({ archived: ['VOICE'], platforms: [{ id: 'chat', impact: null }] })
    expect((await reopen.send(view, { body: 'It fails again.' })).status).toBe(409)
  })

  test('publish the report once, and correct it silently', async () => {
    const { app, id, page, own, incident } = await start()
    const early = await page('report/')
    expect((await early.send(await early.open(), { body: 'A card broke.' })).status).toBe(409)
    await close(app, id)
    const report = await page('report/')
    const view = await report.open()
    const before = await told(app)
    const sent = [
      await report.send(view, { body: 'A card broke.' }),
      await report.send(view, { body: 'A card broke.' }),
    ]
    expect(sent.map(({ status, location }) => [status, location])).toEqual([
      [303, `${own}?posted=report`],
      [303, `${own}?posted=report`],
    ])
    expect((await incident()).postmortem).toMatchObject({ body: 'A card broke.', correctedAt: null })
    expect(await told(app)).toBe(before + 1)
    const other = await report.send({ ...view, once: 'another' }, { body: 'Somebody else wrote this.' })
    expect([other.status, other.view?.values.body]).toEqual([409, ['Somebody else wrote this.']])
    const anew = await report.open()
    expect((await report.send(anew, { body: 'A line card broke.' })).status).toBe(303)
    expect((await incident()).postmortem.correctedAt).not.toBeNull()
    expect(await told(app)).toBe(before + 1)
  })

  test('note once that the customers were asked, and that they have answered', async () => {
    const { app, page, own } = await start()
    const contacts = await page('contacts/')
    const view = await contacts.open()
    const sent = [
      await contacts.send(view, { what: 'asked', note: 'By mail' }),
      await contacts.send(view, { what: 'asked', note: 'By mail' }),
    ]
    expect(sent.map(({ location }) => location)).toEqual([`${own}?posted=contacts`, `${own}?posted=contacts`])
    expect(await audits(app, 'case.ask')).toBe(1)
    expect((await contacts.open()).contacts).toEqual({ askedAt: NOON, answeredAt: null })
    app.clock.now += HOUR
    await contacts.send(await contacts.open(), { what: 'answered' })
    expect((await contacts.open()).contacts?.answeredAt).toBe(NOON + HOUR)
  })

  test('are found from the list, by title and case number, the last closed first', async () => {
    const { app, id } = await start({ caseNumber: 'TEC-4711' })
    const { headers } = await signedIn(app.db, 'agent', NOON)
    const list = async (query = '') =>
      viewOf(await app.call(`GET //staff/incidents/?q=${encodeURIComponent(query)}`, { headers })) as IncidentsView
    const other = (await app.call('POST /incidents', { as: 'lead', body: outage({ title: '100% of chats fail' }) }))
      .json.id
    expect((await list()).open.map((one) => one.id).sort()).toEqual([id, other].sort())
    await close(app, id)
    expect(await list()).toMatchObject({ open: [{ id: other }], closed: [{ id, resolvedAt: NOON }], more: false })
    expect(await list('tec-47')).toMatchObject({ open: [], closed: [{ id }] })
    expect(await list('0%')).toMatchObject({ open: [{ id: other }], closed: [] })
    expect(await list('_')).toMatchObject({ open: [], closed: [] })
  })
})
