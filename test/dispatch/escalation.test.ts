import { expect, test } from 'vitest'
import type { ActionContext } from '../../server/actions/context.ts'
import { noteContact } from '../../server/actions/incident/note-contact.ts'
import { postUpdate } from '../../server/actions/incident/post-update.ts'
import { publishPostmortem } from '../../server/actions/incident/publish-postmortem.ts'
import { escalateOverdue } from '../../server/actions/staff/escalate-overdue.ts'
import { DEFAULT_PLAN } from '../../server/domain/plan/plan.ts'
import { DAY, MINUTE } from '../../server/domain/vocabulary.ts'
import { REPORTING_PLAN } from '../support/app/plans.ts'
import { instant } from '../support/clock.ts'
import { onEachDatabase } from '../support/database.ts'
import { type TestDispatcher, testDispatcher } from '../support/dispatch/dispatcher.ts'
import { BOB, ROSA } from '../support/people.ts'
import { accepted } from '../support/result.ts'

const DESK = 'desk@northline.example'
const plan = { ...REPORTING_PLAN, staff: { leads: [], desk: [DESK] } }

onEachDatabase('the desk is told', (fresh) => {
  const open = async () => testDispatcher((await fresh()).db)
  const ctx = ({ db, clock }: TestDispatcher): ActionContext => ({ db, plan, actor: ROSA, now: clock() })
  /** The clock that runs beside the server, at a wall time in Denver. */
  async function toldAt(dispatch: TestDispatcher, wall: string): Promise<(string | undefined)[]> {
    dispatch.clock.set(instant(`${wall}-07:00`))
    await escalateOverdue(ctx(dispatch))
    await dispatch.deliver()
    return dispatch.mail.to(DESK).map((mail) => mail.subject)
  }

  test('once, two business days after customers were asked and did not answer', async () => {
    const dispatch = await open()
    dispatch.clock.set(instant('2026-11-12T16:00:00-07:00'))
    const id = await dispatch.post()
    accepted(await noteContact(ctx(dispatch), id, { what: 'asked' }))
    expect(await toldAt(dispatch, '2026-11-16T15:59:59')).toEqual([])
    expect(await toldAt(dispatch, '2026-11-16T16:00:00')).toEqual([
      'No answer from the customers: Calls to Denver fail',
    ])
    expect(await toldAt(dispatch, '2026-11-19T09:00:00')).toHaveLength(1)
    expect(dispatch.mail.to(DESK)[0]?.text).toContain('Nobody has answered since Thu 12 Nov 2026, 16:00 MST.')
    expect(dispatch.mail.to(DESK)[0]?.text).toContain('Nothing is closed by itself.')
    const { phase } = await dispatch.db.selectFrom('incidents').select('phase').executeTakeFirstOrThrow()
    expect(phase).toBe('investigating')
  })

  test('again for a new question, and not for one that was answered', async () => {
    const dispatch = await open()
    dispatch.clock.set(instant('2026-11-09T09:00:00-07:00'))
    const id = await dispatch.post()
    accepted(await noteContact(ctx(dispatch), id, { what: 'asked' }))
    expect(await toldAt(dispatch, '2026-11-11T09:00:00')).toHaveLength(1)
    accepted(await noteContact(ctx(dispatch), id, { what: 'answered' }))
    expect(await toldAt(dispatch, '2026-11-18T09:00:00')).toHaveLength(1)
    accepted(await noteContact(ctx(dispatch), id, { what: 'asked' }))
    expect(await toldAt(dispatch, '2026-11-20T08:59:00')).toHaveLength(1)
    expect(await toldAt(dispatch, '2026-11-20T09:00:00')).toHaveLength(2)
  })

  test('once, when the report on a P1G is overdue, and never when it is there', async () => {
    const dispatch = await open()
    dispatch.clock.set(instant('2026-11-09T09:00:00-07:00'))
    const [owed, kept] = [
      await dispatch.post({ priority: 'P1G' }),
      await dispatch.post({ priority: 'P1G', title: 'Fax down' }),
    ]
    for (const id of [owed, kept])
      accepted(await postUpdate(ctx(dispatch), id, { body: 'Over.', phase: 'resolved', notify: true }))
    accepted(await publishPostmortem(ctx(dispatch), kept, { body: 'A fibre was cut.', notify: false }))
    expect(await toldAt(dispatch, '2026-11-16T09:00:00')).toEqual([])
    expect(await toldAt(dispatch, '2026-11-16T09:00:01')).toEqual([
      'Report on the cause is overdue: Calls to Denver fail',
    ])
    expect(await toldAt(dispatch, '2026-12-16T09:00:01')).toHaveLength(1)
    expect(dispatch.mail.to(DESK)[0]?.text).toContain('The report on the cause was due by 09:00 MST.')
  })

  test('by mails that nobody else gets, and that come from one process alone', async () => {
    const dispatch = await open()
    await dispatch.followByMail(BOB)
    await dispatch.post()
    await dispatch.db.updateTable('incidents').set({ asked_at: dispatch.clock() }).execute()
    await dispatch.deliver()
    dispatch.clock.advance(9 * DAY)
    const told = await Promise.all([escalateOverdue(ctx(dispatch)), escalateOverdue(ctx(dispatch))])
    expect(told.flat()).toHaveLength(1)
    await dispatch.deliver()
    expect(dispatch.mail.to(DESK)).toHaveLength(1)
    expect(dispatch.mail.to(BOB)).toHaveLength(1)
    dispatch.clock.advance(MINUTE)
    expect(await escalateOverdue({ ...ctx(dispatch), plan: DEFAULT_PLAN })).toEqual([])
  })
})
