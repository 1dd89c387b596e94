import { expect, test } from 'vitest'
import { findMaintenance } from '../../../db/maintenance/maintenances.ts'
import { noticesOf } from '../../../db/maintenance/notices.ts'
import { changeMaintenance } from '../../../server/actions/maintenance/change-maintenance.ts'
import { postMaintenanceUpdate } from '../../../server/actions/maintenance/post-maintenance-update.ts'
import { noticeStanding } from '../../../server/domain/maintenance/notice-plan.ts'
import { actionContext } from '../../support/app/actions.ts'
import {
  END_OF_WINDOW,
  NOVEMBER,
  noticeOutcomes,
  RELEASE,
  RELEASE_STARTS,
  START_OF_WINDOW,
  scheduled,
  tick,
  told,
  toldInShort,
  WEEK_BEFORE,
  withProgrammes,
  workItems,
} from '../../support/app/maintenance.ts'
import { hours, minutes, START } from '../../support/clock.ts'
import { onEachDatabase, openShared } from '../../support/database.ts'
import { ROSA } from '../../support/people.ts'
import { accepted } from '../../support/result.ts'

const about = (id: string) => (line: string) => line.startsWith(id)

onEachDatabase('the maintenance clock', (fresh, freshFile) => {
  const start = async () => withProgrammes((await fresh()).db)
  const november = async (db: Parameters<typeof toldInShort>[0]) => (await toldInShort(db)).filter(about(NOVEMBER))

  test('tells each notice when it was promised, and never again', async () => {
    const db = await start()
    for (let now = START; now < END_OF_WINDOW + hours(30); now += hours(2)) await tick(db, now)
    expect(await toldInShort(db)).toEqual([
      `${NOVEMBER} announced`,
      `${RELEASE} announced`,
      `${NOVEMBER} started`,
      `${NOVEMBER} overrun`,
    ])
    expect(await noticesOf(db, NOVEMBER)).toMatchObject([
      { key: 'P7D', dueAt: WEEK_BEFORE, toldAt: WEEK_BEFORE, outcome: 'told' },
      { key: 'start', dueAt: START_OF_WINDOW, toldAt: START_OF_WINDOW, outcome: 'told' },
      { key: 'end', dueAt: END_OF_WINDOW, toldAt: null, outcome: 'pending' },
    ])
    expect(await findMaintenance(db, NOVEMBER)).toMatchObject({ state: 'in_progress', beganAt: START_OF_WINDOW })
    expect(await findMaintenance(db, RELEASE)).toMatchObject({ state: 'completed', endedAt: RELEASE_STARTS + hours(2) })
  })

  test('does nothing at all while nothing is due', async () => {
    const db = await start()
    const before = await db.selectFrom('events').select('id').execute()
    expect(await tick(db, START)).toEqual([])
    expect(await tick(db, RELEASE_STARTS - hours(24) - 1)).not.toContain(expect.stringContaining(RELEASE))
    expect(
      await db.selectFrom('maintenances').select('id').where('programme_id', '=', 'connect-release').execute(),
    ).toEqual([])
    expect(before.length).toBeGreaterThan(0)
  })

  test('records a window of a page-only programme as it runs, and tells nobody', async () => {
    const db = await start()
    const friday = Date.UTC(2026, 10, 13, 7)
    expect(await tick(db, friday - 1)).toEqual([])
    expect(await tick(db, friday)).toEqual(['skype-certificate-2026-11-13 started'])
    expect(await tick(db, friday + minutes(30))).toEqual(['skype-certificate-2026-11-13 completed'])
    expect(await toldInShort(db)).toEqual([])
  })

  test('down when the week was due: told on return, with the day it really is', async () => {
    const db = await start()
    const late = WEEK_BEFORE + hours(50)
    await tick(db, late)
    await tick(db, late + minutes(1))
    expect(await november(db)).toEqual([`${NOVEMBER} announced`])
    const [notice] = (await told(db)).filter((n) => n.maintenanceId === NOVEMBER)
    expect(notice).toMatchObject({ startsAt: START_OF_WINDOW, at: late, afterwards: false })
    const [promise] = await noticesOf(db, NOVEMBER)
    expect(promise && noticeStanding(promise, late)).toBe('late')
  })

  test('down until the window had begun: never announced for the future, the start is told', async () => {
    const db = await start()
    await tick(db, START_OF_WINDOW + hours(1))
    expect(await november(db)).toEqual([`${NOVEMBER} started`])
    expect(await noticeOutcomes(db, NOVEMBER)).toEqual(['P7D missed', 'start told', 'end pending'])
    expect((await told(db)).find((n) => n.maintenanceId === NOVEMBER)).toMatchObject({ afterwards: true })
  })

  test('down until the window was to be over: no start is told, but that it takes longer; its end is owed', async () => {
    const db = await start()
    await tick(db, WEEK_BEFORE)
    const owed = await workItems(db, END_OF_WINDOW + hours(3))
    expect(await november(db)).toEqual([`${NOVEMBER} announced`, `${NOVEMBER} overrun`])
    expect(await noticeOutcomes(db, NOVEMBER)).toEqual(['P7D told', 'start missed', 'end pending'])
    expect(owed).toMatchObject([{ kind: 'end', object: { id: NOVEMBER }, dueAt: END_OF_WINDOW, standing: 'overdue' }])
  })

  test('down for a whole window that ends by the clock: its past is recorded, and nobody told of it', async () => {
    const db = await start()
    const steps = await tick(db, RELEASE_STARTS + hours(3))
    expect(steps.filter(about(RELEASE))).toEqual([`${RELEASE} started`, `${RELEASE} completed`])
    expect((await toldInShort(db)).filter(about(RELEASE))).toEqual([])
    expect(await noticeOutcomes(db, RELEASE)).toEqual(['PT24H missed'])
  })

  test('an end that the clock tells is told on return within a day, and not later', async () => {
    const db = await start()
    const soon = await scheduled(db, { impact: 'none' })
    const [begins, ends] = [Date.UTC(2026, 10, 24, 6, 30), Date.UTC(2026, 10, 24, 8)]
    const later = await scheduled(db, { impact: 'none', platforms: ['fax'] })
    await tick(db, begins)
    accepted(
      await changeMaintenance(actionContext(db, ROSA, begins), later, {
        endsAt: ends - hours(1),
        acceptConflicts: false,
      }),
    )
    await tick(db, ends + hours(23) + minutes(30))
    expect(await toldInShort(db)).toContain(`${soon} completed`)
    expect(await toldInShort(db)).not.toContain(`${later} completed`)
    expect(await noticeOutcomes(db, later)).toContain('end missed')
  })

  test('several notices that fell due together are one message', async () => {
    const db = await start()
    await db
      .updateTable('programmes')
      .where('id', '=', 'monthly')
      .set({ notices: JSON.stringify({ before: ['P7D', 'PT24H'], atOnce: false, start: true, end: true }) })
      .execute()
    await tick(db, START_OF_WINDOW - hours(2))
    expect(await november(db)).toEqual([`${NOVEMBER} announced`])
    expect(await noticeOutcomes(db, NOVEMBER)).toEqual(['P7D told', 'PT24H told', 'start pending', 'end pending'])
  })

  test('a clock that steps back tells nothing twice', async () => {
    const db = await start()
    for (const now of [WEEK_BEFORE, WEEK_BEFORE - hours(3), WEEK_BEFORE, START_OF_WINDOW, WEEK_BEFORE])
      await tick(db, now)
    await tick(db, START_OF_WINDOW)
    expect(await november(db)).toEqual([`${NOVEMBER} announced`, `${NOVEMBER} started`])
  })

  test('a clock that leaps years ahead catches up once', async () => {
    const db = await start()
    const steps = await tick(db, Date.UTC(2028, 10, 10, 15))
    expect(steps.filter((step) => step.includes('told')).every((step) => !step.includes('2026'))).toBe(true)
    expect(await tick(db, Date.UTC(2028, 10, 10, 15))).toEqual([])
    const weeks = await db
      .selectFrom('maintenances')
      .select('id')
      .where('programme_id', '=', 'skype-certificate')
      .execute()
    expect(weeks).toHaveLength(105)
  })

  test('a hand quicker than the clock loses nothing of what it had to catch up', async () => {
    const db = await start()
    const [id, now] = ['skype-certificate-2026-11-27', Date.UTC(2026, 10, 27, 7, 10)]
    accepted(await postMaintenanceUpdate(actionContext(db, ROSA, now), id, { body: 'Under way.', notify: false }))
    await tick(db, now)
    const weeks = await db
      .selectFrom('maintenances')
      .select(['id', 'state'])
      .where('id', 'like', 'skype%')
      .orderBy('id')
      .execute()
    expect(weeks.map(({ id, state }) => `${id.slice(-5)} ${state}`)).toEqual([
      '11-13 completed',
      '11-20 completed',
      '11-27 in_progress',
    ])
  })

  test('two processes at once tell each notice once', async () => {
    const { db, location } = await freshFile()
    await withProgrammes(db)
    const other = openShared(location ?? expect.fail('a database that two can open'))
    try {
      for (const now of [WEEK_BEFORE, START_OF_WINDOW, END_OF_WINDOW]) {
        await Promise.all([tick(db, now), tick(other, now), tick(db, now), tick(other, now)])
      }
    } finally {
      await other.destroy()
    }
    expect(await november(db)).toEqual([`${NOVEMBER} announced`, `${NOVEMBER} started`, `${NOVEMBER} overrun`])
    const updates = db.selectFrom('maintenance_updates').select('news').where('maintenance_id', '=', NOVEMBER)
    expect(await updates.execute()).toHaveLength(3)
  })

  test('missing details are asked for three days before the notice, which goes out with the standard text', async () => {
    const db = await start()
    const missing = async (now: number) => (await workItems(db, now)).filter((item) => item.kind === 'details')
    expect(await missing(WEEK_BEFORE - hours(73))).toEqual([])
    expect(await missing(WEEK_BEFORE - hours(72))).toMatchObject([
      { object: { id: NOVEMBER }, dueAt: WEEK_BEFORE, standing: 'due_soon' },
    ])
    expect(await missing(WEEK_BEFORE + 1)).toMatchObject([{ object: { id: NOVEMBER }, standing: 'overdue' }])
    expect((await told(db))[0]).toMatchObject({
      description: 'Updates and security fixes are installed on our platforms.',
      reason: 'Regular updates keep the service secure and reliable.',
    })
    const change = { description: 'The media servers are updated.', acceptConflicts: false }
    accepted(await changeMaintenance(actionContext(db, ROSA, WEEK_BEFORE + 2), NOVEMBER, change))
    expect(await missing(WEEK_BEFORE + 3)).toEqual([])
    expect(await november(db)).toEqual([`${NOVEMBER} announced`, `${NOVEMBER} changed`])
  })

  test('details given in time are in the notice', async () => {
    const db = await start()
    const change = { description: 'The media servers are updated.', title: 'Media servers', acceptConflicts: false }
    accepted(await changeMaintenance(actionContext(db), NOVEMBER, change))
    await tick(db, WEEK_BEFORE)
    expect(await told(db)).toMatchObject([
      {
        maintenanceId: NOVEMBER,
        news: 'announced',
        sequence: 1,
        title: 'Media servers',
        description: 'The media servers are updated.',
        platforms: [
          { id: 'trunks', name: 'TRUNKS' },
          { id: 'fax', name: 'FAX' },
        ],
        startsAt: START_OF_WINDOW,
        endsAt: END_OF_WINDOW,
        zone: 'America/Denver',
        programme: { id: 'monthly', title: 'Monthly maintenance' },
      },
    ])
  })

  test('a window that is verified ends by hand, and is on the worklist when it overruns', async () => {
    const db = await start()
    await tick(db, START_OF_WINDOW)
    const word = { body: 'Checking calls.', state: 'verifying', notify: true } as const
    accepted(await postMaintenanceUpdate(actionContext(db, ROSA, END_OF_WINDOW - minutes(10)), NOVEMBER, word))
    expect(await workItems(db, END_OF_WINDOW - minutes(10))).toMatchObject([{ kind: 'end', standing: 'due_soon' }])
    expect(await tick(db, END_OF_WINDOW + minutes(1))).toEqual([`${NOVEMBER} overrun told`])
    const done = { body: 'Done.', state: 'completed', notify: true } as const
    accepted(await postMaintenanceUpdate(actionContext(db, ROSA, END_OF_WINDOW + minutes(20)), NOVEMBER, done))
    const end = (await noticesOf(db, NOVEMBER)).find((promise) => promise.key === 'end')
    expect(end && noticeStanding(end, END_OF_WINDOW + hours(1))).toBe('kept')
  })
})
