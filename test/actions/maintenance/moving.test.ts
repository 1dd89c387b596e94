import { expect, test } from 'vitest'
import { findMaintenance } from '../../../db/maintenance/maintenances.ts'
import { noticesOf } from '../../../db/maintenance/notices.ts'
import type { Db } from '../../../db/schema/index.ts'
import { cancelMaintenance } from '../../../server/actions/maintenance/cancel-maintenance.ts'
import { changeMaintenance } from '../../../server/actions/maintenance/change-maintenance.ts'
import { postMaintenanceUpdate } from '../../../server/actions/maintenance/post-maintenance-update.ts'
import { noticeStanding } from '../../../server/domain/maintenance/notice-plan.ts'
import { DAY } from '../../../server/domain/vocabulary.ts'
import { actionContext } from '../../support/app/actions.ts'
import {
  END_OF_WINDOW,
  NOVEMBER,
  noticeOutcomes,
  START_OF_WINDOW,
  say,
  tick,
  told,
  toldInShort,
  WEEK_BEFORE,
  withProgrammes,
} from '../../support/app/maintenance.ts'
import { hours, minutes, START } from '../../support/clock.ts'
import { onEachDatabase } from '../../support/database.ts'
import { ROSA } from '../../support/people.ts'
import { accepted, fieldsOf, refused } from '../../support/result.ts'

