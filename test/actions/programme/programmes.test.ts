import { expect, test } from 'vitest'
import { maintenancesAround } from '../../../db/maintenance/maintenances.ts'
import { noticesOf } from '../../../db/maintenance/notices.ts'
import { listProgrammes } from '../../../db/maintenance/programmes.ts'
import type { Db } from '../../../db/schema/index.ts'
import { changeMaintenance } from '../../../server/actions/maintenance/change-maintenance.ts'
import { scheduleMaintenanceInput } from '../../../server/actions/maintenance/input.ts'
import { changeProgramme } from '../../../server/actions/programme/change-programme.ts'
import { createDefaultProgrammes } from '../../../server/actions/programme/create-default-programmes.ts'
import { createProgramme } from '../../../server/actions/programme/create-programme.ts'
import { changeProgrammeInput, createProgrammeInput } from '../../../server/actions/programme/input.ts'
import { calendar } from '../../../server/domain/maintenance/calendar.ts'
import { DAY } from '../../../server/domain/vocabulary.ts'
import { actionContext, auditTrail } from '../../support/app/actions.ts'
import {
  END_OF_WINDOW,
  NOVEMBER,
  START_OF_WINDOW,
  tick,
  told,
  toldInShort,
  WEEK_BEFORE,
  withProgrammes,
} from '../../support/app/maintenance.ts'
import { hours, instant, START } from '../../support/clock.ts'
import { onEachDatabase } from '../../support/database.ts'
import { ADA, ROSA } from '../../support/people.ts'
import { accepted, fieldsOf, refused } from '../../support/result.ts'

const SECOND_FRIDAY = { rule: 'FREQ=MONTHLY;BYDAY=2FR', anchor: '2026-01-09' }

/** What the page shows of a programme: "2026-11-20 planned 05:00Z". */
async function shown(db: Db, programmeId: string, from = START, days = 120): Promise<string[]> {
  const interval = { startsAt: from, endsAt: from + days * DAY }
  const windows = calendar(await listProgrammes(db), await maintenancesAround(db, interval), interval)
  return windows
    .filter((m) => m.programmeId === programmeId)
    .map((m) => `${m.id} ${m.state} ${new Date(m.startsAt).toISOString().slice(5, 16)}`)
}

