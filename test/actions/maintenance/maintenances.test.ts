import { expect, test } from 'vitest'
import { findMaintenance } from '../../../db/maintenance/maintenances.ts'
import { noticesOf } from '../../../db/maintenance/notices.ts'
import { changeMaintenance } from '../../../server/actions/maintenance/change-maintenance.ts'
import { postMaintenanceUpdate } from '../../../server/actions/maintenance/post-maintenance-update.ts'
import { scheduleMaintenance } from '../../../server/actions/maintenance/schedule-maintenance.ts'
import { noticeStanding } from '../../../server/domain/maintenance/notice-plan.ts'
import { DAY } from '../../../server/domain/vocabulary.ts'
import { actionContext, auditTrail } from '../../support/app/actions.ts'
import {
  END_OF_WINDOW,
  NOVEMBER,
  nightWindow,
  noticeOutcomes,
  START_OF_WINDOW,
  say,
  scheduled,
  tick,
  told,
  toldInShort,
  WEEK_BEFORE,
  withProgrammes,
} from '../../support/app/maintenance.ts'
import { hours, instant, minutes, START } from '../../support/clock.ts'
import { onEachDatabase } from '../../support/database.ts'
import { ROSA } from '../../support/people.ts'
import { accepted, fieldsOf, refused } from '../../support/result.ts'

