import { expect, test } from 'vitest'
import type { Db } from '../../../db/schema/index.ts'
import { changeIncident } from '../../../server/actions/incident/change-incident.ts'
import { openIncident } from '../../../server/actions/incident/open-incident.ts'
import { postUpdate } from '../../../server/actions/incident/post-update.ts'
import { publishPostmortem } from '../../../server/actions/incident/publish-postmortem.ts'
import { reopenIncident } from '../../../server/actions/incident/reopen-incident.ts'
import { changeMaintenance } from '../../../server/actions/maintenance/change-maintenance.ts'
import { postMaintenanceUpdate } from '../../../server/actions/maintenance/post-maintenance-update.ts'
import type { OpenCommand } from '../../../server/domain/incident/opening.ts'
import type { UpdateCommand } from '../../../server/domain/incident/updating.ts'
import { stepDue } from '../../../server/domain/ladder/ladder.ts'
import { DEFAULT_PLAN, type Plan } from '../../../server/domain/plan/plan.ts'
import { DAY, HOUR, type Instant, MINUTE } from '../../../server/domain/vocabulary.ts'
import { readOwed } from '../../../server/queries/owed.ts'
import { actionContext, addPlatforms, news, p1g, p2 } from '../../support/app/actions.ts'
import {
  END_OF_WINDOW,
  NOVEMBER,
  noticeOutcomes,
  START_OF_WINDOW,
  scheduled,
  tick,
  WEEK_BEFORE,
  withProgrammes,
} from '../../support/app/maintenance.ts'
import { instant, START } from '../../support/clock.ts'
import { onEachDatabase } from '../../support/database.ts'
import { LEE, type Person, ROSA } from '../../support/people.ts'
import { accepted } from '../../support/result.ts'

const REPORTING: Plan = { ...DEFAULT_PLAN, postmortem: { businessDays: 5 } }

