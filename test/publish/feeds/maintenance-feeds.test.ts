import ICAL from 'ical.js'
import { expect, test } from 'vitest'
import type { Db } from '../../../db/schema/index.ts'
import { changeMaintenance } from '../../../server/actions/maintenance/change-maintenance.ts'
import { DEFAULT_PLAN } from '../../../server/domain/plan/plan.ts'
import { DAY } from '../../../server/domain/vocabulary.ts'
import { makeCalendar } from '../../../server/publish/calendars/calendars.ts'
import { createSnapshot } from '../../../server/publish/facts/snapshot.ts'
import { UptimeCache } from '../../../server/publish/facts/uptime-cache.ts'
import { actionContext } from '../../support/app/actions.ts'
import {
  END_OF_WINDOW,
  NOVEMBER,
  START_OF_WINDOW,
  tick,
  WEEK_BEFORE,
  withProgrammes,
} from '../../support/app/maintenance.ts'
import { hours } from '../../support/clock.ts'
import { onEachDatabase } from '../../support/database.ts'
import { ROSA } from '../../support/people.ts'
import { EVERYTHING, feed } from '../../support/publish/feed-reader.ts'
import { SITE } from '../../support/publish/site.ts'
import { accepted } from '../../support/result.ts'

const PLANNED = 'Fri 20 Nov 2026, 22:00 MST to Sat 21 Nov 2026, 04:00 MST'
const MOVED = 'Sat 21 Nov 2026, 22:00 MST to Sun 22 Nov 2026, 04:00 MST'

onEachDatabase('maintenance in feeds and calendars', (fresh) => {
  /** The November window, told a week ahead. */
  async function announced(): Promise<Db> {
    const db = await withProgrammes((await fresh()).db)
    await tick(db, WEEK_BEFORE)
    return db
  }
  const moveByADay = async (db: Db) =>
    accepted(
      await changeMaintenance(actionContext(db, ROSA, WEEK_BEFORE + hours(1)), NOVEMBER, {
        ...{ startsAt: START_OF_WINDOW + DAY, endsAt: END_OF_WINDOW + DAY, acceptConflicts: false },
        note: 'A part is late.',
      }),
    )
  const scopes = [EVERYTHING, { about: 'updates' }, { about: 'platform', id: 'fax' }] as const
  const newest = async (db: Db, scope: (typeof scopes)[number]) =>
    JSON.parse(await feed(db, scope, 'json', WEEK_BEFORE + hours(2))).items[0].content_html as string

  test('names the platforms and the reason in every item', async () => {
    const db = await announced()
    for (const scope of scopes) {
      expect(await newest(db, scope)).toContain(PLANNED)
      expect(await newest(db, scope)).toContain('<p>Platforms: TRUNKS, FAX</p><p>Why: Regular updates keep')
    }
  })

  test('shows beside the new time of a window that was moved the one that it had', async () => {
    const db = await announced()
    await moveByADay(db)
    for (const scope of scopes)
      expect(await newest(db, scope)).toContain(
        `Now: ${MOVED}</p>\n<p>Previously: ${PLANNED}</p>\n<p>A part is late.</p>`,
      )
    const now = WEEK_BEFORE + hours(2)
    const snapshot = createSnapshot(db, SITE, DEFAULT_PLAN, now, await UptimeCache.read(db, now))
    const calendar = new ICAL.Component(ICAL.parse((await makeCalendar(snapshot, { about: 'everything' })) ?? ''))
    const told = calendar.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event))
    const texts = told.map(({ uid, description }) => [uid, /^Previously: .*/.exec(description)?.[0]] as const)
    expect(texts.filter(([, before]) => before)).toEqual([[`${NOVEMBER}@status.example.com`, `Previously: ${PLANNED}`]])
  })
})
