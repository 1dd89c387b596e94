import { expect, test } from 'vitest'
import type { Db } from '../../../db/schema/index.ts'
import { postMaintenanceUpdate } from '../../../server/actions/maintenance/post-maintenance-update.ts'
import { DEFAULT_PLAN } from '../../../server/domain/plan/plan.ts'
import type { Instant } from '../../../server/domain/vocabulary.ts'
import { createSnapshot } from '../../../server/publish/facts/snapshot.ts'
import { UptimeCache } from '../../../server/publish/facts/uptime-cache.ts'
import { WIRE_DOCUMENTS } from '../../../server/publish/statuspage/documents.ts'
import { actionContext, addPlatforms, opened, p2 } from '../../support/app/actions.ts'
import { scheduled, tick, withProgrammes } from '../../support/app/maintenance.ts'
import { hours, instant, START } from '../../support/clock.ts'
import { onEachDatabase } from '../../support/database.ts'
import { ROSA } from '../../support/people.ts'
import { closeTestPublishers, testPublisher } from '../../support/publish/publisher.ts'
import { SITE } from '../../support/publish/site.ts'
import { accepted } from '../../support/result.ts'

const BEGINS = instant('2026-11-24T06:30:00Z')

type Change = { code: string; name: string; old_status: string; new_status: string }

/** What a window's updates did to components, newest first, as a client reads it at `now`. */
async function changesOf(db: Db, id: string, now: Instant): Promise<(Change[] | null)[]> {
  const snapshot = createSnapshot(db, SITE, DEFAULT_PLAN, now, await UptimeCache.read(db, now))
  const made = await WIRE_DOCUMENTS['/api/v2/scheduled-maintenances.json']?.(snapshot)
  const { scheduled_maintenances: all } = JSON.parse(JSON.stringify(made))
  const window = all.find((one: { id: string }) => one.id === id)
  return window.incident_updates.map((update: { affected_components: Change[] | null }) => update.affected_components)
}

function trunks(from: string, to: string): Change[] {
  return [{ code: 'trunks', name: 'Voice - TRUNKS', old_status: from, new_status: to }]
}

onEachDatabase('maintenance for clients of Statuspage', (fresh) => {
  closeTestPublishers()

  test('names its components first, and again where their state changes; otherwise null', async () => {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks')
    const id = await scheduled(db, { impact: 'under_maintenance' })
    expect(await changesOf(db, id, START)).toEqual([trunks('operational', 'operational')])
    await tick(db, BEGINS)
    const testing = { state: 'verifying', body: 'Testing.', notify: false } as const
    accepted(await postMaintenanceUpdate(actionContext(db, ROSA, BEGINS + 1), id, testing))
    const done = { state: 'completed', body: 'Done.', notify: true } as const
    accepted(await postMaintenanceUpdate(actionContext(db, ROSA, BEGINS + 2), id, done))
    const changes = await changesOf(db, id, BEGINS + 2)
    expect(changes.slice(0, 3)).toEqual([
      trunks('under_maintenance', 'operational'),
      null,
      trunks('operational', 'under_maintenance'),
    ])
    expect(changes.at(-1)).toEqual(trunks('operational', 'operational'))
  })

  test('without impact leaves its components operational, told or only planned', async () => {
    const { db } = await fresh()
    await withProgrammes(db)
    const id = await scheduled(db, { impact: 'none' })
    await tick(db, BEGINS)
    const changes = await changesOf(db, id, BEGINS)
    expect(changes.at(-1)).toEqual(trunks('operational', 'operational'))
    expect(changes.slice(0, -1).every((change) => change === null)).toBe(true)
    const [planned] = await changesOf(db, 'monthly-2026-12-18', BEGINS)
    expect(planned?.map(({ code }) => code)).toEqual(['trunks', 'fax'])
  })

  test('that begins shows in the documents of open incidents on its platforms', async () => {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks')
    const fewer = p2({ platforms: [{ id: 'trunks', impact: 'operational' }] })
    const incident = await opened(actionContext(db), fewer)
    await scheduled(db, { impact: 'under_maintenance' })
    const site = await testPublisher(db)
    site.clock.set(BEGINS + hours(1))
    await tick(db, BEGINS + hours(1))
    await site.publisher.publish()
    await site.publisher.settled()
    const { components } = JSON.parse(site.file(`incidents/${incident}.json`) ?? '')
    expect(components).toMatchObject([{ id: 'trunks', status: 'under_maintenance' }])
  })
})