onEachDatabase('a maintenance programme', (fresh) => {
  const freshWithProgrammes = async () => withProgrammes((await fresh()).db)

  test('shows a year of windows and stores none of them', async () => {
    const db = await freshWithProgrammes()
    expect(await shown(db, 'monthly', START, 366)).toHaveLength(12)
    expect(await shown(db, 'skype-certificate', START, 366)).toHaveLength(52)
    expect((await shown(db, 'connect-release'))[0]).toBe('connect-release-2026-11-17 planned 11-18T04:00')
    expect(await db.selectFrom('maintenances').select('id').execute()).toEqual([])
  })

  test('the defaults are added once', async () => {
    const db = await freshWithProgrammes()
    expect(accepted(await createDefaultProgrammes(actionContext(db, ADA), {}))).toEqual({ added: [] })
    expect((await auditTrail(db)).filter((entry) => entry.action === 'programme.create')).toHaveLength(3)
    expect(
      refused(
        await createProgramme(actionContext(db, ADA), { ...(await listProgrammes(db))[1], id: 'monthly' } as never),
      ),
    ).toMatchObject({
      code: 'programme_exists',
    })
  })

  test('what is on record stands in for its occurrence, also where it was moved away', async () => {
    const db = await freshWithProgrammes()
    const to = {
      startsAt: instant('2027-02-06T05:00:00Z'),
      endsAt: instant('2027-02-06T11:00:00Z'),
      acceptConflicts: false,
    }
    accepted(await changeMaintenance(actionContext(db), NOVEMBER, to))
    expect(await shown(db, 'monthly', START, 60)).toEqual(['monthly-2026-12-18 planned 12-19T05:00'])
    expect(await shown(db, 'monthly', START, 90)).toEqual([
      'monthly-2026-12-18 planned 12-19T05:00',
      'monthly-2027-01-15 planned 01-16T05:00',
      `${NOVEMBER} planned 02-06T05:00`,
    ])
  })

  test('a changed rule moves what nobody was told of, and never an announced window', async () => {
    const db = await freshWithProgrammes()
    await tick(db, WEEK_BEFORE)
    const december = { description: 'The media servers.', acceptConflicts: false }
    accepted(await changeMaintenance(actionContext(db), 'monthly-2026-12-18', december))
    const { keeping } = accepted(
      await changeProgramme(actionContext(db, ADA, WEEK_BEFORE + 1), 'monthly', { wallStart: '23:00' }),
    )
    expect(keeping).toEqual([NOVEMBER])
    expect(await shown(db, 'monthly', WEEK_BEFORE, 70)).toEqual([
      `${NOVEMBER} announced 11-21T05:00`,
      'monthly-2026-12-18 planned 12-19T06:00',
      'monthly-2027-01-15 planned 01-16T06:00',
    ])
    expect(
      (await noticesOf(db, 'monthly-2026-12-18')).map((p) => new Date(p.dueAt).toISOString().slice(0, 16)),
    ).toEqual(['2026-12-12T06:00', '2026-12-19T06:00', '2026-12-19T11:00'])
    expect(await toldInShort(db)).toHaveLength(1)
  })

  test('another day: announced and particular windows stay, and are named', async () => {
    const db = await freshWithProgrammes()
    await tick(db, WEEK_BEFORE)
    accepted(
      await changeMaintenance(actionContext(db), 'monthly-2026-12-18', {
        title: 'Media servers',
        acceptConflicts: false,
      }),
    )
    const { keeping } = accepted(
      await changeProgramme(actionContext(db, ADA, WEEK_BEFORE + 1), 'monthly', SECOND_FRIDAY),
    )
    expect(keeping).toEqual([NOVEMBER, 'monthly-2026-12-18'])
    expect(await shown(db, 'monthly', WEEK_BEFORE, 70)).toEqual([
      `${NOVEMBER} announced 11-21T05:00`,
      'monthly-2026-12-11 planned 12-12T05:00',
      'monthly-2026-12-18 planned 12-19T05:00',
      'monthly-2027-01-08 planned 01-09T05:00',
    ])
  })

  test('what was due under the old rule happens before it changes', async () => {
    const db = await freshWithProgrammes()
    accepted(await changeProgramme(actionContext(db, ADA, WEEK_BEFORE + hours(1)), 'monthly', SECOND_FRIDAY))
    expect((await told(db)).map((n) => [n.maintenanceId, n.startsAt])).toEqual([[NOVEMBER, START_OF_WINDOW]])
  })

  test('its past stays what it was', async () => {
    const db = await freshWithProgrammes()
    const friday = instant('2026-11-13T07:00:00Z')
    await tick(db, friday)
    await tick(db, friday + hours(1))
    accepted(
      await changeProgramme(actionContext(db, ADA, friday + DAY), 'skype-certificate', {
        rule: 'FREQ=WEEKLY;BYDAY=MO',
        anchor: '2026-01-05',
      }),
    )
    expect(await shown(db, 'skype-certificate', START, 8)).toEqual([
      'skype-certificate-2026-11-13 completed 11-13T07:00',
      'skype-certificate-2026-11-16 planned 11-16T07:00',
    ])
  })

  test('a text changed for the programme reaches every window that nobody was told of', async () => {
    const db = await freshWithProgrammes()
    await tick(db, WEEK_BEFORE)
    accepted(await changeProgramme(actionContext(db, ADA, WEEK_BEFORE + 1), 'monthly', { title: 'Third Friday' }))
    const interval = { startsAt: START, endsAt: START + 60 * DAY }
    const windows = calendar(await listProgrammes(db), await maintenancesAround(db, interval), interval)
    expect(windows.filter((m) => m.programmeId === 'monthly').map((m) => m.title)).toEqual([
      'Monthly maintenance',
      'Third Friday',
    ])
  })

  test('a freeze leaves windows out, warns of others, and announced ones stay', async () => {
    const db = await freshWithProgrammes()
    await tick(db, WEEK_BEFORE)
    const freezes = [{ from: '2026-11-15', until: '2027-01-03', reason: 'Year end' }]
    const { keeping } = accepted(await changeProgramme(actionContext(db, ADA, WEEK_BEFORE + 1), 'monthly', { freezes }))
    expect(keeping).toEqual([NOVEMBER])
    expect(await shown(db, 'monthly', WEEK_BEFORE, 70)).toEqual([
      `${NOVEMBER} announced 11-21T05:00`,
      'monthly-2027-01-15 planned 01-16T05:00',
    ])
    const into = { startsAt: START_OF_WINDOW + 14 * DAY, endsAt: END_OF_WINDOW + 14 * DAY }
    const moved = await changeMaintenance(actionContext(db, ROSA, WEEK_BEFORE + 2), NOVEMBER, {
      ...into,
      acceptConflicts: false,
    })
    expect(refused(moved).detail).toContain('"Monthly maintenance" is frozen from 2026-11-15 to 2027-01-03: Year end')
  })

  test('archived, it plans no more and its announced window still takes place', async () => {
    const db = await freshWithProgrammes()
    await tick(db, WEEK_BEFORE)
    accepted(await changeProgramme(actionContext(db, ADA, WEEK_BEFORE + 1), 'monthly', { archived: true }))
    expect(await shown(db, 'monthly', WEEK_BEFORE)).toEqual([`${NOVEMBER} announced 11-21T05:00`])
    await tick(db, START_OF_WINDOW)
    expect(await toldInShort(db)).toContain(`${NOVEMBER} started`)
  })

  test('a change that its rule forbids is refused', async () => {
    const db = await freshWithProgrammes()
    expect(
      Object.keys(fieldsOf(await changeProgramme(actionContext(db, ADA), 'monthly', { rule: 'FREQ=WEEKLY;BYDAY=MO' }))),
    ).toEqual(['/anchor'])
    expect(refused(await changeProgramme(actionContext(db, ADA), 'tea', { title: 'x' })).kind).toBe('not_found')
  })
})

