import { expect, test } from 'vitest'
import { DEFAULT_PLAN } from '../../../../server/domain/plan/plan.ts'
import { DAY, HOUR, MINUTE, type Role } from '../../../../server/domain/vocabulary.ts'
import type { PaneView } from '../../../../src/views.ts'
import { sheet } from '../../../support/app/desk/amending.ts'
import { signedIn } from '../../../support/app/signed-in.ts'
import { subscribe } from '../../../support/app/subscribers.ts'
import { form, NOON, outage, testApp, viewOf } from '../../../support/app/test-app.ts'
import { onEachDatabase } from '../../../support/database.ts'

onEachDatabase('before it is sent, a small page about an incident', (fresh) => {
  async function start(changes: Record<string, unknown> = {}) {
    const plan = {
      ...DEFAULT_PLAN,
      postmortem: { ms: 5 * DAY },
      staff: { ...DEFAULT_PLAN.staff, leads: ['lee@northline.example'] },
    }
    const app = await testApp((await fresh()).db, { plan })
    const { id } = (await app.call('POST /incidents', { as: 'lead', body: outage(changes) })).json
    const post = (body: object) => app.call(`POST /incidents/${id}/updates`, { as: 'lead', body })
    const update = (await app.call(`GET /incidents/${id}`, { as: 'lead' })).json.updates[0].id as string
    for (const one of ['ana', 'ben', 'cleo']) await subscribe(app, `${one}@customer.example`)
    let visits = 0
    const page = async (path: string, role: Role = 'lead') =>
      sheet(app, await signedIn(app.db, role, app.clock.now, `${role} ${visits++}`), `/staff/incidents/${id}/${path}`)
    const checked = async (path: string, typed: Record<string, string>) => {
      const one = await page(path)
      const { status, view } = await one.send(await one.open(), typed, 'check')
      return { status, following: view?.following, view }
    }
    return { app, id, update, post, page, checked }
  }
  const everything = async ({ app, id }: Awaited<ReturnType<typeof start>>) =>
    (await app.call(`GET /incidents/${id}`)).json

  test('says whom reopening tells, and that the hourly clock starts again', async () => {
    const scene = await start()
    await scene.post({ body: 'It works again.', phase: 'resolved' })
    scene.app.clock.now += HOUR
    const before = await everything(scene)
    const { following } = await scene.checked('reopen/', { body: 'It fails again.' })
    expect(following).toMatchObject({
      ...{ isChanged: true, restarts: true, reportStays: false },
      preview: { dueAt: NOON + 2 * HOUR, isDueAsBefore: false, closes: false, reopenUntil: null },
    })
    expect(following?.preview.reach).toMatchObject({ total: 3, staff: ['lee@northline.example'] })
    expect(following?.preview.mail?.text).toContain('It fails again.')
    expect(await everything(scene)).toEqual(before)
    const silent = await scene.checked('reopen/', { body: 'It fails again.', silent: '1' })
    expect(silent.following?.preview.reach.total).toBe(0)
    await scene.app.call(`PUT /incidents/${scene.id}/postmortem`, { as: 'lead', body: { body: 'A card broke.' } })
    expect((await scene.checked('reopen/', { body: 'Again.' })).following?.reportStays).toBe(true)
  })

  test('says that a correction of words or times tells nobody, and leaves what was promised', async () => {
    const { checked, update } = await start()
    const quiet = { reach: { total: 0, staff: [] }, dueAt: NOON + HOUR, isDueAsBefore: true, mail: null }
    const text = await checked(`updates/${update}/`, { body: 'Calls to **Teams** fail.' })
    expect(text.following).toMatchObject({ isChanged: true, preview: quiet })
    expect(text.view?.preview).toContain('<strong>Teams</strong>')
    const typed = { startedAt: '2026-11-10T04:40', reason: 'The vendor says so.' }
    expect((await checked('times/', typed)).following).toMatchObject({ isChanged: true, preview: quiet })
    const moved = (await checked('times/', typed)).following?.times
    expect(moved).toEqual([{ name: 'startedAt', from: null, to: NOON - 20 * MINUTE }])
    expect(text.following?.times).toEqual([])
    const same = await checked(`updates/${update}/`, {})
    expect(same.following?.isChanged).toBe(false)
  })

  test('says what corrected times make of the public record of promises, or that it stays as it is', async () => {
    const { app, id, checked } = await start()
    app.clock.now += 2 * HOUR
    const reason = 'The call came in before.'
    const record = async (typed: Record<string, string>) => (await checked('times/', { ...typed, reason })).following
    const promised = { dueAt: NOON + 15 * MINUTE, state: 'kept', lateness: 0, waited: 0 }
    const earlier = { openedAt: '2026-11-10T04:33' }
    expect((await record(earlier))?.ledger).toEqual([
      {
        ...{ kind: 'first_response', from: promised },
        to: { dueAt: NOON - 12 * MINUTE, state: 'late', lateness: 12 * MINUTE, waited: 27 * MINUTE },
      },
    ])
    expect((await record({ startedAt: '2026-11-10T04:40' }))?.ledger).toEqual([])
    await app.call(`PATCH /incidents/${id}`, { as: 'lead', body: { openedAt: new Date(NOON - 27 * MINUTE), reason } })
    expect((await record({ openedAt: '2026-11-10T05:00' }))?.ledger).toMatchObject([
      { from: { state: 'late' }, to: promised },
    ])
    expect((await checked('priority/', { title: 'Calls to Teams fail' })).following?.ledger).toBeNull()
  })

  test('says nothing of the public record of promises where it is a drill', async () => {
    const { checked } = await start({ drill: true })
    const moved = await checked('times/', { openedAt: '2026-11-10T04:33', reason: 'It was before.' })
    expect(moved.following).toMatchObject({ isChanged: true, ledger: null })
  })

  test('says whom a P1G tells, leads too, and what it makes due', async () => {
    const { app, checked } = await start({ priority: 'P2' })
    app.clock.now += 10 * MINUTE
    const { following } = await checked('priority/', { priority: 'P1G', reason: 'Three organisations.' })
    expect(following?.preview).toMatchObject({ isDueAsBefore: false, dueAt: NOON + HOUR })
    expect(following?.preview.reach).toMatchObject({ total: 3, staff: ['lee@northline.example'] })
    const title = await checked('priority/', { title: 'Calls to Teams fail' })
    expect(title.following?.preview).toMatchObject({ isDueAsBefore: true, reach: { total: 0, staff: [] } })
  })

  test('says whom it tells that what is over is no P1G any more, and that its report stays promised', async () => {
    const { app, checked, post } = await start()
    app.clock.now += HOUR
    await post({ body: 'It works again.', phase: 'resolved' })
    const lowered = await checked('priority/', { priority: 'P2', reason: 'One organisation.' })
    expect(lowered.following?.preview).toMatchObject({
      ...{ reach: { total: 3, staff: ['lee@northline.example'] }, reportDueAt: NOON + HOUR + 5 * DAY, response: null },
    })
    const silent = await checked('priority/', { priority: 'P2', reason: 'One organisation.', silent: '1' })
    expect(silent.following?.preview.reach).toMatchObject({ total: 0, staff: ['lee@northline.example'] })
  })

  test('says what a priority, a title and a vendor were and become, and nothing of a response that was given', async () => {
    const { app, checked } = await start({ priority: 'P2', confirmed: true })
    app.clock.now += 3 * HOUR
    const fields = async (typed: Record<string, string>) => (await checked('priority/', typed)).following
    expect(await fields({ title: 'Calls to Teams fail' })).toMatchObject({
      ...{ fields: [{ name: 'title', from: 'Calls fail', to: 'Calls to Teams fail' }], preview: { response: null } },
    })
    expect(await fields({ vendor: 'Acme', priority: 'P1', reason: 'A whole site.' })).toMatchObject({
      fields: [
        { name: 'priority', from: 'P2', to: 'P1' },
        { name: 'vendor', from: null, to: 'Acme' },
      ],
    })
  })

  test('says whom a report tells', async () => {
    const { checked, post } = await start()
    await post({ body: 'It works again.', phase: 'resolved' })
    const { following } = await checked('report/', { body: 'A card broke.' })
    expect(following).toMatchObject({ preview: { dueAt: null, reach: { total: 3 }, closes: false, reportDueAt: null } })
    const silent = await checked('report/', { body: 'A card broke.', silent: '1' })
    expect(silent.following?.preview.reach.total).toBe(0)
  })

  test('says what is wrong with it, as sending it would', async () => {
    const { app, id, checked, page } = await start()
    const times = { startedAt: '2026-10-01T04:40', reason: 'It began long ago.' }
    const early = await checked('times/', times)
    expect([early.status, early.view?.confirms, early.view?.faults[0]?.field]).toEqual([409, true, 'confirmed'])
    expect((await checked('times/', { ...times, confirmed: '1' })).following?.isChanged).toBe(true)
    const { headers } = await signedIn(app.db, 'lead', app.clock.now, 'Dana')
    const sent = form([...Object.entries(times), ['do', 'look']])
    const look = await app.call(`POST //staff/incidents/${id}/times/`, {
      ...sent,
      headers: { ...headers, ...sent.headers },
    })
    expect(viewOf(look) as PaneView).toMatchObject({ kind: 'console/pane', faults: [{ field: 'confirmed' }] })
    const gone = await page('reopen/')
    const open = await gone.send(await gone.open(), { body: 'Again.' }, 'check')
    expect([open.status, open.view?.preview]).toEqual([409, expect.stringContaining('Again.')])
  })

  test('names the small page that it is of, so that its fields are called as they are there', async () => {
    const { app, id } = await start()
    const { headers } = await signedIn(app.db, 'lead', app.clock.now, 'Dana')
    for (const [path, of] of [
      ['times/', 'times'],
      ['priority/', 'change'],
      ['', null],
    ] as const) {
      const sent = form([['do', 'look']])
      const look = await app.call(`POST //staff/incidents/${id}/${path}`, {
        ...sent,
        headers: { ...headers, ...sent.headers },
      })
      expect((viewOf(look) as PaneView).of).toBe(of)
    }
  })
})
