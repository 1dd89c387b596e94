import { expect, test } from 'vitest'
import { waitingCases } from '../../db/incident/follow-ups.ts'
import { loadIncident } from '../../db/incident/incidents.ts'
import { timelinesOf } from '../../db/incident/promises.ts'
import { updatesOf } from '../../db/incident/updates.ts'
import type { Db } from '../../db/schema/index.ts'
import { changeIncident } from '../../server/actions/incident/change-incident.ts'
import { correctUpdate } from '../../server/actions/incident/correct/correct-update.ts'
import { postUpdate } from '../../server/actions/incident/post-update.ts'
import { publishPostmortem } from '../../server/actions/incident/publish-postmortem.ts'
import { reopenIncident } from '../../server/actions/incident/reopen-incident.ts'
import { postMaintenanceUpdate } from '../../server/actions/maintenance/post-maintenance-update.ts'
import type { UpdateCommand } from '../../server/domain/incident/updating.ts'
import { ledgerOf } from '../../server/domain/promise/ledger.ts'
import { DAY } from '../../server/domain/vocabulary.ts'
import { findMaintenance } from '../../server/queries/maintenances.ts'
import { actionContext, addPlatforms, auditTrail, news, notices, opened, p1g, p2 } from '../support/app/actions.ts'
import {
  END_OF_WINDOW,
  NOVEMBER,
  START_OF_WINDOW,
  tick,
  told,
  WEEK_BEFORE,
  withProgrammes,
} from '../support/app/maintenance.ts'
import { hours, minutes, START } from '../support/clock.ts'
import { onEachDatabase } from '../support/database.ts'
import { LEE, ROSA } from '../support/people.ts'
import { accepted } from '../support/result.ts'

