import { expect, test } from 'vitest'
import { findMaintenance } from '../../../db/maintenance/maintenances.ts'
import type { ActionContext } from '../../../server/actions/context.ts'
import { climbLadder } from '../../../server/actions/ladder/climb-ladder.ts'
import { changeMaintenance } from '../../../server/actions/maintenance/change-maintenance.ts'
import { postMaintenanceUpdate } from '../../../server/actions/maintenance/post-maintenance-update.ts'
import { DEFAULT_PLAN } from '../../../server/domain/plan/plan.ts'
import type { Instant } from '../../../server/domain/vocabulary.ts'
import { actionContext } from '../../support/app/actions.ts'
import {
  END_OF_WINDOW,
  NOVEMBER,
  RELEASE,
  RELEASE_STARTS,
  START_OF_WINDOW,
  say,
  scheduled,
  tick,
  WEEK_BEFORE,
  withProgrammes,
} from '../../support/app/maintenance.ts'
import { hours, instant, minutes } from '../../support/clock.ts'
import { onEachDatabase, openShared } from '../../support/database.ts'
import { type TestDispatcher, testDispatcher } from '../../support/dispatch/dispatcher.ts'
import { ALICE, ROSA } from '../../support/people.ts'
import { accepted } from '../../support/result.ts'

const DESK = 'desk@northline.example'
const plan = { ...DEFAULT_PLAN, staff: { leads: [], desk: [DESK] } }
const EXTENDED = END_OF_WINDOW + hours(2)