test('the doors read what people write', () => {
  const programme = {
    id: 'backup',
    title: 'Backup',
    description: 'Backups are made.',
    reason: 'They are needed.',
    rule: 'FREQ=WEEKLY;BYDAY=SU',
    anchor: '2026-01-04',
    wallStart: '23:30',
    wallEnd: '00:30',
    platforms: [],
    impact: 'none',
    notices: { before: ['P1D'] },
  }
  expect(createProgrammeInput.parse(programme).notices).toEqual({
    before: ['P1D'],
    atOnce: false,
    start: false,
    end: false,
  })
  expect(createProgrammeInput.safeParse({ ...programme, wallStart: '24:00' }).success).toBe(false)
  expect(createProgrammeInput.safeParse({ ...programme, anchor: '2026-02-30' }).success).toBe(false)
  expect(createProgrammeInput.safeParse({ ...programme, anchor: '0001-01-01' }).success).toBe(false)
  expect(changeProgrammeInput.safeParse({}).success).toBe(false)
  expect(changeProgrammeInput.parse({ archived: true })).toEqual({ archived: true })
  const window = {
    title: 'x',
    startsAt: '2026-11-24T06:30:00Z',
    endsAt: '2026-11-24T01:00:00-07:00',
    platforms: ['trunks'],
  }
  expect(scheduleMaintenanceInput.parse(window)).toMatchObject({
    notify: true,
    acceptConflicts: false,
    endsAt: instant('2026-11-24T08:00:00Z'),
  })
})
