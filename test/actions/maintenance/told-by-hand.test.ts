import { expect, test } from 'vitest'
import { findMaintenance } from '../../../db/maintenance/maintenances.ts'
import type { Db } from '../../../db/schema/index.ts'
import { changeMaintenance, type MaintenancePatch } from '../../../server/actions/maintenance/change-maintenance.ts'
import { postMaintenanceUpdate } from '../../../server/actions/maintenance/post-maintenance-update.ts'
import { changeProgramme } from '../../../server/actions/programme/change-programme.ts'
import { DAY, type Instant } from '../../../server/domain/vocabulary.ts'
import { actionContext } from '../../support/app/actions.ts'
import {
  END_OF_WINDOW,
  NOVEMBER,
  noticeOutcomes,
  START_OF_WINDOW,
  say,
  tick,
  toldInShort,
  WEEK_BEFORE,
  withProgrammes,
} from '../../support/app/maintenance.ts'
import { hours, START } from '../../support/clock.ts'
import { onEachDatabase } from '../../support/database.ts'
import { ADA, ROSA } from '../../support/people.ts'
import { accepted } from '../../support/result.ts'

onEachDatabase('a window that staff tell of', (fresh) => {
  const start = async () => withProgrammes((await fresh()).db)
  const change = async (db: Db, patch: Partial<MaintenancePatch>, now: Instant) =>
    accepted(await changeMaintenance(actionContext(db, ROSA, now), NOVEMBER, { acceptConflicts: false, ...patch }))
  const by = (ms: number) => ({ startsAt: START_OF_WINDOW + ms, endsAt: END_OF_WINDOW + ms })
  const november = async (db: Db) => (await toldInShort(db)).filter((line) => line.startsWith(NOVEMBER))

  test.each([
    ['moved', by(DAY)],
    ['changed', { description: 'The media servers are updated.' }],
  ])('when it is %s is announced from then on, and keeps its texts', async (news, patch) => {
    const db = await start()
    await change(db, { ...patch, notify: true }, START)
    expect(await november(db)).toEqual([`${NOVEMBER} ${news}`])
    expect(await findMaintenance(db, NOVEMBER)).toMatchObject({ state: 'announced', announcedAt: START })
    accepted(await changeProgramme(actionContext(db, ADA, START + 1), 'monthly', { title: 'Patches' }))
    expect((await findMaintenance(db, NOVEMBER))?.own.title).toBe('Monthly maintenance')
    accepted(await postMaintenanceUpdate(actionContext(db, ROSA, START + 2), NOVEMBER, say('One more word.')))
    await tick(db, WEEK_BEFORE + DAY)
    expect((await november(db)).slice(1)).toEqual([`${NOVEMBER} updated`, `${NOVEMBER} reminded`])
  })

  test('without a word to anybody stays planned', async () => {
    const db = await start()
    await change(db, by(DAY), START)
    expect(await findMaintenance(db, NOVEMBER)).toMatchObject({ state: 'planned', announcedAt: null })
  })

  test('when its notice was due already hears no second one', async () => {
    const db = await start()
    await change(db, { description: 'The media servers are updated.', notify: true }, WEEK_BEFORE + hours(1))
    await tick(db, WEEK_BEFORE + hours(1))
    expect(await november(db)).toEqual([`${NOVEMBER} changed`])
    expect(await noticeOutcomes(db, NOVEMBER)).toEqual(['P7D told', 'start pending', 'end pending'])
  })

  test('and moves away from a notice that is overdue: moved back, it is told after all', async () => {
    const db = await start()
    const late = WEEK_BEFORE + hours(1)
    await change(db, by(14 * DAY), late)
    expect(await noticeOutcomes(db, NOVEMBER)).toContain('P7D missed')
    await change(db, { ...by(0), shortNotice: { class: 'urgent', reason: 'It came.' } }, late + hours(1))
    await tick(db, late + hours(2))
    expect(await november(db)).toEqual([`${NOVEMBER} announced`])
    const outcomes = await noticeOutcomes(db, NOVEMBER)
    expect([outcomes[0], outcomes.includes('P7D missed')]).toEqual(['P7D told', false])
  })

  test('and moves away and back with a word to all: that was its notice', async () => {
    const db = await start()
    const late = WEEK_BEFORE + hours(1)
    await change(db, by(14 * DAY), late)
    await change(db, { ...by(0), shortNotice: { class: 'urgent', reason: 'It came.' }, notify: true }, late + hours(1))
    await tick(db, late + hours(2))
    expect(await november(db)).toEqual([`${NOVEMBER} moved`])
    expect((await noticeOutcomes(db, NOVEMBER))[0]).toBe('P7D told')
  })
})