onEachDatabase('a window that does not end as planned', (fresh, freshFile) => {
  /** Alice follows everything; the night of November has been announced, and has begun. */
  async function begun(): Promise<TestDispatcher> {
    const dispatch = await testDispatcher((await fresh()).db)
    await withProgrammes(dispatch.db)
    await dispatch.followByMail(ALICE)
    for (const now of [WEEK_BEFORE, START_OF_WINDOW]) await at(dispatch, now)
    return dispatch
  }
  const clockwork = (db: ActionContext['db'], now: Instant): ActionContext => ({ db, plan, actor: ROSA, now })
  /** The clock strikes, and whoever is to hear of it is told. */
  async function at(dispatch: TestDispatcher, now: Instant): Promise<void> {
    dispatch.clock.set(now)
    await tick(dispatch.db, now)
    await climbLadder(clockwork(dispatch.db, now))
    await dispatch.deliver()
  }
  const about = (dispatch: TestDispatcher, who: string) =>
    dispatch.mail.to(who).filter((mail) => mail.text.includes(NOVEMBER))
  const heard = (dispatch: TestDispatcher) => about(dispatch, ALICE).map((mail) => mail.text.split('\n')[2])
  const extend = async (dispatch: TestDispatcher, now: Instant) =>
    accepted(
      await changeMaintenance(actionContext(dispatch.db, ROSA, now), NOVEMBER, {
        endsAt: EXTENDED,
        acceptConflicts: false,
      }),
    )
  const complete = async (dispatch: TestDispatcher, now: Instant) =>
    accepted(await postMaintenanceUpdate(actionContext(dispatch.db, ROSA, now), NOVEMBER, say('Done.', 'completed')))

  test('is told to its followers at the planned end, once, and its end with the real time beside the planned one', async () => {
    const dispatch = await begun()
    await at(dispatch, END_OF_WINDOW - 1)
    expect(heard(dispatch)).toEqual(['Maintenance is announced', 'Maintenance has started'])
    for (const late of [0, 1, minutes(1), hours(2)]) await at(dispatch, END_OF_WINDOW + late)
    expect(heard(dispatch).slice(2)).toEqual(['Maintenance takes longer than planned'])
    expect(about(dispatch, ALICE)[2]?.text).toContain('It was planned for: Fri 20 Nov 2026, 22:00 → Sat 04:00 MST')
    expect(await findMaintenance(dispatch.db, NOVEMBER)).toMatchObject({ state: 'in_progress', endedAt: null })
    await complete(dispatch, END_OF_WINDOW + hours(3) + minutes(1))
    await dispatch.deliver()
    expect(about(dispatch, ALICE)[3]?.text).toContain(`Maintenance is completed
It took place: Fri 20 Nov 2026, 22:00 → Sat 07:01 MST
It was planned for: Fri 20 Nov 2026, 22:00 → Sat 04:00 MST

Done.`)
  })

  test('is told again for each end that staff set and do not keep, and not for one that they keep', async () => {
    const dispatch = await begun()
    await at(dispatch, END_OF_WINDOW)
    await extend(dispatch, END_OF_WINDOW + minutes(10))
    for (const now of [END_OF_WINDOW + minutes(11), EXTENDED - 1, EXTENDED, EXTENDED + minutes(1)])
      await at(dispatch, now)
    expect(heard(dispatch).slice(2)).toEqual([
      'Maintenance takes longer than planned',
      'Maintenance takes longer',
      'Maintenance takes longer than planned',
    ])
    const prompt = await begun()
    await complete(prompt, END_OF_WINDOW - minutes(1))
    await at(prompt, END_OF_WINDOW + minutes(1))
    expect(heard(prompt).slice(2)).toEqual(['Maintenance is completed'])
  })

  test('by seconds is told as what staff then say of it: that it is over, or until when it takes', async () => {
    const [over, extended] = [await begun(), await begun()]
    await complete(over, END_OF_WINDOW + 1000)
    await extend(extended, END_OF_WINDOW + 1000)
    for (const dispatch of [over, extended]) await at(dispatch, END_OF_WINDOW + 2000)
    expect([over, extended].map((dispatch) => heard(dispatch).slice(2))).toEqual([
      ['Maintenance is completed'],
      ['Maintenance takes longer'],
    ])
  })

  test('is told its end, as was said, also where no notice of the end was promised', async () => {
    const dispatch = await testDispatcher((await fresh()).db)
    await withProgrammes(dispatch.db)
    await dispatch.followByMail(ALICE)
    const word = (now: Instant, body: string, state: 'verifying' | 'completed') =>
      postMaintenanceUpdate(actionContext(dispatch.db, ROSA, now), RELEASE, { body, state, notify: false })
    for (const now of [RELEASE_STARTS - hours(24), RELEASE_STARTS]) await at(dispatch, now)
    accepted(await word(RELEASE_STARTS + hours(1), 'Checking.', 'verifying'))
    await at(dispatch, RELEASE_STARTS + hours(2))
    accepted(await word(RELEASE_STARTS + hours(3), 'All is well.', 'completed'))
    await dispatch.deliver()
    const release = dispatch.mail.to(ALICE).filter((mail) => mail.text.includes(RELEASE))
    expect(release.map((mail) => mail.text.split('\n')[2])).toEqual([
      'Maintenance is announced',
      'Maintenance takes longer than planned',
      'Maintenance is completed',
    ])
  })

  test('is told to the desk a quarter of an hour before its planned end, and at it, once each', async () => {
    const dispatch = await begun()
    await at(dispatch, END_OF_WINDOW - minutes(15) - 1)
    const ends = () => about(dispatch, DESK).filter(({ subject }) => subject?.startsWith('End of maintenance'))
    expect(ends()).toEqual([])
    for (const early of [15, 14, 1]) await at(dispatch, END_OF_WINDOW - minutes(early))
    expect(ends().map(({ subject }) => subject)).toEqual(['End of maintenance due by 04:00 MST – Monthly maintenance'])
    await at(dispatch, END_OF_WINDOW)
    expect(ends()).toHaveLength(2)
  })

  test('is told to the desk with what its followers were told last, also where nobody wrote a text', async () => {
    const dispatch = await begun()
    const last = () => about(dispatch, DESK).at(-1)
    await at(dispatch, END_OF_WINDOW - minutes(15))
    const window = 'Fri 20 Nov 2026, 22:00 → Sat 04:00 MST'
    expect(last()?.text).toContain(
      `The last public text, Fri 20 Nov 2026, 22:00 MST:\nThe maintenance has begun.\n\n${window}`,
    )
    expect(last()?.html).toContain('The maintenance has begun.')
    await at(dispatch, END_OF_WINDOW)
    expect(last()?.text).toContain('The maintenance takes longer than planned. We tell you')
  })

  test('is told to the desk anew when its end is set anew, and no more once it is over', async () => {
    const dispatch = await begun()
    for (const now of [END_OF_WINDOW - minutes(15), END_OF_WINDOW]) await at(dispatch, now)
    await extend(dispatch, END_OF_WINDOW + minutes(1))
    for (const early of [90, 15, 10]) await at(dispatch, EXTENDED - minutes(early))
    const ends = () => about(dispatch, DESK).filter(({ subject }) => subject?.startsWith('End of maintenance'))
    expect(ends()).toHaveLength(3)
    await complete(dispatch, EXTENDED - minutes(5))
    await at(dispatch, EXTENDED)
    expect(ends()).toHaveLength(3)
  })

  test('is nobody’s business where the clock ends it, and the desk’s alone where nobody was told', async () => {
    const dispatch = await testDispatcher((await fresh()).db)
    await withProgrammes(dispatch.db)
    await dispatch.followByMail(ALICE)
    const times = { startsAt: instant('2026-11-12T06:30:00Z'), endsAt: instant('2026-11-12T08:00:00Z') }
    await scheduled(dispatch.db, { ...times, endsBy: 'clock', title: 'By the clock', platforms: ['fax'] })
    const silent = await scheduled(dispatch.db, { ...times, notify: false, title: 'On the page' })
    const ends = times.endsAt
    for (const now of [times.startsAt, ends - minutes(15), ends, ends + minutes(10)]) await at(dispatch, now)
    const subjects = (who: string) => dispatch.mail.to(who).map((mail) => mail.subject)
    expect(subjects(DESK)).toEqual([
      'End of maintenance due by 01:00 MST – On the page',
      'End of maintenance overdue since 01:00 MST – On the page',
    ])
    expect(dispatch.mail.to(ALICE).filter((mail) => mail.text.includes(silent))).toEqual([])
    expect(dispatch.mail.to(ALICE).some((mail) => mail.text.includes('takes longer'))).toBe(false)
  })

  test('is told once to each by two processes that look at the same time, also after a start anew', async () => {
    const { db, location } = await freshFile()
    await withProgrammes(db)
    await tick(db, WEEK_BEFORE)
    const others = [openShared(location), openShared(location)]
    const look = async (now: Instant) => {
      await Promise.all([db, ...others].map((each) => tick(each, now)))
      await Promise.all([db, ...others].map((each) => climbLadder(clockwork(each, now))))
    }
    try {
      for (const now of [START_OF_WINDOW, END_OF_WINDOW - minutes(15), END_OF_WINDOW, END_OF_WINDOW]) await look(now)
    } finally {
      for (const other of others) await other.destroy()
    }
    const again = openShared(location)
    try {
      expect(await tick(again, END_OF_WINDOW + minutes(2))).toEqual([])
      expect(await climbLadder(clockwork(again, END_OF_WINDOW + minutes(2)))).toEqual([])
    } finally {
      await again.destroy()
    }
    const events = await db
      .selectFrom('events')
      .select('kind')
      .where((e) => e.or([e('maintenance_id', '=', NOVEMBER), e('kind', '=', 'staff.owed')]))
      .execute()
    expect(events.map(({ kind }) => kind).sort()).toEqual([
      ...['maintenance.announced', 'maintenance.overrun', 'maintenance.started', 'staff.owed', 'staff.owed'],
    ])
  })
})
