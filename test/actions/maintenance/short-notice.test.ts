import { expect, test } from 'vitest'
import { noticesOf } from '../../../db/maintenance/notices.ts'
import { changeMaintenance } from '../../../server/actions/maintenance/change-maintenance.ts'
import { noticeStanding } from '../../../server/domain/maintenance/notice-plan.ts'
import { DAY } from '../../../server/domain/vocabulary.ts'
import { actionContext } from '../../support/app/actions.ts'
import { scheduled, tick, toldInShort, withProgrammes, workItems } from '../../support/app/maintenance.ts'
import { hours, minutes, START } from '../../support/clock.ts'
import { onEachDatabase } from '../../support/database.ts'
import { ROSA } from '../../support/people.ts'
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
    for (const id of [planned, moved, known]) {
      const standings = (await noticesOf(db, id)).map((p) => noticeStanding(p, now))
      expect(standings.filter((standing) => standing === 'late' || standing === 'missed')).toEqual([])
    }
  })
})
