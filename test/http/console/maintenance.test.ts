import { expect, test } from 'vitest'
import { runMaintenanceClock } from '../../../server/actions/maintenance/run-maintenance-clock.ts'
import { HOUR, MINUTE } from '../../../server/domain/vocabulary.ts'
import type { DeskMaintenancesView, DeskMaintenanceView, DeskPlanView } from '../../../src/views.ts'
import { deskOf, NIGHT_WORK, ownFields } from '../../support/app/desk/maintenance.ts'
import { told } from '../../support/app/maintenance.ts'
import { MONTHLY, NOVEMBER, withMonthly } from '../../support/app/maintenance-api.ts'
import { onEachDatabase } from '../../support/database.ts'

const instant = (text: string) => Date.parse(text)
const STARTS = instant('2026-11-22T06:30:00Z')
const says = (view: { faults: { field: string | null; says: string }[] }) =>
  view.faults.map(({ field, says }) => `${field}: ${says}`)

onEachDatabase('maintenance at the desk', (fresh) => {
  const open = async () => deskOf((await fresh()).db)
  const api = async (desk: Awaited<ReturnType<typeof open>>, id: string) =>
    (await desk.app.call(`GET /maintenances/${id}`)).json

  test('is planned, begins, takes longer and is completed, and each page says what is due next', async () => {
    const desk = await open()
    const { clock, db } = desk.app
    const planned = await desk.plan(NIGHT_WORK)
    expect([planned.status, planned.location]).toEqual([303, `/staff/maintenance/${planned.id}/?done`])
    const { id } = planned
    expect(await api(desk, id)).toMatchObject({
      startsAt: '2026-11-22T06:30:00.000Z',
      endsAt: '2026-11-22T08:00:00.000Z',
    })
    const view = (await desk.get(planned.location ?? '')).view as DeskMaintenanceView
    expect(view).toMatchObject({
      done: 'announced',
      next: { kind: 'start', at: STARTS },
      ways: expect.arrayContaining(['move']),
    })

    clock.now = STARTS
    await runMaintenanceClock(desk.app.ctx())
    expect(await desk.page(id)).toMatchObject({ next: { kind: 'end', at: STARTS + 90 * MINUTE } })
    const extended = await desk.act(id, 'extend', { endsAt: '2026-11-22T02:30', note: 'A cable was missing.' })
    expect((await desk.get(extended.location ?? '')).view).toMatchObject({
      done: 'extended',
      next: { kind: 'end', at: instant('2026-11-22T09:30:00Z') },
    })
    clock.now = instant('2026-11-22T09:30:00Z')
    expect(await desk.page(id)).toMatchObject({ next: { kind: 'overdue', at: clock.now } })
    const completed = await desk.act(id, 'complete', { body: 'The controller is replaced.' })
    expect((await desk.get(completed.location ?? '')).view).toMatchObject({
      done: 'completed',
      next: { kind: 'nothing' },
      ways: ['note'],
    })
    expect((await told(db)).map(({ news }) => news)).toEqual(['announced', 'started', 'extended', 'completed'])
    expect(desk.app.standIns.nudged).toBe(3)
  })

  test('of a programme lacks details until somebody gives them, also where it is not on record', async () => {
    const desk = await open()
    await desk.app.call('POST /programmes', { as: 'admin', body: { ...MONTHLY, detailsExpected: true } })
    desk.app.clock.now = instant('2026-11-12T12:00:00Z')
    const list = async () => (await desk.get('/staff/maintenance/')).view as DeskMaintenancesView
    expect((await list()).lacking.map(({ window }) => window.url)).toEqual([`/staff/maintenance/${NOVEMBER}/`])
    const before = await desk.page(NOVEMBER)
    expect(before).toMatchObject({ open: 'details', updates: [], forms: { details: { values: { description: [] } } } })
    const given = await desk.act(NOVEMBER, 'details', { description: 'Kernels are **patched**.' })
    expect(given.status).toBe(303)
    expect(await api(desk, NOVEMBER)).toMatchObject({ description: 'Kernels are **patched**.', reason: MONTHLY.reason })
    expect((await list()).lacking).toEqual([])
    expect((await list()).programmes.map(({ title }) => title)).toEqual(['Monthly maintenance'])
    expect(await desk.page(NOVEMBER)).toMatchObject({ next: { kind: 'notice', when: 7 * 24 * HOUR }, open: null })
  })

  test('is announced early, moved with old and new times, and cancelled', async () => {
    const desk = await open()
    await withMonthly(desk.app)
    await desk.act(NOVEMBER, 'announce', { body: 'Kernels are patched.' })
    const moved = await desk.act(NOVEMBER, 'move', { startsAt: '2026-11-27T22:00', endsAt: '2026-11-28T04:00' })
    expect(moved.status).toBe(303)
    const [latest] = (await desk.page(NOVEMBER)).updates
    expect(latest).toMatchObject({
      news: 'moved',
      previous: { startsAt: instant('2026-11-21T05:00:00Z') },
      window: { startsAt: instant('2026-11-28T05:00:00Z') },
    })
    const looked = (await desk.act(NOVEMBER, 'cancel', { do: 'check' })).view as DeskMaintenanceView
    expect(looked.forms.cancel?.preview).toMatchObject({ state: 'cancelled', reach: { total: 0 }, notices: [] })
    expect((await api(desk, NOVEMBER)).state).toBe('announced')
    await desk.act(NOVEMBER, 'cancel', { note: 'The vendor is late.' })
    expect(await desk.page(NOVEMBER)).toMatchObject({ maintenance: { state: 'cancelled' }, ways: [] })
    expect((await told(desk.app.db)).map(({ news }) => news)).toEqual(['announced', 'moved', 'cancelled'])
  })

  test('between 05:00 and 23:00, or with less notice than was promised, is asked why', async () => {
    const desk = await open()
    await withMonthly(desk.app)
    const day = await desk.plan({ ...NIGHT_WORK, startsAt: '2026-11-21T12:00', endsAt: '2026-11-21T13:00' })
    expect(says(day.view as DeskPlanView)).toEqual([
      'reason: Unscheduled maintenance between 05:00 and 23:00 needs a reason.',
    ])
    const soon = { programme: 'monthly', startsAt: '2026-11-12T23:30', endsAt: '2026-11-13T01:00' }
    const refused = await desk.plan(soon)
    expect(refused.status).toBe(422)
    expect((refused.view as DeskPlanView).faults.map(({ field }) => field)).toEqual(['shortNotice.class'])
    const planned = await desk.plan({
      ...soon,
      'shortNotice.class': 'urgent',
      'shortNotice.reason': 'A hole has to be closed.',
    })
    expect((await api(desk, planned.id)).shortNotice).toEqual({ class: 'urgent', reason: 'A hole has to be closed.' })
    expect((await desk.page(planned.id)).shortNotice?.class).toBe('urgent')
  })

  test('keeps everything that was typed, and names each field that is wrong', async () => {
    const desk = await open()
    const typed = {
      ...{ title: ' ', platforms: ['chat', 'voice'], startsAt: 'tomorrow', endsAt: '' },
      ...{ reason: '**why**', silent: 'yes' },
    }
    const { status, view } = await desk.plan(typed)
    expect([status, says(view as DeskPlanView)]).toEqual([
      422,
      [
        'title: Give a title: what will be done, in a few words.',
        'startsAt: Enter a date and a time such as 2026-11-22 22:00.',
        'endsAt: Enter a date and a time.',
      ],
    ])
    const { form } = view as DeskPlanView
    expect(form.values).toMatchObject({
      title: [' '],
      platforms: ['chat', 'voice'],
      startsAt: ['tomorrow'],
      reason: ['**why**'],
    })
    const { id } = await desk.plan(NIGHT_WORK)
    const refused = await desk.act(id, 'move', { startsAt: '2026-11-01T10:00', note: 'Because.' })
    expect(says(refused.view as DeskMaintenanceView)).toContain('move.startsAt: The new start must be in the future.')
    expect(refused.view).toMatchObject({ open: 'move', forms: { move: { values: { note: ['Because.'] } } } })
    const wordless = await desk.act(id, 'note', { body: '' })
    expect(says(wordless.view as DeskMaintenanceView)).toEqual(['note.body: This field is required.'])
  })

  test('asks which is meant in the night when the clocks are put back, and says that there is none when forth', async () => {
    const desk = await open()
    const autumn = { ...NIGHT_WORK, startsAt: '2027-11-07T01:30', endsAt: '2027-11-07T04:00' }
    const { view } = await desk.plan(autumn)
    const [first, second] = [instant('2027-11-07T07:30:00Z'), instant('2027-11-07T08:30:00Z')]
    expect(says(view as DeskPlanView)).toEqual([
      'startsAt: This time happens twice, since the clocks are put back that night. Choose which: Sun 7 Nov 2027, 01:30 MDT, or Sun 7 Nov 2027, 01:30 MST.',
    ])
    expect((view as DeskPlanView).form.twice).toEqual({ startsAt: { first, second } })
    const { id } = await desk.plan({ ...autumn, 'startsAt.again': 'second' })
    expect((await api(desk, id)).startsAt).toBe('2027-11-07T08:30:00.000Z')
    expect((await desk.page(id)).forms.move?.values).toMatchObject({ 'startsAt.again': ['second'] })
    const spring = await desk.plan({ ...NIGHT_WORK, startsAt: '2027-03-14T00:30', endsAt: '2027-03-14T02:30' })
    expect(says(spring.view as DeskPlanView)).toEqual([
      'endsAt: There is no such time: the clocks are put forward that night. Choose one up to Sun 14 Mar 2027, 01:30 MST, or Sun 14 Mar 2027, 03:30 MDT.',
    ])
  })

  test('is planned and completed once, however often it is tapped', async () => {
    const desk = await open()
    const { form } = (await desk.get('/staff/maintenance/new/')).view as DeskPlanView
    const filled = { ...NIGHT_WORK, ...ownFields(form), do: 'do' }
    const taps = await Promise.all([1, 2, 3, 4, 5].map(() => desk.send('/staff/maintenance/new/', filled)))
    expect(new Set(taps.map(({ status, location }) => `${status} ${location}`)).size).toBe(1)
    expect((await desk.app.call('GET /maintenances')).json.items).toHaveLength(1)
    const other = await desk.send('/staff/maintenance/new/', { ...filled, title: 'Another' })
    expect([other.status, (other.view as DeskPlanView).form.values.title]).toEqual([409, ['Another']])

    const id = taps[0]?.id ?? ''
    desk.app.clock.now = STARTS + HOUR
    await runMaintenanceClock(desk.app.ctx())
    const { forms } = await desk.page(id)
    const done = { ...ownFields(forms.complete), do: 'do', body: 'Over.' }
    const ends = await Promise.all([1, 2, 3, 4, 5].map(() => desk.send(`/staff/maintenance/${id}/complete/`, done)))
    expect(ends.map(({ status }) => status)).toEqual([303, 303, 303, 303, 303])
    expect((await told(desk.app.db)).filter(({ news }) => news === 'completed')).toHaveLength(1)
  })

  test('that has changed since it was opened is shown as it is now before anything goes out', async () => {
    const desk = await open()
    const { id } = await desk.plan(NIGHT_WORK)
    const { base = '' } = ownFields((await desk.page(id)).forms.cancel)
    await desk.act(id, 'note', { body: 'We bring a spare.' })
    const looked = await desk.act(id, 'cancel', { note: 'No spare.', base, do: 'check' })
    const late = await desk.act(id, 'cancel', { note: 'No spare.', base })
    for (const { status, view } of [looked, late])
      expect(`${status} ${says(view as DeskMaintenanceView)[0]}`).toMatch(/^409 .*has changed since you opened it/)
    expect(late.view).toMatchObject({ forms: { cancel: { values: { note: ['No spare.'] } } } })
    expect((late.view as DeskMaintenanceView).updates[0]?.body).toContain('We bring a spare.')
    expect((await api(desk, id)).state).toBe('announced')
  })

  test('is looked at before it is planned: whom it reaches, what they read, and nothing is planned', async () => {
    const desk = await open()
    const { view } = await desk.plan({ ...NIGHT_WORK, do: 'check' })
    const { preview } = (view as DeskPlanView).form
    expect(preview).toMatchObject({ state: 'announced', reach: { total: 0 }, collisions: [] })
    expect(preview?.mail?.subject).toContain('New session border controller')
    expect(preview?.notices.map(({ when, byHand }) => `${when} ${byHand}`)).toEqual(['start false', 'end true'])
    expect((await desk.app.call('GET /maintenances')).json.items).toEqual([])
  })

  test('that there is not is not found, and a form of another kind is refused in words', async () => {
    const desk = await open()
    expect((await desk.get('/staff/maintenance/nothing/')).status).toBe(404)
    expect((await desk.send('/staff/maintenance/nothing/cancel/', {})).status).toBe(404)
    const { id } = await desk.plan(NIGHT_WORK)
    expect((await desk.get(`/staff/maintenance/${id}/move/`)).location).toBe(`/staff/maintenance/${id}/`)
    const early = await desk.act(id, 'complete', { body: 'Over.' })
    expect([early.status, says(early.view as DeskMaintenanceView)]).toEqual([
      409,
      ['null: This maintenance is “Announced” and cannot be “Completed”.'],
    ])
  })
})