const go = { acceptConflicts: false }
onEachDatabase('a maintenance', (fresh) => {
  const freshWithProgrammes = async () => withProgrammes((await fresh()).db)

  test('unscheduled: told at once, at the start and at the end', async () => {
    const db = await freshWithProgrammes()
    const id = await scheduled(db)
    expect(await findMaintenance(db, id)).toMatchObject({ state: 'announced', announcedAt: START, programmeId: null })
    await tick(db, instant('2026-11-24T06:30:00Z'))
    accepted(
      await postMaintenanceUpdate(
        actionContext(db, ROSA, instant('2026-11-24T07:30:00Z')),
        id,
        say('Done.', 'completed'),
      ),
    )
    expect((await toldInShort(db)).filter((line) => line.startsWith(id))).toEqual([
      `${id} announced`,
      `${id} started`,
      `${id} completed`,
    ])
    const promises = await noticesOf(db, id)
    expect(promises.map((p) => `${p.key} ${noticeStanding(p, START + 30 * DAY)}`)).toEqual([
      'at_once kept',
      'start kept',
      'end kept',
    ])
  })

  test('by day only with a reason; at night without', async () => {
    const db = await freshWithProgrammes()
    const noon = { startsAt: instant('2026-11-24T18:00:00Z'), endsAt: instant('2026-11-24T19:00:00Z') }
    expect(fieldsOf(await scheduleMaintenance(actionContext(db), nightWindow(noon)))).toEqual({
      '/reason': 'Unscheduled maintenance between 05:00 and 23:00 needs a reason.',
    })
    await scheduled(db, { ...noon, reason: 'The vendor works by day alone.' })
    const edge = { startsAt: instant('2026-11-25T06:00:00Z'), endsAt: instant('2026-11-25T12:00:00Z') }
    await scheduled(db, edge)
    const over = { ...edge, endsAt: edge.endsAt + 1 }
    expect(
      refused(await scheduleMaintenance(actionContext(db), nightWindow({ ...over, platforms: ['fax'] }))).code,
    ).toBe('invalid')
  })

  test('that cuts short the notice of its programme demands class and reason, and shows in the ledger', async () => {
    const db = await freshWithProgrammes()
    const times = { startsAt: START + 7 * DAY - hours(1) - minutes(10), endsAt: START + 7 * DAY }
    const soon = { ...times, programme: 'monthly' }
    expect(Object.keys(fieldsOf(await scheduleMaintenance(actionContext(db), nightWindow(soon))))).toEqual([
      '/shortNotice',
    ])
    const shortNotice = { class: 'urgent', reason: 'The disk fails.' } as const
    const id = await scheduled(db, { ...soon, shortNotice })
    expect(await told(db)).toMatchObject([{ maintenanceId: id, news: 'announced', shortNotice }])
    expect((await noticesOf(db, id)).map((p) => `${p.key} ${noticeStanding(p, START)}`)).toEqual([
      'at_once kept',
      'start ahead',
      'end ahead',
    ])
    expect(await tick(db, START + minutes(1))).toEqual([])
  })

  test('unscheduled and urgent is charged with no notice that nobody promised; a class and reason given are kept', async () => {
    const db = await freshWithProgrammes()
    const soon = { startsAt: START + hours(1), endsAt: START + hours(2), reason: 'A fault.' }
    const shortNotice = { class: 'urgent', reason: 'The disk fails.' } as const
    const bare = await scheduled(db, soon)
    const classed = await scheduled(db, { ...soon, platforms: ['fax'], shortNotice })
    const early = { startsAt: START + minutes(30), endsAt: START + hours(2), ...go }
    accepted(await changeMaintenance(actionContext(db, ROSA, START + 1), bare, early))
    expect(await noticeOutcomes(db, bare)).toEqual(['at_once told', 'start pending', 'start withdrawn', 'end pending'])
    const standings = (await noticesOf(db, classed)).map((p) => `${p.key} ${noticeStanding(p, START)}`)
    expect(standings).toEqual(['at_once kept', 'start ahead', 'end ahead'])
    expect((await told(db))[1]).toMatchObject({ maintenanceId: classed, shortNotice })
  })

  test('work that has begun, or is over, is told afterwards and marked so', async () => {
    const db = await freshWithProgrammes()
    const emergency = { shortNotice: { class: 'emergency', reason: 'Fire.' }, reason: 'Fire.' } as const
    const running = await scheduled(db, { startsAt: START - hours(1), endsAt: START + hours(1), ...emergency })
    const over = await scheduled(db, {
      startsAt: START - hours(5),
      endsAt: START - hours(4),
      platforms: ['fax'],
      ...emergency,
    })
    expect(await told(db)).toMatchObject([
      { maintenanceId: running, news: 'started', state: 'in_progress', afterwards: true },
      { maintenanceId: over, news: 'completed', state: 'completed', afterwards: true },
    ])
    expect(await noticeOutcomes(db, running)).toEqual(['end pending'])
    expect(await noticeOutcomes(db, over)).toEqual([])
    expect(await tick(db, START)).toEqual([])
  })

  test('on the page only when nobody is to be told', async () => {
    const db = await freshWithProgrammes()
    const id = await scheduled(db, { notify: false, impact: 'none' })
    await tick(db, instant('2026-11-24T06:30:00Z'))
    await tick(db, instant('2026-11-24T08:00:00Z'))
    expect(await findMaintenance(db, id)).toMatchObject({ state: 'completed', announcedAt: null })
    expect((await toldInShort(db)).filter((line) => line.startsWith(id))).toEqual([])
  })

  test('ends by the clock where staff said so', async () => {
    const db = await freshWithProgrammes()
    const id = await scheduled(db, { endsBy: 'clock' })
    await tick(db, instant('2026-11-24T06:30:00Z'))
    await tick(db, instant('2026-11-24T08:00:00Z'))
    expect(await toldInShort(db)).toEqual(
      [`${id} announced`, `${id} started`, `${id} completed`].map((line) => expect.stringContaining(line)),
    )
  })

  test('an extra window of a programme takes its texts, platforms and notices', async () => {
    const db = await freshWithProgrammes()
    const times = { startsAt: instant('2026-12-05T05:00:00Z'), endsAt: instant('2026-12-05T09:00:00Z') }
    const command = { ...times, programme: 'monthly', notify: true, ...go }
    const { id } = accepted(await scheduleMaintenance(actionContext(db), command))
    expect(await noticeOutcomes(db, id)).toEqual(['P7D pending', 'start pending', 'end pending'])
    await tick(db, times.startsAt - 7 * DAY)
    expect((await told(db)).find((n) => n.maintenanceId === id)).toMatchObject({
      news: 'announced',
      title: 'Monthly maintenance',
      platforms: [{ id: 'trunks' }, { id: 'fax' }],
    })
  })

  test('announced early by hand: its followers are reminded on the promised day all the same', async () => {
    const db = await freshWithProgrammes()
    accepted(await postMaintenanceUpdate(actionContext(db), NOVEMBER, say('Media servers this time.', 'announced')))
    expect(await noticeOutcomes(db, NOVEMBER)).toEqual(['P7D pending', 'start pending', 'end pending'])
    await tick(db, WEEK_BEFORE)
    expect((await toldInShort(db)).filter((line) => line.startsWith(NOVEMBER))).toEqual([
      `${NOVEMBER} announced`,
      `${NOVEMBER} reminded`,
    ])
    expect(refused(await postMaintenanceUpdate(actionContext(db), 'monthly-2026-12-18', say('Hello')))).toMatchObject({
      code: 'not_announced',
    })
  })

  test('its life by hand, with a follow-up note on what is new', async () => {
    const db = await freshWithProgrammes()
    await tick(db, WEEK_BEFORE)
    const at = (now: number) => actionContext(db, ROSA, now)
    expect(refused(await postMaintenanceUpdate(at(WEEK_BEFORE + 1), NOVEMBER, say('Now.', 'in_progress'))).code).toBe(
      'not_yet',
    )
    accepted(await postMaintenanceUpdate(at(START_OF_WINDOW), NOVEMBER, say('Half done.')))
    accepted(await postMaintenanceUpdate(at(START_OF_WINDOW + 1), NOVEMBER, say('Checking.', 'verifying')))
    accepted(await postMaintenanceUpdate(at(START_OF_WINDOW + 2), NOVEMBER, say('Once more.', 'in_progress')))
    accepted(
      await postMaintenanceUpdate(at(START_OF_WINDOW + 3), NOVEMBER, { ...say('Done.', 'completed'), notify: false }),
    )
    accepted(await postMaintenanceUpdate(at(END_OF_WINDOW + DAY), NOVEMBER, say('New: call recording.')))
    expect(refused(await postMaintenanceUpdate(at(END_OF_WINDOW + DAY), NOVEMBER, say('?', 'verifying'))).code).toBe(
      'maintenance_state',
    )
    expect(
      (await told(db)).filter((n) => n.maintenanceId === NOVEMBER).map((n) => [n.sequence, n.news, n.state]),
    ).toEqual([
      [1, 'announced', 'announced'],
      [2, 'started', 'in_progress'],
      [3, 'updated', 'in_progress'],
      [4, 'updated', 'verifying'],
      [5, 'updated', 'in_progress'],
      // Its end was promised, so it is told although nobody asked for it.
      [6, 'completed', 'completed'],
      [7, 'followed_up', 'completed'],
    ])
  })

  test('faults are named by field', async () => {
    const db = await freshWithProgrammes()
    const command = nightWindow({ title: undefined, platforms: ['tea', 'trunks', 'trunks'], endsAt: START })
    expect(Object.keys(fieldsOf(await scheduleMaintenance(actionContext(db), command)))).toEqual([
      '/title',
      '/platforms/0',
      '/platforms/2',
      '/endsAt',
    ])
    expect(fieldsOf(await scheduleMaintenance(actionContext(db), nightWindow({ programme: 'tea' })))).toHaveProperty(
      '/programme',
    )
    expect(refused(await changeMaintenance(actionContext(db), 'monthly-2026-11-19', { title: 'x', ...go })).kind).toBe(
      'not_found',
    )
  })

  test('a change that changes nothing leaves no trace', async () => {
    const db = await freshWithProgrammes()
    const id = await scheduled(db)
    const before = (await auditTrail(db)).length
    accepted(await changeMaintenance(actionContext(db), id, { title: 'New session border controller', ...go }))
    expect(await auditTrail(db)).toHaveLength(before)
  })

  test('the audit trail tells who did what, and what the clock did', async () => {
    const db = await freshWithProgrammes()
    const id = await scheduled(db)
    accepted(await changeMaintenance(actionContext(db), id, { impact: 'none', ...go }))
    await tick(db, instant('2026-11-24T06:30:00Z'))
    const about = (await auditTrail(db)).filter((entry) => entry.object === `maintenance/${id}`)
    expect(about.map(({ actor, action }) => `${actor}: ${action}`)).toEqual([
      'Rosa: maintenance.announced',
      'Rosa: maintenance.changed',
      'clock: maintenance.started',
    ])
    expect(about[1]?.detail).toMatchObject({ changes: { impact: { from: 'under_maintenance', to: 'none' } } })
  })
})