onEachDatabase('after a clock that was a day ahead for one post', (fresh) => {
  /** A P1G opened at `START`, with an update that stands a day ahead: from then on the clock is right. */
  async function ahead(command = p1g(), said: Partial<UpdateCommand> = {}): Promise<{ db: Db; id: string }> {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks')
    const id = await opened(actionContext(db), command)
    accepted(await post(db, id, DAY + minutes(20), said))
    return { db, id }
  }
  const post = (db: Db, id: string, after: number, said: Partial<UpdateCommand> = {}) =>
    postUpdate(actionContext(db, ROSA, START + after), id, news('More.', said))
  const timeline = async (db: Db, id: string) => (await updatesOf(db, [id])).toReversed()

  test('the next update is promised within the hour, and the timeline stays in order', async () => {
    const { db, id } = await ahead()
    accepted(await post(db, id, minutes(30)))
    expect(await loadIncident(db, id)).toMatchObject({ nextUpdateDueAt: START + minutes(90) })
    expect((await notices(db)).at(-1)).toMatchObject({ dueAt: START + minutes(90), at: START + minutes(30) })
    expect((await auditTrail(db)).at(-1)).toMatchObject({ at: START + minutes(30) })
    const stands = (await timeline(db, id)).map(({ created_at }) => created_at - START)
    expect(stands).toEqual([0, DAY + minutes(20), DAY + minutes(20)])
  })

  test('the ledger says when each promise was really kept', async () => {
    const { db, id } = await ahead()
    for (const after of [30, 80, 150]) accepted(await post(db, id, minutes(after)))
    const [record] = await timelinesOf(db, [id])
    const entries = record ? ledgerOf(record, START + minutes(160)) : []
    expect(entries.slice(3).map(({ state, lateness, madeAt }) => [state, lateness, madeAt - START])).toEqual([
      ['kept', 0, minutes(30)],
      ['late', minutes(10), minutes(80)],
      ['open', 0, minutes(150)],
    ])
  })

  test('an ETR and a hold may lie before the update that was stamped ahead', async () => {
    const { db, id } = await ahead(p2())
    const etr = START + hours(5)
    accepted(await post(db, id, minutes(30), { etr, reason: 'Splicing.' }))
    expect(await loadIncident(db, id)).toMatchObject({ etr, nextUpdateDueAt: etr })
  })

  test('a P1G that is designated now has its hour from now', async () => {
    const { db, id } = await ahead(p2())
    const ctx = actionContext(db, LEE, START + minutes(30))
    accepted(await changeIncident(ctx, id, { priority: 'P1G', reason: 'A third organisation has called.' }))
    expect(await loadIncident(db, id)).toMatchObject({ nextUpdateDueAt: START + minutes(90) })
  })

  test('closing counts from now, and so do reopening and the report', async () => {
    const { db, id } = await ahead()
    accepted(await post(db, id, minutes(40), { phase: 'resolved' }))
    expect(await loadIncident(db, id)).toMatchObject({ resolvedAt: START + minutes(40) })
    const report = { body: 'A certificate ran out.', notify: true }
    accepted(await publishPostmortem(actionContext(db, ROSA, START + minutes(45)), id, report))
    expect((await notices(db)).at(-1)).toMatchObject({ about: 'postmortem', at: START + minutes(45) })
    const again = { body: 'It is back.', notify: true }
    accepted(await reopenIncident(actionContext(db, LEE, START + minutes(50)), id, again))
    const reopened = await loadIncident(db, id)
    expect(reopened).toMatchObject({ nextUpdateDueAt: START + minutes(110) })
    expect(reopened?.affected).toEqual([{ id: 'trunks', impact: 'partial_outage' }])
  })

  test('impacts end when they end, and none before it began', async () => {
    const better = { platforms: [{ id: 'trunks', impact: 'degraded_performance' }] } as const
    const { db, id } = await ahead(p1g(), better)
    const worse = { platforms: [{ id: 'trunks', impact: 'major_outage' }] } as const
    accepted(await post(db, id, minutes(30), worse))
    accepted(await post(db, id, minutes(40), { phase: 'resolved' }))
    accepted(await reopenIncident(actionContext(db, LEE, START + minutes(50)), id, { body: 'Back.', notify: true }))
    expect((await loadIncident(db, id))?.affected).toEqual([{ id: 'trunks', impact: 'major_outage' }])
    const rows = await db.selectFrom('impacts').selectAll().orderBy('from_at').execute()
    expect(rows.map((row) => [row.impact, row.from_at - START, row.until_at && row.until_at - START])).toEqual([
      ['partial_outage', 0, minutes(40)],
      ['major_outage', DAY + minutes(20), null],
    ])
  })

  test('a case that was opened ahead does not end before it began', async () => {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks')
    const id = await opened(actionContext(db, ROSA, START + DAY), p1g())
    accepted(await post(db, id, minutes(10), { phase: 'resolved' }))
    expect(await loadIncident(db, id)).toMatchObject({ openedAt: START + DAY, resolvedAt: START + DAY })
  })

  test('a case waits for its customers from the moment the work was really done', async () => {
    const { db, id } = await ahead(p2())
    accepted(await post(db, id, minutes(30), { caseStatus: 'resolved_follow_up' }))
    const [waiting] = await waitingCases(db)
    expect(waiting?.updates.at(-1)).toMatchObject({ at: START + minutes(30), caseStatus: 'resolved_follow_up' })
  })

  test('a correction does not stand before what it corrects, nor does the last change go back', async () => {
    const { db, id } = await ahead()
    const last = (await timeline(db, id)).at(-1)?.id ?? ''
    accepted(await correctUpdate(actionContext(db, ROSA, START + minutes(30)), id, last, { body: 'Put right.' }))
    accepted(await post(db, id, minutes(40)))
    expect((await timeline(db, id))[1]).toMatchObject({ corrected_at: START + DAY + minutes(20) })
    const { updated_at } = await db.selectFrom('incidents').selectAll().executeTakeFirstOrThrow()
    expect(updated_at).toBe(START + DAY + minutes(20))
  })

  test('the updates of a window stay in order, and its end is told and kept now', async () => {
    const { db } = await fresh()
    await withProgrammes(db)
    await tick(db, WEEK_BEFORE)
    await tick(db, START_OF_WINDOW)
    const say = (at: number, state?: 'completed') =>
      postMaintenanceUpdate(actionContext(db, ROSA, at), NOVEMBER, { body: 'Halfway.', notify: true, state })
    accepted(await say(START_OF_WINDOW + DAY))
    accepted(await say(END_OF_WINDOW - minutes(5), 'completed'))
    const window = await findMaintenance(db, NOVEMBER)
    const stands = window?.updates.map(({ created_at }) => created_at - START_OF_WINDOW).slice(0, 3)
    expect(stands).toEqual([DAY, DAY, 0])
    expect(window?.maintenance).toMatchObject({
      endedAt: END_OF_WINDOW - minutes(5),
      updatedAt: START_OF_WINDOW + DAY,
    })
    expect((await told(db)).at(-1)).toMatchObject({ news: 'completed', at: END_OF_WINDOW - minutes(5) })
  })
})
