import { expect, test } from 'vitest'
import { DEFAULT_PLAN } from '../../../../server/domain/plan/plan.ts'
import { DAY, HOUR, MINUTE } from '../../../../server/domain/vocabulary.ts'
import type { ComposedIncident } from '../../../../src/views.ts'
import { composer, deskPage, opened } from '../../../support/app/desk/composer.ts'
import { climbAt } from '../../../support/app/ladder.ts'
import { signedIn } from '../../../support/app/signed-in.ts'
import { NOON, outage, testApp, viewOf } from '../../../support/app/test-app.ts'
import { onEachDatabase } from '../../../support/database.ts'

onEachDatabase("the desk's page of an incident", (fresh) => {
  async function start() {
    const plan = { ...DEFAULT_PLAN, postmortem: { ms: 5 * DAY } }
    const app = await testApp((await fresh()).db, { plan })
    const shown = async (id: string) => {
      const somebody = await signedIn(app.db, 'agent', app.clock.now, `Agent ${crypto.randomUUID()}`)
      return (await composer(app, somebody, deskPage(id)).open()).incident as ComposedIncident
    }
    const post = (id: string, body: object) => app.call(`POST /incidents/${id}/updates`, { as: 'lead', body })
    return { app, shown, post }
  }

  test('says who is on what is owed, with their note, and who was told, while it is owed', async () => {
    const { app, shown, post } = await start()
    const id = await opened(app)
    expect((await shown(id)).owed).toEqual([])
    await climbAt(app, NOON + 45 * MINUTE)
    const [due] = (await app.call('GET /worklist', { as: 'agent' })).json.items
    const reason = 'The carrier calls back.'
    await app.call(`POST /promises/${due.promiseId}/acknowledge`, { as: 'agent', body: { reason } })
    expect((await shown(id)).owed).toMatchObject([
      {
        ...{ kind: 'update', isMine: false, since: NOON + 45 * MINUTE, note: reason, putOffUntil: null },
        told: [{ at: NOON + 45 * MINUTE, people: [{ role: 'desk', lost: null }] }],
      },
    ])
    await post(id, { body: 'Nothing new.' })
    expect((await shown(id)).owed).toEqual([])
  })

  test('names the case in which a duplicate goes on', async () => {
    const { app, shown, post } = await start()
    const master = await opened(app)
    const { id } = (await app.call('POST /incidents', { as: 'agent', body: outage({ title: 'No calls' }) })).json
    expect((await shown(id)).master).toBeNull()
    await post(id, { body: 'It is the same.', duplicateOf: master })
    expect(await shown(id)).toMatchObject({
      ...{ master: { id: master, title: 'Calls fail' }, reopenUntil: null },
      updates: [{ headline: { status: 'duplicate', phase: null } }, { headline: { phase: 'investigating' } }],
    })
  })

  test('names the cases that were merged into one, when, and what it took over of them', async () => {
    const { app, shown, post } = await start()
    const master = await opened(app)
    const hit = { title: 'No calls', platforms: [{ id: 'chat', impact: 'major_outage' }] }
    const { id } = (await app.call('POST /incidents', { as: 'agent', body: outage(hit) })).json
    await post(id, { body: 'It is the same.', duplicateOf: master })
    const twin = { title: 'No calls', url: `/staff/incidents/${id}/`, mergedAt: app.clock.now }
    expect(await shown(master)).toMatchObject({
      duplicates: [twin],
      taken: [{ at: app.clock.now, reportedAs: twin, changes: [{ to: 'major_outage' }] }],
    })
    expect((await shown(id)).updates[0]?.changes).toEqual([])
  })

  test('says of one that takes no more updates in which way it is over, and leads to where it goes on', async () => {
    const { app, post } = await start()
    const [master, twin, silent] = [await opened(app), await opened(app), await opened(app)]
    await post(twin, { body: 'It is the same.', duplicateOf: master })
    await post(silent, { body: 'Nobody answered.', caseStatus: 'closed_no_response', confirmed: true })
    const { headers } = await signedIn(app.db, 'agent', app.clock.now, 'Ann')
    for (const page of ['contacts/', 'reopen/']) {
      const view = async (id: string) => viewOf(await app.call(`GET /${deskPage(id)}${page}`, { headers }))
      expect(await view(twin)).toMatchObject({ master: { id: master, title: 'Calls fail' } })
      expect(await view(silent)).toMatchObject({ master: null, incident: { caseStatus: 'closed_no_response' } })
    }
  })

  test('says when it became a P1G, and when a text was corrected', async () => {
    const { app, shown } = await start()
    const { id } = (await app.call('POST /incidents', { as: 'lead', body: outage({ priority: 'P1' }) })).json
    app.clock.now += 10 * MINUTE
    const designated = await app.call(`PATCH /incidents/${id}`, {
      as: 'lead',
      body: { priority: 'P1G', reason: 'Several organisations.' },
    })
    expect([designated.status, designated.json.detail]).toEqual([200, undefined])
    const [update] = (await shown(id)).updates
    await app.call(`PATCH /incidents/${id}/updates/${update?.id}`, { as: 'lead', body: { body: 'Some calls fail.' } })
    const { designations, updates } = await shown(id)
    expect(designations).toEqual([{ how: 'designated', priority: 'P1G', at: NOON + 10 * MINUTE }])
    expect(updates.at(-1)?.correctedAt).toBe(NOON + 10 * MINUTE)
  })

  test('says until when a closed case can be reopened, and what became of its report', async () => {
    const { app, shown, post } = await start()
    const id = await opened(app)
    expect(await shown(id)).toMatchObject({ reopenUntil: null, report: null })
    app.clock.now += HOUR
    await post(id, { body: 'It works.', phase: 'resolved' })
    const closed = await shown(id)
    expect(closed.reopenUntil).toBeGreaterThan(app.clock.now + 6 * DAY)
    const dueAt = NOON + HOUR + 5 * DAY
    expect(closed.report).toEqual({ dueAt, overdue: false })
    app.clock.now = dueAt + MINUTE
    expect((await shown(id)).report).toEqual({ dueAt, overdue: true })
    await app.call(`PUT /incidents/${id}/postmortem`, { as: 'lead', body: { body: 'A card broke.' } })
    expect((await shown(id)).report).toEqual({ at: dueAt + MINUTE, reopenedAt: null })
    app.clock.now += 5 * DAY
    expect((await shown(id)).reopenUntil).toBeNull()
  })
})