onEachDatabase('what the desk owes about an incident', (fresh) => {
  const place = async () => {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks', 'fax')
    const at = (now: Instant, by: Person = ROSA, plan = DEFAULT_PLAN) => ({ ...actionContext(db, by, now), plan })
    return {
      db,
      at,
      open: async (command: OpenCommand, now = START, plan = DEFAULT_PLAN) =>
        accepted(await openIncident(at(now, ROSA, plan), command)).id,
      post: async (id: string, more: Partial<UpdateCommand>, now: Instant, plan = DEFAULT_PLAN) =>
        accepted(await postUpdate(at(now, ROSA, plan), id, news('News.', more))),
    }
  }
  /** "update +60": the kind, and when it is due in minutes from the start. */
  const owed = async (db: Db, now: Instant, plan = DEFAULT_PLAN) =>
    (await readOwed(db, plan, now)).map(({ kind, dueAt }) => `${kind} +${(dueAt - START) / MINUTE}`)

  test('is the next update by the cadence of its priority', async () => {
    const { db, open } = await place()
    await open(p1g())
    await open(p2({ priority: 'P1' }))
    await open(p2())
    await open(p2({ priority: 'P3' }))
    await open(p2({ priority: 'P4' }))
    expect(await owed(db, START)).toEqual([60, 60, 120, 24 * 60, 48 * 60].map((due) => `update +${due}`))
  })

  test('lies in business days for a P3 before a weekend, with its ladder', async () => {
    const { db, open } = await place()
    const friday = instant('2026-11-13T16:50:00-07:00')
    await open(p2({ priority: 'P3' }), friday)
    const [promise] = await readOwed(db, DEFAULT_PLAN, friday)
    expect(promise?.dueAt).toBe(instant('2026-11-16T16:50:00-07:00'))
  })

  test('is nothing for a drill, nor for what was told when it was over', async () => {
    const { db, open } = await place()
    await open(p1g({ drill: true }))
    await open(
      p1g({ resolvedAt: START - MINUTE, startedAt: START - HOUR, update: { body: 'It was.', phase: 'resolved' } }),
    )
    expect(await owed(db, START + DAY)).toEqual([])
  })

  test('moves forward under the same name where the priority is raised', async () => {
    const { db, open, at } = await place()
    const id = await open(p2())
    const [before] = await readOwed(db, DEFAULT_PLAN, START)
    const raise = { priority: 'P1G', reason: 'Several organisations.', caseNumber: 'NL-1' } as const
    accepted(await changeIncident(at(START + 10 * MINUTE), id, raise))
    const [after] = await readOwed(db, DEFAULT_PLAN, START + 10 * MINUTE)
    expect(after).toMatchObject({ id: before?.id, priority: 'P1G', madeAt: START })
    expect(after?.dueAt).toBeLessThan(before?.dueAt ?? 0)
  })

  test('ends when somebody posts, at the due time as well, and with the case', async () => {
    const { db, open, post } = await place()
    const id = await open(p1g())
    await post(id, {}, START + HOUR)
    expect(await owed(db, START + HOUR)).toEqual(['update +120'])
    await post(id, { phase: 'resolved', caseStatus: 'closed' }, START + 2 * HOUR)
    expect(await owed(db, START + DAY)).toEqual([])
  })

  test('is nothing for a duplicate, and again the update for a case that is opened again', async () => {
    const { db, open, post, at } = await place()
    const master = await open(p1g())
    const id = await open(p2())
    await post(id, { duplicateOf: master }, START + MINUTE)
    expect(await owed(db, START + MINUTE)).toEqual(['update +60'])
    await post(master, { phase: 'resolved', caseStatus: 'closed' }, START + 2 * MINUTE)
    expect(await owed(db, START + 3 * MINUTE)).toEqual([])
    accepted(await reopenIncident(at(START + HOUR), master, { body: 'It is back.', notify: true }))
    expect(await owed(db, START + HOUR)).toEqual(['update +120'])
  })

  test('stays as it was promised where the times of the incident are put right', async () => {
    const { db, open, at } = await place()
    const id = await open(p1g())
    const right = { openedAt: START - 30 * MINUTE, startedAt: START - HOUR, reason: 'By the log.' }
    accepted(await changeIncident(at(START + MINUTE, LEE), id, right))
    expect(await owed(db, START + MINUTE)).toEqual(['update +60'])
  })

  test('is the report of a resolved P1G until it is published, or the case opened again', async () => {
    const { db, open, post, at } = await place()
    const id = await open(p1g(), START, REPORTING)
    await post(id, { phase: 'resolved', caseStatus: 'closed' }, START + HOUR, REPORTING)
    const reports = () => owed(db, START + 2 * HOUR, REPORTING)
    expect(await reports()).toEqual([`report +${7 * 24 * 60 + 60}`])
    accepted(await reopenIncident(at(START + 2 * HOUR, ROSA, REPORTING), id, { body: 'Back.', notify: true }))
    expect(await reports()).toEqual(['update +180'])
    await post(id, { phase: 'resolved', caseStatus: 'closed' }, START + 2 * HOUR, REPORTING)
    expect(await reports()).toHaveLength(1)
    accepted(await publishPostmortem(at(START + 2 * HOUR, ROSA, REPORTING), id, { body: 'A cable.', notify: true }))
    expect(await reports()).toEqual([])
  })

  test('is to close a case that nobody answers: one promise, whatever the holidays of the plan', async () => {
    const { db, open, post } = await place()
    const id = await open(p2({ priority: 'P4' }))
    await post(id, { caseStatus: 'resolved_follow_up' }, START)
    const unanswered = async (plan: Plan) =>
      (await readOwed(db, plan, START + 9 * DAY)).find(({ kind }) => kind === 'no_answer')
    const holidays = { ...DEFAULT_PLAN, holidays: ['2026-11-11'] }
    const [before, after] = [await unanswered(DEFAULT_PLAN), await unanswered(holidays)]
    expect([before?.dueAt, after?.dueAt]).toEqual([START + 2 * DAY, START + 3 * DAY])
    expect(after?.id).toBe(before?.id)
  })
})

