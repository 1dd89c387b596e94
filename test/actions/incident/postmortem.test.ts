import { expect, test } from 'vitest'
import { postmortemsOf } from '../../../db/incident/postmortems.ts'
import type { Db } from '../../../db/schema/index.ts'
import type { ActionContext } from '../../../server/actions/context.ts'
import { changeIncident } from '../../../server/actions/incident/change-incident.ts'
import { noteContact } from '../../../server/actions/incident/note-contact.ts'
import { postUpdate } from '../../../server/actions/incident/post-update.ts'
import { publishPostmortem } from '../../../server/actions/incident/publish-postmortem.ts'
import { reopenIncident } from '../../../server/actions/incident/reopen-incident.ts'
import { DEFAULT_PLAN } from '../../../server/domain/plan/plan.ts'
import { DAY } from '../../../server/domain/vocabulary.ts'
import { readOwed } from '../../../server/queries/owed.ts'
import { readPromiseLedger } from '../../../server/queries/promise-ledger.ts'
import {
  addPlatforms,
  auditTrail,
  actionContext as contextOf,
  news,
  notices,
  opened,
  p1g,
  p2,
} from '../../support/app/actions.ts'
import { REPORTING_PLAN } from '../../support/app/plans.ts'
import { hours, instant, minutes, START } from '../../support/clock.ts'
import { onEachDatabase } from '../../support/database.ts'
import { LEE, ROSA } from '../../support/people.ts'
import { accepted, refused } from '../../support/result.ts'

