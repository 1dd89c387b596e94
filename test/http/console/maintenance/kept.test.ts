import { expect, test } from 'vitest'
import { runMaintenanceClock } from '../../../../server/actions/maintenance/run-maintenance-clock.ts'
import { DAY } from '../../../../server/domain/vocabulary.ts'
import type { BoardView, DeskMaintenanceView, DeskPlanView } from '../../../../src/views.ts'
import { deskOf, NIGHT_WORK, ownFields } from '../../../support/app/desk/maintenance.ts'
import { MONTHLY, NOVEMBER, withMonthly } from '../../../support/app/maintenance-api.ts'
import { NOON } from '../../../support/app/test-app.ts'
import { onEachDatabase } from '../../../support/database.ts'

const PLAN = '/staff/maintenance/new/'

onEachDatabase('what is being written about maintenance', (fresh) => {
  const open = async () => deskOf((await fresh()).db)
  type Desk = Awaited<ReturnType<typeof open>>
  const planning = async (desk: Desk) => ((await desk.get(PLAN)).view as DeskPlanView).form
  const drafts = async (desk: Desk) =>
    ((await desk.get('/staff/')).view as BoardView).drafts.map(({ kind, url }) => `${kind} ${url}`).sort()

  test.each(['keep', 'check', 'do'])(
    'for a new window is back until it is planned, whatever was pressed (%s)',
    async (pressed) => {
      const desk = await open()
      // It has no title yet, so it can be neither looked at nor planned.
      const half = { platforms: ['chat', 'voice'], startsAt: '2026-11-21T23:30', reason: ' **why** ', do: pressed }
      await desk.plan(half)
      expect(await drafts(desk)).toEqual([`maintenance_plan ${PLAN}`])
      const back = await planning(desk)
      expect(back).toMatchObject({
        draft: { restoredFrom: NOON, revision: 1 },
        values: { platforms: ['chat', 'voice'], startsAt: ['2026-11-21T23:30'], reason: [' **why** '] },
      })
      const planned = await desk.plan(NIGHT_WORK)
      expect(planned.status).toBe(303)
      expect(await drafts(desk)).toEqual([])
      expect(await planning(desk)).toMatchObject({
        draft: { restoredFrom: null },
        values: { keepLength: ['yes'] },
      })
      const again = await desk.send(PLAN, { ...NIGHT_WORK, ...ownFields(back), do: 'do' })
      expect(again.location).toBe(planned.location)
      // Long after, nobody knows whether it was the same: it is kept, and not planned a second time.
      desk.app.clock.now += 2 * 24 * 3_600_000
      const late = await desk.send(PLAN, { ...NIGHT_WORK, ...ownFields(back), do: 'do' })
      expect([late.status, (late.view as DeskPlanView).form.values.title]).toEqual([409, [NIGHT_WORK.title]])
      expect((await desk.app.call('GET /maintenances')).json.items).toHaveLength(1)
    },
  )

  test('is no draft as long as nothing is typed, and says on the board what it says first', async () => {
    const desk = await open()
    const says = async () => ((await desk.get('/staff/')).view as BoardView).drafts.map(({ says }) => says)
    const { values } = await planning(desk)
    for (const pressed of ['keep', 'check', 'do']) {
      await desk.plan({ ...(values as Record<string, string[]>), title: '', do: pressed })
      expect(await says()).toEqual([])
    }
    await desk.plan({ ...NIGHT_WORK, do: 'keep' })
    expect(await says()).toEqual([NIGHT_WORK.title])
  })

  test('about a window is back in the form it was written in, also where the window is not on record', async () => {
    const desk = await open()
    await withMonthly(desk.app)
    await desk.act(NOVEMBER, 'move', { startsAt: '2026-11-27T22:00', note: 'The vendor', do: 'keep' })
    await desk.act(NOVEMBER, 'cancel', { note: 'Or never', do: 'check' })
    const page = await desk.page(NOVEMBER)
    expect(page.forms.move).toMatchObject({
      values: { startsAt: ['2026-11-27T22:00'], note: ['The vendor'] },
      draft: { restoredFrom: NOON },
    })
    expect(page.forms.cancel?.values.note).toEqual(['Or never'])
    expect(page.forms.details?.draft.restoredFrom).toBeNull()
    const url = `/staff/maintenance/${NOVEMBER}/`
    expect(await drafts(desk)).toEqual([`maintenance_cancellation ${url}`, `maintenance_change ${url}`])
    expect((await desk.act(NOVEMBER, 'cancel', { do: 'discard' })).location).toBe(url)
    expect((await desk.act(NOVEMBER, 'move', { endsAt: '2026-11-28T04:00' })).status).toBe(303)
    expect(await drafts(desk)).toEqual([])
  })

  test('of a programme begins with by when its details are due', async () => {
    const desk = await open()
    await desk.app.call('POST /programmes', { as: 'admin', body: { ...MONTHLY, detailsExpected: true } })
    const { programmes } = (await desk.get(PLAN)).view as DeskPlanView
    expect(programmes).toEqual([{ id: 'monthly', title: 'Monthly maintenance', detailsBefore: 7 * DAY }])
  })

  test('in two windows of one person is done from one, and kept in the other where it says something else', async () => {
    const desk = await open()
    const { id } = await desk.plan(NIGHT_WORK)
    const forms = [
      ['new', { ...NIGHT_WORK, platforms: 'voice', startsAt: '2026-11-22T23:30', endsAt: '2026-11-23T01:00' }],
      ['note', { body: 'We bring a spare.' }],
      ['move', { startsAt: '2026-11-21T23:45', endsAt: '2026-11-22T01:15' }],
    ] as const
    for (const [way, typed] of forms) {
      const path = way === 'new' ? PLAN : `/staff/maintenance/${id}/${way}/`
      const own = ownFields(way === 'new' ? await planning(desk) : (await desk.page(id)).forms[way])
      const all: Record<string, string | string[]> = { ...typed, ...own }
      const other = { [way === 'new' ? 'title' : way === 'note' ? 'body' : 'note']: 'We bring two.' }
      const done = await desk.send(path, { ...all, do: 'do' })
      expect(done.status).toBe(303)
      for (const pressed of ['do', 'check', 'keep']) {
        expect((await desk.send(path, { ...all, do: pressed })).location).toBe(done.location)
        const kept = await desk.send(path, { ...all, ...other, do: pressed })
        expect([kept.status, kept.text.includes('sent already, with other words')]).toEqual([409, true])
        expect(kept.text).toContain('We bring two.')
      }
    }
  })

  test('for what cannot be done any more is still there to be read', async () => {
    const desk = await open()
    const { id } = await desk.plan(NIGHT_WORK)
    await desk.act(id, 'move', { note: 'A long reason.', do: 'keep' })
    await desk.act(id, 'cancel', { note: 'It is off.' })
    expect(await desk.page(id)).toMatchObject({
      ways: ['move'],
      forms: { move: { values: { note: ['A long reason.'] } } },
    })
    const late = await desk.act(id, 'move')
    expect(late.status).toBe(409)
    expect((await desk.act(id, 'move', { do: 'discard' })).status).toBe(303)
    expect((await desk.page(id)).ways).toEqual([])
  })

  test('for what cannot be done any more is refused by saying so, and not asked for again', async () => {
    const desk = await open()
    const { id } = await desk.plan(NIGHT_WORK)
    desk.app.clock.now = Date.parse('2026-11-22T07:00:00Z')
    await runMaintenanceClock(desk.app.ctx())
    await desk.act(id, 'verify', { body: 'Half done.', do: 'keep' })
    await desk.act(id, 'complete', { body: 'Over.' })
    const page = await desk.get(`/staff/maintenance/${id}/`)
    expect(page.view).toMatchObject({ gone: ['verify'], forms: { verify: { values: { body: ['Half done.'] } } } })
    for (const pressed of ['do', 'check']) {
      const late = await desk.act(id, 'verify', { do: pressed })
      expect(late.status).toBe(409)
      expect(late.text).toContain('This maintenance is “Completed”: this cannot be done any more.')
      expect(late.text).not.toContain('send yours again')
    }
  })

  test('that somebody threw away elsewhere begins anew, and a newer text of it is not written over unseen', async () => {
    const desk = await open()
    const { id } = await desk.plan(NIGHT_WORK)
    const { note } = (await desk.page(id)).forms
    const keep = (body: string, own = ownFields(note)) =>
      desk.send(`/staff/maintenance/${id}/note/`, { ...own, body, do: 'keep' })
    expect((await keep('One.')).status).toBe(200)
    const other = await keep('Two, elsewhere.')
    expect(other.status).toBe(409)
    const second = (other.view as DeskMaintenanceView).forms.note
    expect(second).toMatchObject({ values: { body: ['Two, elsewhere.'] }, draft: { is: 'typed', revision: 1 } })
    expect((await keep('Two, elsewhere.', ownFields(second))).status).toBe(200)
    await desk.act(id, 'note', { do: 'discard' })
    const anew = await keep('Three.', ownFields(second))
    expect(anew.status).toBe(200)
    expect((anew.view as DeskMaintenanceView).forms.note?.draft).toMatchObject({ is: 'kept', revision: 1 })
    expect((await desk.page(id)).forms.note?.values.body).toEqual(['Three.'])
  })

  test('is shown as page and mail as they will look, and mailed to its writer alone', async () => {
    const desk = await open()
    await withMonthly(desk.app)
    const planned = await desk.plan({ ...NIGHT_WORK, do: 'check' })
    const announced = await desk.act(NOVEMBER, 'announce', { body: 'Kernels are **patched**.', do: 'check' })
    const moved = await desk.act(NOVEMBER, 'move', { startsAt: '2026-11-20T21:00', do: 'check' })
    const previews = [
      [(planned.view as DeskPlanView).form.preview, 'The controller in Denver is replaced.'],
      [(announced.view as DeskMaintenanceView).forms.announce?.preview, '<strong>patched</strong>'],
      [(moved.view as DeskMaintenanceView).forms.move?.preview, null],
    ] as const
    for (const [preview, text] of previews) {
      const { page, mail } = preview?.frames ?? {}
      const framed = await desk.get(page ?? '')
      expect(framed.status).toBe(200)
      expect(framed.headers.get('x-frame-options')).toBe('SAMEORIGIN')
      expect(framed.headers.get('content-security-policy')).toContain("frame-ancestors 'self'")
      // What is not announced is moved on the page alone.
      expect(mail === null).toBe(text === null)
      if (text !== null) expect((await desk.get(mail ?? '')).text).toContain(text)
    }
    expect(announced.headers.get('content-security-policy') ?? '').not.toContain('unsafe-inline')
    const sent = await desk.act(NOVEMBER, 'announce', { do: 'send' })
    expect((sent.view as DeskMaintenanceView).forms.announce?.preview?.sentTo).toContain('@')
    // Mailed to oneself, and nothing else has happened.
    expect(await desk.page(NOVEMBER)).toMatchObject({ maintenance: { state: 'planned' }, updates: [] })
    expect((await desk.get('/staff/maintenance/preview/aaaaaaaaaaaa/page')).status).toBe(404)
  })
})
