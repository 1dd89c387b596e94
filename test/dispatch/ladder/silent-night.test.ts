import { expect, test } from 'vitest'
import { postUpdate } from '../../../server/actions/incident/post-update.ts'
import { climbLadder } from '../../../server/actions/ladder/climb-ladder.ts'
import { passOn } from '../../../server/actions/ladder/pass-on.ts'
import type { Team } from '../../../server/domain/ladder/duty.ts'
import { DEFAULT_PLAN, type Plan } from '../../../server/domain/plan/plan.ts'
import { type Instant, MINUTE } from '../../../server/domain/vocabulary.ts'
import { news } from '../../support/app/actions.ts'
import { instant } from '../../support/clock.ts'
import { onEachDatabase } from '../../support/database.ts'
import { type TestDispatcher, testDispatcher } from '../../support/dispatch/dispatcher.ts'
import { BOB, ROSA } from '../../support/people.ts'
import { accepted } from '../../support/result.ts'

const NIGHTS = [
  { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '17:00', to: '08:00' },
  { days: ['sat', 'sun'], from: '00:00', to: '24:00' },
] as const
const DAYS = [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:00', to: '17:00' }] as const

const team = (role: string, name: string, hours: Team['hours'] = 'always'): Team => ({
  ...{ role, title: null, people: [{ name, email: `${name}@northline.example`, away: [] }], standIns: [] },
  ...{ families: role === 'support manager' ? ['Voice'] : [], hours, onHolidays: 'open' },
})

const PLAN: Plan = {
  ...DEFAULT_PLAN,
  zone: 'America/Denver',
  holidays: ['2027-01-01'],
  postmortem: { businessDays: 1 },
  teams: [
    team('desk', 'desk'),
    team('duty lead', 'night-lead', NIGHTS),
    team('duty lead', 'day-lead', DAYS),
    team('support manager', 'manager'),
    team('vice-president', 'vice'),
    team('chief executive', 'chief'),
  ],
}

/** "23:35 desk": when a mail arrived in Denver, and at whom; and what it says. */
interface Arrived {
  at: string
  subject: string
  text: string
}

/** Two instances that look in turn, every few seconds; and the mails of staff with the moment at which they came. */
async function night(dispatch: TestDispatcher, opens: string) {
  const { clock, db, mail } = dispatch
  clock.set(instant(opens))
  const dispatchers = [dispatch.dispatcher(), dispatch.dispatcher()]
  const arrived: Arrived[] = []
  let seen = 0
  let turn = 0
  const look = async () => {
    turn += 1
    const ctx = { db, plan: PLAN, actor: { name: 'clock', role: 'admin' }, now: clock() } as const
    const told = [...(await climbLadder(ctx)), ...(await passOn(ctx))]
    if (told.length > 0) await dispatchers[turn % 2]?.runUntilIdle()
    for (const { to, subject, text } of mail.accepted.slice(seen)) {
      const local = Temporal.Instant.fromEpochMilliseconds(clock()).toZonedDateTimeISO(PLAN.zone)
      const who = [to].flat().join().split('@')[0]
      arrived.push({ at: `${local.toPlainTime().toString().slice(0, 8)} ${who}`, subject, text })
    }
    seen = mail.accepted.length
  }
  const until = async (time: string | Instant, step = 10_000) => {
    for (const end = typeof time === 'string' ? instant(time) : time; clock() < end; ) {
      clock.set(Math.min(end, clock() + step))
      await look()
    }
  }
  const post = async (id: string, more = {}) =>
    accepted(
      await postUpdate({ db, plan: PLAN, actor: ROSA, now: clock() }, id, news('The carrier works on it.', more)),
    )
  const staff = () => arrived.filter(({ at }) => !at.endsWith(' bob'))
  return { until, post, staff, arrived: () => staff().map(({ at }) => at), look }
}

/** Is it at the moment given, or up to 15 s later? */
function inTime(arrived: string, moment: string, who: string): boolean {
  const [time = '', name] = arrived.split(' ')
  const late = Temporal.PlainTime.from(moment).until(time).total('seconds')
  return name === who && late >= 0 && late <= 15
}

onEachDatabase('a night on which nobody writes', (fresh) => {
  test('wakes one after the other, each once and at the moment, until a human posts at five', async () => {
    const dispatch = await testDispatcher((await fresh()).db)
    const { until, post, staff, arrived } = await night(dispatch, '2026-10-31T22:50:00-06:00')
    await dispatch.followByMail(BOB)
    const id = await dispatch.post({ priority: 'P1G', caseNumber: 'NL-7', body: 'All lines of Denver are down.' })
    for (const moment of ['10-31T23:35', '10-31T23:50', '11-01T00:05', '11-01T00:20', '11-01T00:50']) {
      const due = instant(`2026-${moment}:00-06:00`)
      await until(due - 10_000, 3 * MINUTE)
      await until(due + 20_000)
    }
    const CALLED = [
      ['23:35', 'desk'],
      ['23:50', 'night-lead'],
      ['00:05', 'manager'],
      ['00:20', 'vice'],
      ['00:50', 'chief'],
    ] as const
    expect(arrived()).toHaveLength(CALLED.length)
    CALLED.forEach(([moment, who], index) => {
      expect(inTime(arrived()[index] ?? '', moment, who), `${moment} ${who}: ${arrived()[index]}`).toBe(true)
    })
    for (const { subject, text } of staff()) {
      expect(subject).toContain('Calls to Denver fail')
      expect(`${subject} ${text}`).toContain('23:50')
      expect(text).toContain(`https://status.example/incidents/${id}/`)
    }
    const overdue = staff().map(({ subject }) => subject.includes('overdue'))
    expect([overdue[0], ...overdue.slice(2)]).toEqual([false, true, true, true])

    // Nobody is left to wake, through the hour that comes twice.
    await until('2026-11-01T05:00:00-07:00', 5 * MINUTE)
    expect(arrived()).toHaveLength(CALLED.length)
    await post(id)
    await until('2026-11-01T05:44:50-07:00', 5 * MINUTE)
    expect(arrived()).toHaveLength(CALLED.length)
    await until('2026-11-01T05:45:20-07:00')
    expect(arrived()).toHaveLength(CALLED.length + 1)
    expect(inTime(arrived().at(-1) ?? '', '05:45', 'desk')).toBe(true)
    await post(id, { phase: 'resolved', caseStatus: 'closed' })
    await until('2026-11-01T09:00:00-07:00', 5 * MINUTE)
    expect(arrived()).toHaveLength(CALLED.length + 1)
  })

  test('is climbed through the hour that comes twice', async () => {
    const dispatch = await testDispatcher((await fresh()).db)
    const { until, arrived } = await night(dispatch, '2026-11-01T00:55:00-06:00')
    await dispatch.post({ priority: 'P1G', caseNumber: 'NL-7' })
    for (const [from, to] of [
      ['2026-11-01T01:39:50-06:00', '2026-11-01T01:40:10-06:00'],
      ['2026-11-01T01:54:50-06:00', '2026-11-01T01:55:10-06:00'],
      ['2026-11-01T01:09:50-07:00', '2026-11-01T01:10:10-07:00'],
      ['2026-11-01T01:24:50-07:00', '2026-11-01T01:25:10-07:00'],
      ['2026-11-01T01:54:50-07:00', '2026-11-01T01:55:10-07:00'],
    ] as const) {
      await until(from, 5 * MINUTE)
      await until(to, 5_000)
    }
    expect(arrived()).toEqual([
      '01:40:00 desk',
      '01:55:00 night-lead',
      '01:10:00 manager',
      '01:25:00 vice',
      '01:55:00 chief',
    ])
  })

  test('of New Year’s Eve leaves the report for the next business day, and wakes nobody before', async () => {
    const dispatch = await testDispatcher((await fresh()).db)
    const { until, post, staff, arrived } = await night(dispatch, '2026-12-31T22:50:00-07:00')
    const id = await dispatch.post({ priority: 'P1G', caseNumber: 'NL-7' })
    await until('2026-12-31T23:20:00-07:00', 5 * MINUTE)
    await post(id, { phase: 'resolved', caseStatus: 'closed' })
    const due: Instant = instant('2027-01-04T23:20:00-07:00')
    await until('2027-01-04T23:00:00-07:00', 60 * MINUTE)
    expect(arrived()).toEqual([])
    await until('2027-01-05T00:30:00-07:00', 5 * MINUTE)
    expect(arrived()).toEqual([
      '23:05:00 desk',
      '23:20:00 night-lead',
      '23:35:00 manager',
      '23:50:00 vice',
      '00:20:00 chief',
    ])
    expect(staff()[0]?.subject).toMatch(/report/i)
    expect(dispatch.clock()).toBeGreaterThan(due)
  })
})