onEachDatabase('what the desk owes about maintenance', (fresh) => {
  const owed = async (db: Db, now: Instant) =>
    (await readOwed(db, DEFAULT_PLAN, now)).map(({ kind, object }) => `${object.id} ${kind}`)
  const [BEGINS, ENDS] = [instant('2026-11-24T06:30:00Z'), instant('2026-11-24T08:00:00Z')]
  const withWindow = async (rest: Parameters<typeof scheduled>[1] = {}) => {
    const db = await withProgrammes((await fresh()).db)
    return { db, id: await scheduled(db, rest) }
  }

  test('is the end of a window that people end, by its planned time; each new end is another promise', async () => {
    const { db, id } = await withWindow()
    const promise = async (now: Instant) => (await readOwed(db, DEFAULT_PLAN, now)).find((one) => one.object.id === id)
    expect(await promise(BEGINS - 1)).toBeUndefined()
    await tick(db, BEGINS)
    const first = await promise(BEGINS)
    expect(first).toMatchObject({ kind: 'end', madeAt: BEGINS, dueAt: ENDS })
    const longer = { endsAt: ENDS + HOUR, note: 'It takes longer.', notify: true, acceptConflicts: true }
    accepted(await changeMaintenance(actionContext(db, ROSA, ENDS - MINUTE), id, longer))
    const second = await promise(ENDS)
    expect(second).toMatchObject({ kind: 'end', dueAt: ENDS + HOUR })
    expect(second?.id).not.toBe(first?.id)
    const over = { body: 'Done.', state: 'completed', notify: true } as const
    accepted(await postMaintenanceUpdate(actionContext(db, ROSA, ENDS + MINUTE), id, over))
    expect(await promise(ENDS + MINUTE)).toBeUndefined()
  })

  test('is never the end that the clock tells', async () => {
    const { db, id } = await withWindow({ endsBy: 'clock' })
    await tick(db, BEGINS)
    for (const now of [BEGINS, ENDS, ENDS + 4 * MINUTE]) expect(await owed(db, now)).not.toContain(`${id} end`)
  })

  test('is a notice once it should have gone out some minutes ago, and the same one until it has', async () => {
    const { db, id } = await withWindow()
    const late = BEGINS + 5 * MINUTE
    const about = async (now: Instant) => (await readOwed(db, DEFAULT_PLAN, now)).filter((one) => one.object.id === id)
    expect((await about(late)).map(({ kind }) => kind)).toEqual([])
    expect(await about(late + 1)).toMatchObject([{ kind: 'notice', dueAt: BEGINS, madeAt: late }])
    await tick(db, late + 2)
    expect((await about(late + 2)).map(({ kind }) => kind)).toEqual(['end'])
  })

  test('is a notice no longer once its window was moved: it was missed, and counts so', async () => {
    const db = await withProgrammes((await fresh()).db)
    const now = WEEK_BEFORE + 6 * MINUTE
    expect(await owed(db, now)).toContain(`${NOVEMBER} notice`)
    const moved = { startsAt: START_OF_WINDOW + DAY, endsAt: END_OF_WINDOW + DAY, notify: true, acceptConflicts: true }
    accepted(await changeMaintenance(actionContext(db, ROSA, now), NOVEMBER, moved))
    expect(await noticeOutcomes(db, NOVEMBER)).toContain('P7D missed')
    expect(await owed(db, now)).toEqual([`${NOVEMBER} details`])
  })

  test('is the details with the first notice since there is the programme, or when the window begins', async () => {
    const [db, newer] = [await withProgrammes((await fresh()).db), await withProgrammes((await fresh()).db)]
    const details = async (now: Instant, of = db) =>
      (await readOwed(of, DEFAULT_PLAN, now))
        .filter(({ kind }) => kind === 'details')
        .map(({ object, dueAt }) => [object.id, dueAt])
    expect(await details(WEEK_BEFORE - 2 * DAY)).toEqual([[NOVEMBER, WEEK_BEFORE]])
    const later = WEEK_BEFORE + DAY
    await tick(db, later)
    expect(await details(later)).toEqual([[NOVEMBER, WEEK_BEFORE]])
    await newer.updateTable('programmes').set({ created_at: later, updated_at: later }).execute()
    expect(await details(later, newer)).toEqual([])
    expect(await details(START_OF_WINDOW - DAY, newer)).toEqual([[NOVEMBER, START_OF_WINDOW]])
  })

  test('is the details when a window begins that is moved after its notice; the old ones wake nobody', async () => {
    const db = await withProgrammes((await fresh()).db)
    const now = START_OF_WINDOW - 2 * DAY
    await tick(db, now - DAY)
    const moved = { startsAt: START_OF_WINDOW + HOUR, notify: true, acceptConflicts: true }
    accepted(await changeMaintenance(actionContext(db, ROSA, now), NOVEMBER, moved))
    const promise = (await readOwed(db, DEFAULT_PLAN, now)).find(({ kind }) => kind === 'details')
    expect(promise).toMatchObject({ dueAt: START_OF_WINDOW + HOUR })
    if (promise) expect(stepDue(promise, DEFAULT_PLAN.ladder, { done: [], from: null }, now)).toBeNull()
  })

  test('is the details of a window until it begins', async () => {
    const db = await withProgrammes((await fresh()).db)
    const begins = instant('2026-11-21T05:00:00Z')
    await tick(db, begins - 1)
    expect(await owed(db, begins - 1)).toContain('monthly-2026-11-20 details')
    await tick(db, begins)
    expect(await owed(db, begins)).not.toContain('monthly-2026-11-20 details')
  })
})
