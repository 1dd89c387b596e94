import { expect, test } from 'vitest'
import type { ActionContext } from '../../server/actions/context.ts'
import { noteContact } from '../../server/actions/incident/note-contact.ts'
import { publishPostmortem } from '../../server/actions/incident/publish-postmortem.ts'
import { escalateOverdue } from '../../server/actions/staff/escalate-overdue.ts'
import { DEFAULT_PLAN } from '../../server/domain/plan/plan.ts'
import { DAY, MINUTE } from '../../server/domain/vocabulary.ts'
import { instant } from '../support/clock.ts'
import { onEachDatabase } from '../support/database.ts'
import { type Newsroom, openNewsroom } from '../support/dispatch/dispatcher.ts'
import { BOB, ROSA } from '../support/people.ts'
import { accepted } from '../support/result.ts'

const DESK = 'desk@northline.example'
const plan = { ...DEFAULT_PLAN, staff: { leads: [], desk: [DESK] } }

onEachDatabase('the desk is chased', (fresh) => {
  const open = async () => openNewsroom((await fresh()).db)
  const ctx = ({ db, clock }: Newsroom): ActionContext => ({ db, plan, actor: ROSA, now: clock() })
  /** The clock that runs beside the server, at a wall time in Denver. */
  async function chasedAt(room: Newsroom, wall: string): Promise<(string | undefined)[]> {
    room.clock.set(instant(`${wall}-07:00`))
    await escalateOverdue(ctx(room))
    await room.tell()
    return room.mail.to(DESK).map((mail) => mail.subject)
  }

  test('once, two business days after customers were asked and did not answer', async () => {
    const room = await open()
    room.clock.set(instant('2026-11-12T16:00:00-07:00'))
    const id = await room.post()
    accepted(await noteContact(ctx(room), id, { what: 'asked' }))
    expect(await chasedAt(room, '2026-11-16T15:59:59')).toEqual([])
    expect(await chasedAt(room, '2026-11-16T16:00:00')).toEqual(['No answer from the customers: Calls to Denver fail'])
    expect(await chasedAt(room, '2026-11-19T09:00:00')).toHaveLength(1)
    expect(room.mail.to(DESK)[0]?.text).toContain('Nobody has answered since Thu 12 Nov 2026, 16:00 MST.')
    expect(room.mail.to(DESK)[0]?.text).toContain('Nothing is closed by itself.')
    const { phase } = await room.db.selectFrom('incidents').select('phase').executeTakeFirstOrThrow()
    expect(phase).toBe('investigating')
  })

  test('again for a new question, and not for one that was answered', async () => {
    const room = await open()
    room.clock.set(instant('2026-11-09T09:00:00-07:00'))
    const id = await room.post()
    accepted(await noteContact(ctx(room), id, { what: 'asked' }))
    expect(await chasedAt(room, '2026-11-11T09:00:00')).toHaveLength(1)
    accepted(await noteContact(ctx(room), id, { what: 'answered' }))
    expect(await chasedAt(room, '2026-11-18T09:00:00')).toHaveLength(1)
    accepted(await noteContact(ctx(room), id, { what: 'asked' }))
    expect(await chasedAt(room, '2026-11-20T08:59:00')).toHaveLength(1)
    expect(await chasedAt(room, '2026-11-20T09:00:00')).toHaveLength(2)
  })

  test('once, when the report on a P1G is overdue, and never when it is there', async () => {
    const room = await open()
    room.clock.set(instant('2026-11-09T09:00:00-07:00'))
    const [owed, kept] = [await room.post({ priority: 'P1G' }), await room.post({ priority: 'P1G', title: 'Fax down' })]
    for (const id of [owed, kept]) await room.update(id, { body: 'Over.', phase: 'resolved' })
    accepted(await publishPostmortem(ctx(room), kept, { body: 'A fibre was cut.', notify: false }))
    expect(await chasedAt(room, '2026-11-16T09:00:00')).toEqual([])
    expect(await chasedAt(room, '2026-11-16T09:00:01')).toEqual(['Reason for outage is overdue: Calls to Denver fail'])
    expect(await chasedAt(room, '2026-12-16T09:00:01')).toHaveLength(1)
    expect(room.mail.to(DESK)[0]?.text).toContain('The report on the cause was due by 09:00 MST.')
  })

  test('by mails that nobody else gets, and that come from one process alone', async () => {
    const room = await open()
    await room.followByMail(BOB)
    await room.post()
    await room.db.updateTable('incidents').set({ asked_at: room.clock() }).execute()
    await room.tell()
    room.clock.advance(9 * DAY)
    const told = await Promise.all([escalateOverdue(ctx(room)), escalateOverdue(ctx(room))])
    expect(told.flat()).toHaveLength(1)
    await room.tell()
    expect(room.mail.to(DESK)).toHaveLength(1)
    expect(room.mail.to(BOB)).toHaveLength(1)
    room.clock.advance(MINUTE)
    expect(await escalateOverdue({ ...ctx(room), plan: DEFAULT_PLAN })).toEqual([])
  })
})
