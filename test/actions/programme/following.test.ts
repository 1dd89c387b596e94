import { expect, test } from 'vitest'
import { maintenancesAround } from '../../../db/maintenance/maintenances.ts'
import { listProgrammes } from '../../../db/maintenance/programmes.ts'
import { migrations } from '../../../db/migrations/index.ts'
import type { Db } from '../../../db/schema/index.ts'
import { clearDemo } from '../../../server/actions/demo/clear-demo.ts'
import { loadDemo } from '../../../server/actions/demo/load-demo.ts'
import { changeMaintenance } from '../../../server/actions/maintenance/change-maintenance.ts'
import { scheduleMaintenance } from '../../../server/actions/maintenance/schedule-maintenance.ts'
import { changeProgramme } from '../../../server/actions/programme/change-programme.ts'
import { createDefaultProgrammes } from '../../../server/actions/programme/create-default-programmes.ts'
import { followPlan } from '../../../server/actions/programme/follow-plan.ts'
import { calendar, resolveAll } from '../../../server/domain/maintenance/calendar.ts'
import { DAY, HOUR, type Instant } from '../../../server/domain/vocabulary.ts'
import { actionContext, addPlatforms, auditTrail } from '../../support/app/actions.ts'
import {
  NOVEMBER,
  nightWindow,
  noticeOutcomes,
  tick,
  toldInShort,
  WEEK_BEFORE,
  withProgrammes,
} from '../../support/app/maintenance.ts'
import { START } from '../../support/clock.ts'
import { onEachDatabase } from '../../support/database.ts'
import { ADA } from '../../support/people.ts'
import { accepted } from '../../support/result.ts'

const ZURICH = 'Europe/Zurich'
const DECEMBER = 'monthly-2026-12-18'

/** A start of the server with a plan file that names this zone. */
async function start(db: Db, zone: string, now: Instant = START) {
  const ctx = actionContext(db, ADA, now)
  return accepted(await followPlan({ ...ctx, plan: { ...ctx.plan, zone } }))
}

async function zones(db: Db): Promise<string[]> {
  return (await listProgrammes(db)).map(({ id, zone }) => `${id} ${zone}`)
}

async function monthly(db: Db, now: Instant): Promise<string[]> {
  const interval = { startsAt: now, endsAt: now + 70 * DAY }
  return calendar(await listProgrammes(db), await maintenancesAround(db, interval), interval)
    .filter((m) => m.programmeId === 'monthly')
    .map((m) => `${m.id} ${m.state} ${new Date(m.startsAt).toISOString().slice(5, 16)} ${m.zone}`)
}