onEachDatabase('what the desk owes after the work', (fresh) => {
  const actionContext = (...of: Parameters<typeof contextOf>): ActionContext => ({
    ...contextOf(...of),
    plan: REPORTING_PLAN,
  })

  async function freshWithPlatforms(): Promise<Db> {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks')
    return db
  }
  const REPORT = { body: 'A fibre was cut.', notify: true }
  const owed = async (db: Db, now: number, kind: 'report' | 'no_answer') =>
    (await readOwed(db, DEFAULT_PLAN, now))
      .filter((one) => one.kind === kind)
      .map(({ object, dueAt, standing }) => ({ id: object.id, dueAt, standing }))

  async function resolved(db: Db, command = p1g()): Promise<string> {
    const id = await opened(actionContext(db), command)
    accepted(await postUpdate(actionContext(db, ROSA, START + hours(1)), id, news('Over.', { phase: 'resolved' })))
    return id
  }

  test('a report is published once, told to followers, and marked when it is corrected', async () => {
    const db = await freshWithPlatforms()
    const id = await resolved(db)
    const at = START + DAY
    const { postmortemId } = accepted(await publishPostmortem(actionContext(db, LEE, at), id, REPORT))
    expect((await notices(db)).at(-1)).toMatchObject({
      incidentId: id,
      updateId: postmortemId,
      about: 'postmortem',
      phase: 'resolved',
      phaseChanged: false,
      body: 'A fibre was cut.',
      platforms: [{ id: 'trunks', impact: 'operational' }],
      dueAt: null,
    })
    const newest = () => db.selectFrom('events').select(['kind', 'notify']).orderBy('id', 'desc').executeTakeFirst()
    expect(await newest()).toEqual({ kind: 'incident.postmortem', notify: 1 })
    accepted(
      await publishPostmortem(actionContext(db, ROSA, at + 5), id, {
        body: 'A fibre was cut in Kraków.',
        notify: true,
      }),
    )
    expect(await newest()).toEqual({ kind: 'incident.corrected', notify: 0 })
    expect(await postmortemsOf(db, [id])).toMatchObject([
      { id: postmortemId, body: 'A fibre was cut in Kraków.', author: 'Lee', published_at: at, corrected_at: at + 5 },
    ])
    expect((await auditTrail(db)).at(-1)).toMatchObject({
      action: 'incident.correct_postmortem',
      detail: { body: { from: 'A fibre was cut.', to: 'A fibre was cut in Kraków.' } },
    })
    const entries = (await auditTrail(db)).length
    accepted(await publishPostmortem(actionContext(db), id, { body: 'A fibre was cut in Kraków.', notify: true }))
    expect(await auditTrail(db)).toHaveLength(entries)
  })

  test('a report waits for the end, and a duplicate leaves it to its master', async () => {
    const db = await freshWithPlatforms()
    const id = await opened(actionContext(db), p1g())
    expect(refused(await publishPostmortem(actionContext(db), id, REPORT)).code).toBe('incident_open')
    expect(refused(await publishPostmortem(actionContext(db), 'nothingthere', REPORT)).kind).toBe('not_found')
    const duplicate = await opened(actionContext(db), p2())
    accepted(await postUpdate(actionContext(db), duplicate, news('Same.', { duplicateOf: id })))
    expect(refused(await publishPostmortem(actionContext(db), duplicate, REPORT)).code).toBe('incident_duplicate')
  })

  test('a drill has its report, but nobody is told', async () => {
    const db = await freshWithPlatforms()
    const id = await resolved(db, p1g({ drill: true }))
    accepted(await publishPostmortem(actionContext(db), id, REPORT))
    const event = await db.selectFrom('events').select('notify').orderBy('id', 'desc').executeTakeFirst()
    expect(event).toEqual({ notify: 0 })
    expect(await owed(db, START + 90 * DAY, 'report')).toEqual([])
  })

  test('a resolved P1G is on the list until its report is published, overdue after five business days', async () => {
    const db = await freshWithPlatforms()
    const id = await resolved(db)
    await resolved(db, p2())
    const dueAt = instant('2026-11-17T09:00:00-07:00')
    expect(await owed(db, dueAt, 'report')).toEqual([{ id, dueAt, standing: 'due_soon' }])
    expect(await owed(db, dueAt + 1, 'report')).toEqual([{ id, dueAt, standing: 'overdue' }])
    accepted(await publishPostmortem(actionContext(db, LEE, dueAt + 2), id, REPORT))
    expect(await owed(db, dueAt + 3, 'report')).toEqual([])
  })

  test('a P1G that is taken up again owes its report anew from its real end', async () => {
    const db = await freshWithPlatforms()
    const id = await resolved(db)
    accepted(await reopenIncident(actionContext(db, ROSA, START + DAY), id, { body: 'Back.', notify: true }))
    expect(await owed(db, START + DAY, 'report')).toEqual([])
    accepted(await postUpdate(actionContext(db, ROSA, START + 2 * DAY), id, news('Over.', { phase: 'resolved' })))
    expect(await owed(db, START + 2 * DAY, 'report')).toMatchObject([
      { id, dueAt: instant('2026-11-19T08:00:00-07:00') },
    ])
  })

  async function reports(db: Db, now: number) {
    const ledger = await readPromiseLedger(db, { startsAt: 0, endsAt: now + 400 * DAY }, now)
    return ledger.updates.filter(({ kind }) => kind === 'report').map(({ state, dueAt }) => [state, dueAt])
  }

  test('a report that is promised counts in the ledger like any other promise, late or in time', async () => {
    const db = await freshWithPlatforms()
    const [late, inTime] = [await resolved(db), await resolved(db)]
    await resolved(db, p2())
    const dueAt = instant('2026-11-17T09:00:00-07:00')
    expect((await notices(db)).map(({ reportDueAt }) => reportDueAt).filter(Boolean)).toEqual([dueAt, dueAt])
    accepted(await publishPostmortem(actionContext(db, LEE, dueAt), inTime, REPORT))
    const states = async (now: number) => (await reports(db, now)).map(([state]) => state).sort()
    expect(await states(dueAt)).toEqual(['kept', 'open'])
    expect(await states(dueAt + 1)).toEqual(['kept', 'overdue'])
    accepted(await publishPostmortem(actionContext(db, LEE, dueAt + DAY), late, REPORT))
    expect(await states(dueAt + 9 * DAY)).toEqual(['kept', 'late'])
  })

  test('where the operator promises none, none is owed, whenever it was resolved', async () => {
    const db = await freshWithPlatforms()
    const id = await opened(contextOf(db), p1g())
    accepted(await postUpdate(contextOf(db, ROSA, START + hours(1)), id, news('Over.', { phase: 'resolved' })))
    expect((await notices(db)).at(-1)).not.toHaveProperty('reportDueAt')
    expect(await reports(db, START + 90 * DAY)).toEqual([])
    expect(await owed(db, START + 90 * DAY, 'report')).toEqual([])
    accepted(await publishPostmortem(contextOf(db, LEE, START + DAY), id, REPORT))
    expect(await reports(db, START + 90 * DAY)).toEqual([])
  })

  test('a case that is taken up again withdraws what it promised, unless that was kept or broken by then', async () => {
    const db = await freshWithPlatforms()
    const [early, kept] = [await resolved(db), await resolved(db)]
    accepted(await publishPostmortem(actionContext(db, LEE, START + hours(2)), kept, REPORT))
    for (const id of [early, kept])
      accepted(await reopenIncident(actionContext(db, ROSA, START + DAY), id, { body: 'Back.', notify: true }))
    expect(await reports(db, START + DAY)).toEqual([['kept', instant('2026-11-17T09:00:00-07:00')]])
    const hourly = { ...contextOf(db), plan: { ...REPORTING_PLAN, postmortem: { ms: hours(1) } } }
    const broken = await opened(hourly, p1g())
    accepted(await postUpdate(hourly, broken, news('Over.', { phase: 'resolved' })))
    const later = actionContext(db, ROSA, START + hours(1) + 1)
    accepted(await reopenIncident(later, broken, { body: 'Back.', notify: true }))
    expect(await reports(db, START + DAY)).toContainEqual(['overdue', START + hours(1)])
  })

  test('what no longer is a P1G still owes the report that was promised', async () => {
    const db = await freshWithPlatforms()
    const id = await resolved(db)
    const dueAt = instant('2026-11-17T09:00:00-07:00')
    const lower = { priority: 'P2', reason: 'Seen again.' } as const
    accepted(await changeIncident(actionContext(db, LEE, START + DAY), id, lower))
    expect(await reports(db, START + DAY)).toEqual([['open', dueAt]])
    expect(await owed(db, START + DAY, 'report')).toMatchObject([{ id, dueAt }])
    expect(await reports(db, dueAt + 1)).toEqual([['overdue', dueAt]])
  })

  test('a report that was overdue when its case was taken up again is owed still when that ends as less than a P1G', async () => {
    const db = await freshWithPlatforms()
    const [withdrawn, dueAt] = [await resolved(db), START + hours(1)]
    const hourly = { ...contextOf(db), plan: { ...REPORTING_PLAN, postmortem: { ms: hours(1) } } }
    const broken = await opened(hourly, p1g())
    accepted(await postUpdate(hourly, broken, news('Over.', { phase: 'resolved' })))
    const again = async (id: string, now: number) => {
      accepted(await reopenIncident(actionContext(db, ROSA, now), id, { body: 'Back.', notify: true }))
      const lower = { priority: 'P2', reason: 'Only one is hit.' } as const
      accepted(await changeIncident(actionContext(db, LEE, now + 1), id, lower))
      accepted(await postUpdate(actionContext(db, ROSA, now + hours(1)), id, news('Over.', { phase: 'resolved' })))
    }
    await again(withdrawn, START + DAY)
    await again(broken, START + DAY)
    const now = START + 2 * DAY
    expect(await reports(db, now)).toEqual([['overdue', dueAt]])
    expect(await owed(db, now, 'report')).toEqual([{ id: broken, dueAt, standing: 'overdue' }])
    accepted(await publishPostmortem(actionContext(db, LEE, now), broken, REPORT))
    expect(await owed(db, now + 1, 'report')).toEqual([])
  })

  test('a case without an answer for two business days is on the list, and nothing is closed for the desk', async () => {
    const db = await freshWithPlatforms()
    const id = await opened(actionContext(db), p2())
    const repaired = { caseStatus: 'resolved_follow_up' } as const
    accepted(await postUpdate(actionContext(db), id, news('Repaired.', repaired)))
    const working = await opened(actionContext(db), p2())
    const due = instant('2026-11-12T08:00:00-07:00')
    expect(await owed(db, due - 1, 'no_answer')).toEqual([])
    expect(await owed(db, due, 'no_answer')).toEqual([{ id, dueAt: due, standing: 'due_soon' }])
    accepted(await noteContact(actionContext(db, ROSA, due), id, { what: 'answered', note: 'Still testing.' }))
    expect(await owed(db, due, 'no_answer')).toEqual([])
    expect(await owed(db, due + 4 * DAY, 'no_answer')).toMatchObject([{ id }])
    accepted(await noteContact(actionContext(db, ROSA, due), working, { what: 'asked' }))
    expect((await owed(db, due + 4 * DAY, 'no_answer')).map((one) => one.id).sort()).toEqual([id, working].sort())
    accepted(await noteContact(actionContext(db, ROSA, due + 2), working, { what: 'answered', at: due + 1 }))
    expect((await owed(db, due + 4 * DAY, 'no_answer')).map((one) => one.id)).toEqual([id])
    accepted(
      await postUpdate(
        actionContext(db, ROSA, due + 4 * DAY),
        id,
        news('Closed.', { caseStatus: 'closed_no_response', confirmed: true }),
      ),
    )
    expect(await owed(db, due + 9 * DAY, 'no_answer')).toEqual([])
    expect((await auditTrail(db)).filter((entry) => entry.action.startsWith('case.'))).toMatchObject([
      { action: 'case.answer', detail: { at: due, note: 'Still testing.' } },
      { action: 'case.ask' },
      { action: 'case.answer' },
    ])
  })

  test('a contact lies in the past and belongs to an open case', async () => {
    const db = await freshWithPlatforms()
    const id = await opened(actionContext(db), p2())
    expect(
      refused(await noteContact(actionContext(db), id, { what: 'asked', at: START + minutes(3) })).fields?.[0]?.pointer,
    ).toBe('/at')
    const over = await resolved(db)
    expect(refused(await noteContact(actionContext(db), over, { what: 'asked' })).code).toBe('incident_resolved')
  })
})
