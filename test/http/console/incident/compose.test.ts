import { expect, test } from 'vitest'
import { DEFAULT_PLAN } from '../../../../server/domain/plan/plan.ts'
import { HOUR, MINUTE } from '../../../../server/domain/vocabulary.ts'
import type { ComposeView } from '../../../../src/views.ts'
import { atTheDesk, composer, deskPage, incident, NEW, opened, TYPED } from '../../../support/app/desk/composer.ts'
import { signedIn } from '../../../support/app/signed-in.ts'
import { NOON, outage, type testApp, viewOf } from '../../../support/app/test-app.ts'
import { onEachDatabase } from '../../../support/database.ts'

onEachDatabase('the composer', (fresh) => {
  const start = async (changes: Parameters<typeof testApp>[1] = {}) => atTheDesk((await fresh()).db, changes)

  test('opens a P1G with a title, a text and an impact; all else is there already', async () => {
    const { app, rosa } = await start()
    const page = composer(app, rosa, NEW)
    const view = await page.open()
    expect(view).toMatchObject({ incident: null, values: { priority: 'P1G', phase: 'investigating' } })
    const { status, location } = await page.send(view, TYPED)
    expect(status).toBe(303)
    const id = location?.split('/')[3] ?? ''
    expect(await incident(app, id)).toMatchObject({
      ...{ title: 'Calls fail', priority: 'P1G', phase: 'investigating' },
      nextUpdateDueAt: new Date(NOON + HOUR).toISOString(),
      platforms: [{ id: 'voice', impact: 'major_outage' }],
      updates: [{ body: 'Calls fail. We look into it.' }],
    })
    const after = viewOf(await app.call(`GET /${location}`, { headers: rosa.headers })) as ComposeView
    expect(after.posted).toMatchObject({ at: NOON, dueAt: NOON + HOUR, told: 0 })
    expect(after.incident?.updates[0]?.author).toBe('staff/Rosa')
    expect(app.standIns).toMatchObject({ published: 1, nudged: 1 })
  })

  test('posts an update that changes nothing but what was touched', async () => {
    const { app, rosa } = await start()
    const id = await opened(app)
    const page = composer(app, rosa, deskPage(id))
    app.clock.now += 50 * MINUTE
    const { status, location } = await page.send(await page.open(), { body: 'Still failing.' })
    expect(status).toBe(303)
    expect(location).toContain(`${deskPage(id)}?posted=`)
    const after = await incident(app, id)
    expect(after).toMatchObject({ phase: 'investigating', caseStatus: 'in_progress' })
    expect(after.updates[0]).toMatchObject({ body: 'Still failing.', platforms: [] })
  })

  test('changes phase and impact by tap, promises earlier, and resolves', async () => {
    const { app, rosa } = await start()
    const id = await opened(app)
    const page = composer(app, rosa, deskPage(id))
    await page.send(await page.open(), {
      body: 'Found.',
      phase: 'identified',
      'impact.voice': 'partial_outage',
      'impact.chat': 'degraded_performance',
      next: '30',
    })
    expect(await incident(app, id)).toMatchObject({
      phase: 'identified',
      nextUpdateDueAt: new Date(NOON + 30 * MINUTE).toISOString(),
      platforms: [
        { id: 'chat', impact: 'degraded_performance' },
        { id: 'voice', impact: 'partial_outage' },
      ],
    })
    // 04:55 in Denver.
    await page.send(await page.open(), { body: 'Over.', phase: 'resolved', resolvedAt: '2026-11-10T05:00' })
    expect(await incident(app, id)).toMatchObject({
      phase: 'resolved',
      caseStatus: 'closed',
      resolvedAt: '2026-11-10T12:00:00.000Z',
    })
    expect((await page.open()).incident?.phase).toBe('resolved')
  })

  test('asks which is meant in the night when the clocks are put back', async () => {
    const { app, rosa } = await start()
    const id = await opened(app)
    const page = composer(app, rosa, deskPage(id))
    const typed = { body: 'Soon.', etr: '2027-11-07T01:30', reason: 'A card.' }
    const asked = await page.send((await page.open()) as ComposeView, typed)
    expect(asked.view).toMatchObject({ faults: [{ field: 'etr' }], twice: { etr: {} } })
    expect((await page.send(asked.view as ComposeView, { 'etr.again': 'second' })).status).toBe(303)
    expect((await incident(app, id)).etr).toBe('2027-11-07T08:30:00.000Z')
  })

  test('merges into a master case, which is offered first', async () => {
    const { app, rosa } = await start()
    const other = { ...outage(), title: 'Voicemail fails', priority: 'P2' }
    const id = (await app.call('POST /incidents', { as: 'agent', body: other })).json.id as string
    await app.call('POST /incidents', { as: 'agent', body: { ...other, title: 'Fax fails' } })
    const master = await opened(app)
    const page = composer(app, rosa, deskPage(id))
    const view = await page.open()
    expect(view.choices.masters.map(({ priority }) => priority)).toEqual(['P1G', 'P2'])
    expect((await page.send(view, { body: 'The same.', duplicateOf: master })).status).toBe(303)
    expect(await incident(app, id)).toMatchObject({ caseStatus: 'duplicate', duplicateOf: master, phase: 'resolved' })
  })

  test('puts a case on hold with a time and its reason, and says what is missing', async () => {
    const { app, rosa } = await start()
    const body = { ...outage(), priority: 'P2' }
    const id = (await app.call('POST /incidents', { as: 'agent', body })).json.id as string
    const page = composer(app, rosa, deskPage(id))
    const held = { body: 'We wait for a part.', holdUntil: '2026-11-10T12:00' }
    const faulty = await page.send(await page.open(), held)
    expect([faulty.status, faulty.view?.faults.map(({ field }) => field)]).toEqual([422, ['reason']])
    expect(faulty.view?.values).toMatchObject(held)
    await page.send(await page.open(), { ...held, reason: 'A part is on its way.' })
    expect(await incident(app, id)).toMatchObject({
      caseStatus: 'on_hold',
      nextUpdateDueAt: '2026-11-10T19:00:00.000Z',
    })
  })

  test('follows the rhythm of a vendor that is named with the update, with the reason', async () => {
    const { app, rosa } = await start()
    const body = { ...outage(), priority: 'P2' }
    const id = (await app.call('POST /incidents', { as: 'agent', body })).json.id as string
    const page = composer(app, rosa, deskPage(id))
    const later = { body: 'The carrier works on it.', nextUpdateBy: '2026-11-10T12:00', reason: 'It reports at noon.' }
    await page.send(await page.open(), { ...later, vendor: 'Western Carrier' })
    const after = await incident(app, id)
    expect(after).toMatchObject({ vendor: 'Western Carrier', nextUpdateDueAt: '2026-11-10T19:00:00.000Z' })
    expect(after.updates[0].basis).toBe('vendor')
  })

  test('keeps all that was typed, and names the field that is wrong', async () => {
    const { app, rosa } = await start()
    const page = composer(app, rosa, NEW)
    const typed = { ...TYPED, title: '', 'impact.voice': '', openedAt: 'noon', caseNumber: 'CS-1' }
    const { status, view } = await page.send(await page.open(), typed)
    expect(status).toBe(422)
    expect(view?.values).toMatchObject({ body: TYPED.body, openedAt: 'noon', caseNumber: 'CS-1' })
    expect(view?.faults.map(({ field }) => field)).toEqual(['title', 'openedAt'])
    const none = await page.send(await page.open(), { ...TYPED, 'impact.voice': '' })
    expect(none.view?.faults.map(({ field }) => field)).toEqual(['platforms'])
    const p3 = await page.send(await page.open(), { ...TYPED, priority: 'P3' })
    expect([p3.status, p3.view?.faults.map(({ field }) => field)]).toEqual([422, ['confirmed']])
    expect((await page.send(await page.open(), { ...TYPED, priority: 'P3', confirmed: '1' })).status).toBe(303)
    expect((await app.call('GET /incidents')).json.items).toHaveLength(1)
  })

  test('says what is wrong in the words of the page, with the times of its zone', async () => {
    const { app, rosa } = await start()
    const id = await opened(app)
    const page = composer(app, rosa, deskPage(id))
    const late = await page.send(await page.open(), {
      body: 'Later.',
      nextUpdateBy: '2026-11-10T09:00',
      etr: '2026-11-10T04:00',
    })
    const says = late.view?.faults.map((fault) => fault.says).join(' ')
    expect(says).toContain('“Estimated time to resolution” must be in the future.')
    const beyond = await page.send(await page.open(), { body: 'Later.', nextUpdateBy: '2026-11-10T09:00' })
    expect(beyond.view?.faults).toEqual([
      { field: 'nextUpdateBy', says: expect.stringContaining('give a time up to 06:00 MST.') },
    ])
    const early = await composer(app, rosa, NEW).send(await composer(app, rosa, NEW).open(), {
      ...TYPED,
      startedAt: '2026-01-01T00:00',
    })
    expect([early.status, early.view?.faults[0]?.says]).toEqual([409, expect.stringContaining('tick the confirmation')])
  })

  test('lets a placeholder of a template go nowhere, and fills in what is known', async () => {
    const { app, rosa } = await start()
    const body = { name: 'Cause known', phase: 'identified', body: '{platforms} will work by {eta}. Case {case}.' }
    await app.call('POST /templates', { as: 'lead', body })
    const id = (await app.call('POST /incidents', { as: 'agent', body: { ...outage(), caseNumber: 'CS-7' } })).json.id
    const page = composer(app, rosa, deskPage(id))
    const begun = await page.send(await page.open(), { phase: 'identified', body: 'First.' }, 'check')
    const [template] = begun.view?.choices.templates ?? []
    expect(template?.name).toBe('Cause known')
    const filled = await page.send(await page.open(), {
      phase: 'identified',
      body: 'First.',
      template: template?.id ?? '',
    })
    expect(filled.view?.values.body).toBe('First.\n\nVOICE will work by {eta}. Case CS-7.')
    const posted = await page.send(filled.view as ComposeView)
    expect([posted.status, posted.view?.faults.map(({ field }) => field)]).toEqual([422, ['body']])
  })

  test('shows what it would do, and sends the mail to its writer alone', async () => {
    const { app, rosa } = await start()
    const id = await opened(app)
    const page = composer(app, rosa, deskPage(id))
    const checked = await page.send(await page.open(), { body: 'It works.', phase: 'resolved' }, 'check')
    expect(checked.status).toBe(200)
    expect(checked.view?.preview).toMatchObject({
      ...{ dueAt: null, phase: 'resolved', reach: { total: 0 } },
      platforms: [{ name: 'VOICE', from: 'major_outage', to: 'operational' }],
      mail: { subject: expect.stringContaining('Calls fail') },
    })
    const { frames } = checked.view?.preview ?? {}
    for (const frame of [frames?.mail, frames?.page]) {
      const framed = await app.call(`GET /${frame}`, { headers: rosa.headers })
      expect(framed.status).toBe(200)
      expect(framed.headers.get('content-security-policy')).toContain('sandbox')
    }
    const sent = await page.send(checked.view as ComposeView, {}, 'send')
    expect(sent.view?.preview?.sentTo).toBe(rosa.email)
    expect((await incident(app, id)).updates).toHaveLength(1)
  })

  test('offers a P1G to those alone who may designate one', async () => {
    const plan = { ...DEFAULT_PLAN, p1gRole: 'lead' } as const
    const { app, rosa } = await start({ plan })
    const lee = await signedIn(app.db, 'lead', NOON, 'Lee')
    const page = composer(app, rosa, NEW)
    const view = await page.open()
    expect([view.choices.priorities, view.values.priority]).toEqual([['P1', 'P2', 'P3', 'P4'], 'P1'])
    const refused = await page.send(view, { ...TYPED, priority: 'P1G' })
    expect([refused.status, refused.view?.values.title]).toEqual([403, 'Calls fail'])
    expect((await composer(app, lee, NEW).open()).values.priority).toBe('P1G')
  })

  test('of an incident that there is not is not there', async () => {
    const { app, rosa } = await start()
    expect((await app.call(`GET /${deskPage('aaaaaaaaaaaa')}`, { headers: rosa.headers })).status).toBe(404)
  })
})
