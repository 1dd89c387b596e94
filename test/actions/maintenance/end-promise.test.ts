import { expect, test } from 'vitest'
import type { Db } from '../../../db/schema/index.ts'
import { changeMaintenance } from '../../../server/actions/maintenance/change-maintenance.ts'
import { postMaintenanceUpdate } from '../../../server/actions/maintenance/post-maintenance-update.ts'
import { DEFAULT_PLAN } from '../../../server/domain/plan/plan.ts'
import { DAY, type Instant } from '../../../server/domain/vocabulary.ts'
import { createSnapshot } from '../../../server/publish/facts/snapshot.ts'
import { UptimeCache } from '../../../server/publish/facts/uptime-cache.ts'
import { maintenanceView } from '../../../server/publish/views/maintenance.ts'
import { promisesView } from '../../../server/publish/views/promises.ts'
import { readPromiseLedger } from '../../../server/queries/promise-ledger.ts'
import { actionContext } from '../../support/app/actions.ts'
import {
  END_OF_WINDOW,
  NOVEMBER,
  RELEASE_STARTS,
  START_OF_WINDOW,
  say,
  tick,
  WEEK_BEFORE,
  withProgrammes,
} from '../../support/app/maintenance.ts'
import { hours, minutes, START } from '../../support/clock.ts'
import { onEachDatabase } from '../../support/database.ts'
import { ROSA } from '../../support/people.ts'
import { SITE } from '../../support/publish/site.ts'
import { accepted } from '../../support/result.ts'

const REAL_END = END_OF_WINDOW + hours(3)

onEachDatabase('the promise to tell the end of a maintenance', (fresh) => {
  /** The night of November has been announced, and runs. */
  async function running(): Promise<Db> {
    const db = await withProgrammes((await fresh()).db)
    for (const now of [WEEK_BEFORE, RELEASE_STARTS - DAY, START_OF_WINDOW]) await tick(db, now)
    return db
  }
  const complete = async (db: Db, now: Instant) =>
    accepted(await postMaintenanceUpdate(actionContext(db, ROSA, now), NOVEMBER, say('Done.', 'completed')))
  /** What the ledger says of its ends: "kept 0", with the minutes that it was late by. */
  async function ledger(db: Db, now: Instant): Promise<string[]> {
    const { notices } = await readPromiseLedger(db, { startsAt: START, endsAt: now + 30 * DAY }, now)
    return notices
      .filter(({ maintenance, notice }) => maintenance.id === NOVEMBER && notice === 'end')
      .map(({ state, lateness }) => `${state} ${lateness === null ? '–' : lateness / minutes(1)}`)
  }
  /** What its own page says of its end, and how many notices the page of promises counts as late or missed. */
  async function pages(db: Db, now: Instant) {
    const snapshot = createSnapshot(db, SITE, DEFAULT_PLAN, now, await UptimeCache.read(db, now))
    const { notices } = await promisesView(snapshot)
    const window = await maintenanceView(snapshot, NOVEMBER)
    const end = window?.notices.find(({ when }) => when === 'end')
    return { end: end?.standing, broken: notices.late + notices.missed }
  }

  test('is kept by who says at the planned end that it takes longer, and tells the real end', async () => {
    const db = await running()
    await tick(db, END_OF_WINDOW)
    expect(await ledger(db, END_OF_WINDOW + hours(2))).toEqual(['open 0'])
    expect(await pages(db, END_OF_WINDOW + hours(2))).toEqual({ end: 'when_over', broken: 0 })
    await complete(db, REAL_END)
    expect(await ledger(db, REAL_END + hours(1))).toEqual(['kept 0'])
    expect(await pages(db, REAL_END + hours(1))).toEqual({ end: 'kept', broken: 0 })
  })

  test('is broken where nobody was told at the planned end', async () => {
    const db = await running()
    await tick(db, END_OF_WINDOW + hours(1))
    expect(await ledger(db, END_OF_WINDOW + hours(2))).toEqual(['overdue 120'])
    await complete(db, REAL_END)
    expect(await ledger(db, REAL_END + hours(1))).toEqual(['late 180'])
    expect(await pages(db, REAL_END + hours(1))).toEqual({ end: 'late', broken: 1 })
  })

  test('was kept by who said that it takes longer; a window that is extended after that promises its new end, too', async () => {
    const db = await running()
    await tick(db, END_OF_WINDOW)
    const change = { endsAt: REAL_END, acceptConflicts: false }
    accepted(await changeMaintenance(actionContext(db, ROSA, END_OF_WINDOW + hours(1)), NOVEMBER, change))
    expect(await ledger(db, END_OF_WINDOW + hours(2))).toEqual(['kept 0', 'open 0'])
    await complete(db, REAL_END)
    expect(await ledger(db, REAL_END)).toEqual(['kept 0', 'kept 0'])
    expect((await pages(db, REAL_END)).broken).toBe(0)
  })
})
