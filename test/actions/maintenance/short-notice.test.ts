import { expect, test } from 'vitest'
import { loadMaintenance } from '../../../db/maintenance/load.ts'
import { noticesOf } from '../../../db/maintenance/notices.ts'
import { changeMaintenance } from '../../../server/actions/maintenance/change-maintenance.ts'
import { changeProgramme } from '../../../server/actions/programme/change-programme.ts'
import { createDefaultProgrammes } from '../../../server/actions/programme/create-default-programmes.ts'
import { noticeStanding } from '../../../server/domain/maintenance/notice-plan.ts'
import { DEFAULT_PLAN } from '../../../server/domain/plan/plan.ts'
import { DAY } from '../../../server/domain/vocabulary.ts'
import { readOwed } from '../../../server/queries/owed.ts'
import { actionContext, addPlatforms } from '../../support/app/actions.ts'
import {
  NOVEMBER,
  scheduled,
  tick,
  toldInShort,
  WEEK_BEFORE,
  withProgrammes,
  workItems,
} from '../../support/app/maintenance.ts'
import { hours, minutes, START } from '../../support/clock.ts'
import { onEachDatabase } from '../../support/database.ts'
import { ADA, ROSA } from '../../support/people.ts'
import { accepted } from '../../support/result.ts'

onEachDatabase('a window of a programme', (fresh) => {
  test('planned or moved to where a notice is past is told at once, and nobody is chased for that notice', async () => {
    const db = await withProgrammes((await fresh()).db)
    const shortNotice = { class: 'urgent', reason: 'The disk fails.' } as const
    const at = (days: number) => ({ startsAt: START + days * DAY, endsAt: START + days * DAY + hours(1) })
    const planned = await scheduled(db, { ...at(4), programme: 'monthly', shortNotice })
    const moved = await scheduled(db, { ...at(20), programme: 'monthly' })
    const known = await scheduled(db, { ...at(5), programme: 'monthly', shortNotice })
    const change = (id: string, days: number, more = {}) =>
      changeMaintenance(actionContext(db, ROSA, START + 1), id, { ...at(days), ...more, acceptConflicts: false })
    expect(await toldInShort(db)).toEqual([`${planned} announced`, `${known} announced`])
    accepted(await change(moved, 3, { shortNotice }))
    accepted(await change(known, 6))
    expect((await toldInShort(db)).slice(2)).toEqual([`${moved} announced`, `${known} moved`])
    const now = START + minutes(10)
    expect(await tick(db, now)).toEqual([])
    expect((await workItems(db, now)).filter(({ kind }) => kind === 'notice')).toEqual([])
    const atOnce = async (id: string) => (await noticesOf(db, id)).filter(({ key }) => key === 'at_once')
    expect(await atOnce(moved)).toEqual([{ key: 'at_once', dueAt: START + 1, toldAt: START + 1, outcome: 'told' }])
    expect((await atOnce(known)).map(({ toldAt }) => toldAt)).toEqual([START, START + 1])
    for (const id of [planned, moved, known]) {
      const standings = (await noticesOf(db, id)).map((p) => noticeStanding(p, now))
      expect(standings.filter((standing) => standing === 'late' || standing === 'missed')).toEqual([])
    }
  })

  test('that its programme yields within its lead is told at once, and was never promised for the time before', async () => {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks')
    const made = WEEK_BEFORE + hours(5)
    const ctx = (now: number) => actionContext(db, ADA, now)
    const notices = async () => (await loadMaintenance(db, NOVEMBER))?.notices.map(({ key, dueAt }) => [key, dueAt])
    const late = async (now: number) =>
      (await readOwed(db, DEFAULT_PLAN, now)).filter(
        ({ kind, standing }) => kind === 'notice' || standing === 'overdue',
      )
    accepted(await createDefaultProgrammes(ctx(made), { monthly: ['trunks'] }))
    expect((await notices())?.[0]).toEqual(['at_once', made])
    // Nobody is chased while the clock has not run.
    expect(await late(made + minutes(1))).toEqual([])
    expect(await tick(db, made + minutes(1))).toEqual([`${NOVEMBER} announced told`])
    expect((await noticesOf(db, NOVEMBER)).map((p) => `${p.key} ${noticeStanding(p, made + DAY)}`)).toEqual([
      'at_once kept',
      'start ahead',
      'end ahead',
    ])
    // Its next window follows the plan; a notice that the plan gains within its time is told at once, too.
    const december = 'monthly-2026-12-18'
    expect((await loadMaintenance(db, december))?.notices[0]?.key).toBe('P7D')
    const changed = made + hours(1)
    const more = { before: ['P60D', 'P7D'], atOnce: false, start: true, end: true }
    accepted(await changeProgramme(ctx(changed), 'monthly', { notices: more }))
    expect(await late(changed + minutes(1))).toEqual([])
    expect(await tick(db, changed + minutes(1))).toContain(`${december} announced told`)
    expect((await noticesOf(db, december)).map(({ key }) => key)).toEqual(['at_once', 'P7D', 'start', 'end'])
  })

  test('that was given details keeps to the same rule when its programme changes', async () => {
    const db = await withProgrammes((await fresh()).db)
    const december = 'monthly-2026-12-18'
    accepted(
      await changeMaintenance(actionContext(db, ROSA, START + 1), december, {
        ...{ description: 'New disks.', acceptConflicts: false },
      }),
    )
    const more = { before: ['P60D', 'P7D'], atOnce: false, start: true, end: true }
    accepted(await changeProgramme(actionContext(db, ADA, START + 2), 'monthly', { notices: more }))
    expect((await noticesOf(db, december)).map(({ key }) => key)).toEqual(['at_once', 'P7D', 'start', 'end'])
    expect(await tick(db, START + 3)).toContain(`${december} announced told`)
  })
})