const go = { acceptConflicts: false }
onEachDatabase('a maintenance at another time, or none', (fresh) => {
  const freshWithProgrammes = async () => withProgrammes((await fresh()).db)
  const move = (db: Db, id: string, by: number, now: number, rest = {}) =>
    changeMaintenance(actionContext(db, ROSA, now), id, {
      startsAt: START_OF_WINDOW + by,
      endsAt: END_OF_WINDOW + by,
      ...go,
      ...rest,
    })

  const timeline = (db: Db) =>
    db
      .selectFrom('maintenance_updates')
      .select(['news', 'state', 'body', 'notify', 'starts_at', 'previous_starts_at'])
      .orderBy('sequence')
      .execute()

  test('moved before it was announced: nobody hears of it, and its notice is due anew', async () => {
    const db = await freshWithProgrammes()
    accepted(await move(db, NOVEMBER, DAY, START, { note: 'The hall is closed.' }))
    expect(await timeline(db)).toEqual([
      {
        ...{ news: 'moved', state: 'planned', body: 'The hall is closed.', notify: 0 },
        ...{ starts_at: START_OF_WINDOW + DAY, previous_starts_at: START_OF_WINDOW },
      },
    ])
    await tick(db, WEEK_BEFORE)
    expect((await toldInShort(db)).filter((line) => line.startsWith(NOVEMBER))).toEqual([])
    await tick(db, WEEK_BEFORE + DAY)
    // Followers were never told of the old time: their first word says only the one that holds.
    const first = { news: 'announced', startsAt: START_OF_WINDOW + DAY, previous: null, body: null }
    expect(await told(db)).toMatchObject([first])
    const lines = (await timeline(db)).filter(({ starts_at }) => starts_at === START_OF_WINDOW + DAY)
    expect(lines).toMatchObject([{ body: 'The hall is closed.' }, { news: 'announced', body: null }])
    expect(await noticeOutcomes(db, NOVEMBER)).toEqual([
      'P7D withdrawn',
      'P7D told',
      'start withdrawn',
      'end withdrawn',
      'start pending',
      'end pending',
    ])
  })

  test('whatever is noted on a change stands in the timeline, though nobody is told', async () => {
    const db = await freshWithProgrammes()
    const change = { title: 'Another title', note: 'It is more than we thought.', ...go }
    accepted(await changeMaintenance(actionContext(db), NOVEMBER, change))
    expect(await timeline(db)).toMatchObject([{ news: 'changed', body: change.note, notify: 0 }])
    accepted(await changeMaintenance(actionContext(db), NOVEMBER, { title: 'A third', ...go }))
    expect(await timeline(db)).toHaveLength(1)
    expect(await told(db)).toEqual([])
  })

  test('moved after it was announced: old and new times are told', async () => {
    const db = await freshWithProgrammes()
    await tick(db, WEEK_BEFORE)
    accepted(await move(db, NOVEMBER, 14 * DAY, WEEK_BEFORE + hours(1), { note: 'A part is late.', notify: false }))
    expect((await told(db)).at(-1)).toMatchObject({
      news: 'moved',
      body: 'A part is late.',
      startsAt: START_OF_WINDOW + 14 * DAY,
      previous: { startsAt: START_OF_WINDOW, endsAt: END_OF_WINDOW },
    })
    await tick(db, START_OF_WINDOW)
    expect((await toldInShort(db)).filter((line) => line === `${NOVEMBER} started`)).toEqual([])
    await tick(db, WEEK_BEFORE + 14 * DAY)
    await tick(db, START_OF_WINDOW + 14 * DAY)
    expect((await toldInShort(db)).filter((line) => line.startsWith(NOVEMBER))).toEqual([
      `${NOVEMBER} announced`,
      `${NOVEMBER} moved`,
      `${NOVEMBER} reminded`,
      `${NOVEMBER} started`,
    ])
  })

  test('moved there and back, the same notice is not told again', async () => {
    const db = await freshWithProgrammes()
    await tick(db, WEEK_BEFORE)
    accepted(await move(db, NOVEMBER, 14 * DAY, WEEK_BEFORE + hours(1)))
    accepted(
      await move(db, NOVEMBER, 0, WEEK_BEFORE + hours(2), { shortNotice: { class: 'urgent', reason: 'It came.' } }),
    )
    await tick(db, WEEK_BEFORE + hours(3))
    expect((await toldInShort(db)).filter((line) => line.startsWith(NOVEMBER))).toEqual([
      `${NOVEMBER} announced`,
      `${NOVEMBER} moved`,
      `${NOVEMBER} moved`,
    ])
    expect(await noticeOutcomes(db, NOVEMBER)).toEqual([
      'P7D told',
      'start pending',
      'end pending',
      'P7D withdrawn',
      'start withdrawn',
      'end withdrawn',
    ])
  })

  test('moved earlier than its notice allows needs a class and a reason', async () => {
    const db = await freshWithProgrammes()
    await tick(db, WEEK_BEFORE)
    const result = await move(db, NOVEMBER, -DAY, WEEK_BEFORE + hours(1))
    expect(Object.keys(fieldsOf(result))).toEqual(['/shortNotice'])
  })

  test('extended while it runs: the new end is told and promised', async () => {
    const db = await freshWithProgrammes()
    await tick(db, WEEK_BEFORE)
    await tick(db, START_OF_WINDOW)
    const extend = { endsAt: END_OF_WINDOW + hours(2), note: 'One more server.', ...go }
    accepted(await changeMaintenance(actionContext(db, ROSA, END_OF_WINDOW - minutes(30)), NOVEMBER, extend))
    expect((await told(db)).at(-1)).toMatchObject({
      news: 'extended',
      state: 'in_progress',
      endsAt: END_OF_WINDOW + hours(2),
      previous: { endsAt: END_OF_WINDOW },
    })
    const done = say('Done.', 'completed')
    accepted(await postMaintenanceUpdate(actionContext(db, ROSA, END_OF_WINDOW + hours(1)), NOVEMBER, done))
    const ends = (await noticesOf(db, NOVEMBER)).filter((p) => p.key === 'end')
    expect(ends.map((p) => noticeStanding(p, END_OF_WINDOW + DAY))).toEqual(['withdrawn', 'kept'])
  })

  test('extended too late: the old end stays missed', async () => {
    const db = await freshWithProgrammes()
    await tick(db, START_OF_WINDOW)
    const extend = { endsAt: END_OF_WINDOW + hours(2), ...go }
    accepted(await changeMaintenance(actionContext(db, ROSA, END_OF_WINDOW + minutes(30)), NOVEMBER, extend))
    expect(await noticeOutcomes(db, NOVEMBER)).toEqual(['P7D missed', 'start told', 'end missed', 'end pending'])
    const past = await changeMaintenance(actionContext(db, ROSA, END_OF_WINDOW + hours(3)), NOVEMBER, {
      endsAt: END_OF_WINDOW,
      ...go,
    })
    expect(Object.keys(fieldsOf(past))).toEqual(['/endsAt'])
  })

  test('skipped before it was announced: nobody hears of it, and nothing of it happens', async () => {
    const db = await freshWithProgrammes()
    accepted(await cancelMaintenance(actionContext(db), NOVEMBER, { note: 'Nothing to do this month.' }))
    expect(await findMaintenance(db, NOVEMBER)).toMatchObject({ state: 'cancelled' })
    await tick(db, WEEK_BEFORE)
    await tick(db, START_OF_WINDOW)
    expect((await toldInShort(db)).filter((line) => line.startsWith(NOVEMBER))).toEqual([])
    expect(await noticeOutcomes(db, NOVEMBER)).toEqual(['P7D withdrawn', 'start withdrawn', 'end withdrawn'])
  })

  test('cancelled after it was announced: that is told', async () => {
    const db = await freshWithProgrammes()
    await tick(db, WEEK_BEFORE)
    accepted(
      await cancelMaintenance(actionContext(db, ROSA, WEEK_BEFORE + DAY), NOVEMBER, { note: 'The part did not come.' }),
    )
    expect((await told(db)).at(-1)).toMatchObject({
      news: 'cancelled',
      state: 'cancelled',
      body: 'The part did not come.',
    })
    expect(refused(await cancelMaintenance(actionContext(db), NOVEMBER, {}))).toMatchObject({
      kind: 'conflict',
      code: 'maintenance_state',
    })
    expect(refused(await move(db, NOVEMBER, DAY, WEEK_BEFORE + DAY))).toMatchObject({ code: 'maintenance_over' })
  })

  test('once begun it is not cancelled but completed, even before the clock has looked', async () => {
    const db = await freshWithProgrammes()
    await tick(db, WEEK_BEFORE)
    const result = await cancelMaintenance(actionContext(db, ROSA, START_OF_WINDOW + 1), NOVEMBER, {})
    expect(refused(result)).toMatchObject({ code: 'maintenance_running' })
    expect(await findMaintenance(db, NOVEMBER)).toMatchObject({ state: 'announced' })
    accepted(
      await postMaintenanceUpdate(
        actionContext(db, ROSA, START_OF_WINDOW + 1),
        NOVEMBER,
        say('Rolled back.', 'completed'),
      ),
    )
    expect((await toldInShort(db)).filter((line) => line.startsWith(NOVEMBER))).toEqual([
      `${NOVEMBER} announced`,
      `${NOVEMBER} started`,
      `${NOVEMBER} completed`,
    ])
  })
})