onEachDatabase('the default programmes', (fresh) => {
  test('follow the zone of the plan file at each start, with their windows, also once they have platforms', async () => {
    const { db } = await fresh()
    accepted(await createDefaultProgrammes(actionContext(db, ADA), {}))
    await addPlatforms(db, 'trunks')
    accepted(await changeProgramme(actionContext(db, ADA), 'monthly', { platforms: ['trunks'] }))
    accepted(await changeProgramme(actionContext(db, ADA), 'monthly', { freezes: [] }))
    expect((await start(db, ZURICH)).map(({ id }) => id)).toEqual(['monthly', 'skype-certificate', 'connect-release'])
    expect(await zones(db)).toEqual([`connect-release ${ZURICH}`, `monthly ${ZURICH}`, `skype-certificate ${ZURICH}`])
    expect((await monthly(db, START))[0]).toBe(`${NOVEMBER} planned 11-20T21:00 ${ZURICH}`)
    expect((await listProgrammes(db)).find(({ id }) => id === 'monthly')?.platforms).toEqual(['trunks'])
    const entries = (await auditTrail(db)).length
    expect(await start(db, ZURICH)).toEqual([])
    expect(await auditTrail(db)).toHaveLength(entries)
  })

  test('take what nobody was told of along, notices too; what was announced keeps its time and is named', async () => {
    const db = await withProgrammes((await fresh()).db)
    await tick(db, WEEK_BEFORE)
    accepted(
      await changeMaintenance(actionContext(db), DECEMBER, {
        description: 'The media servers.',
        acceptConflicts: false,
      }),
    )
    const followed = await start(db, ZURICH, WEEK_BEFORE + 1)
    expect(followed.find(({ id }) => id === 'monthly')).toEqual({ id: 'monthly', keeping: [NOVEMBER], zone: ZURICH })
    expect(await monthly(db, WEEK_BEFORE + 1)).toEqual([
      `${NOVEMBER} announced 11-21T05:00 ${ZURICH}`,
      `${DECEMBER} planned 12-18T21:00 ${ZURICH}`,
      `monthly-2027-01-15 planned 01-15T21:00 ${ZURICH}`,
    ])
    expect(await noticeOutcomes(db, DECEMBER)).toEqual(['P7D pending', 'start pending', 'end pending'])
    expect(await toldInShort(db)).toEqual([`${NOVEMBER} announced`])
  })

  test('leave no window in a zone that nobody chose: single ones are told in the plan file’s, at the same instants', async () => {
    const db = await withProgrammes((await fresh()).db)
    const window = nightWindow({ startsAt: START + 12 * DAY, endsAt: START + 12 * DAY + HOUR, reason: 'A swap.' })
    const single = accepted(await scheduleMaintenance(actionContext(db), window))
    const its = accepted(
      await scheduleMaintenance(actionContext(db), { ...window, programme: 'monthly', acceptConflicts: true }),
    )
    const all = async () => {
      const programmes = await listProgrammes(db)
      const found = await maintenancesAround(db, { startsAt: START, endsAt: START + 20 * DAY })
      return resolveAll(programmes, found).filter(({ id }) => id === single.id || id === its.id)
    }
    const before = await all()
    await start(db, ZURICH)
    expect((await all()).map(({ zone }) => zone)).toEqual([ZURICH, ZURICH])
    expect((await all()).map(({ startsAt, endsAt }) => [startsAt, endsAt])).toEqual(
      before.map(({ startsAt, endsAt }) => [startsAt, endsAt]),
    )
    accepted(await changeProgramme(actionContext(db, ADA), 'monthly', { zone: 'America/Denver' }))
    await start(db, 'UTC')
    expect((await all()).map(({ zone }) => zone).sort()).toEqual(['America/Denver', 'UTC'])
  })

  test.each([{ wallStart: '23:00' }, { zone: 'America/Denver' }, { title: 'Third Friday' }])(
    'are left alone once somebody has said %j',
    async (said) => {
      const db = await withProgrammes((await fresh()).db)
      accepted(await changeProgramme(actionContext(db, ADA), 'monthly', said))
      await start(db, ZURICH)
      expect(await zones(db)).toContain('monthly America/Denver')
      expect(await zones(db)).toContain(`skype-certificate ${ZURICH}`)
    },
  )

  test('of an older version follow if they are as some version made them and nobody set their zone', async () => {
    const { db } = await fresh()
    const db2 = await withProgrammes(db)
    accepted(await changeProgramme(actionContext(db2, ADA), 'skype-certificate', { zone: 'America/Denver' }))
    accepted(await changeProgramme(actionContext(db2, ADA), 'skype-certificate', { zone: 'America/Chicago' }))
    accepted(await changeProgramme(actionContext(db2, ADA), 'connect-release', { wallEnd: '23:30' }))
    const old = 'Updates and security fixes are installed on our platforms. Short interruptions are possible.'
    await db.updateTable('programmes').set({ description: old }).where('id', '=', 'monthly').execute()
    for (const column of ['follows_plan', 'by_hand'])
      await db.schema.alterTable('programmes').dropColumn(column).execute()
    await migrations['0014-programmes-follow']?.up(db)
    expect((await start(db, ZURICH)).map(({ id }) => id)).toEqual(['monthly'])
    expect(await zones(db)).toEqual([
      'connect-release America/Denver',
      `monthly ${ZURICH}`,
      'skype-certificate America/Chicago',
    ])
    expect((await listProgrammes(db)).find(({ id }) => id === 'monthly')?.description).not.toContain('interruptions')
  })

  test('that followed are still nobody’s: the demonstration comes with its own, and goes with them', async () => {
    const { db } = await fresh()
    accepted(await createDefaultProgrammes(actionContext(db, ADA), {}))
    await start(db, ZURICH)
    accepted(await loadDemo(actionContext(db, ADA)))
    await start(db, ZURICH)
    expect(await zones(db)).toContain(`monthly ${ZURICH}`)
    accepted(await clearDemo(actionContext(db, ADA)))
    const left = await listProgrammes(db)
    expect(left.map(({ platforms, revision }) => [platforms, revision])).toEqual([
      [[], 0],
      [[], 0],
      [[], 0],
    ])
  })
})
