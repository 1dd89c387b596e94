import { expect, test } from 'vitest'
import { DEFAULT_PLAN } from '../../../server/domain/plan/plan.ts'
import { createSnapshot } from '../../../server/publish/facts/snapshot.ts'
import { UptimeCache } from '../../../server/publish/facts/uptime-cache.ts'
import { maintenanceView } from '../../../server/publish/views/maintenance.ts'
import { NOVEMBER, scheduled, withProgrammes } from '../../support/app/maintenance.ts'
import { hours, START } from '../../support/clock.ts'
import { onEachDatabase } from '../../support/database.ts'
import { SITE } from '../../support/publish/site.ts'

onEachDatabase('the page of a window', (fresh) => {
  test('that was told afterwards says so and owes no notice; one that a rule plans owes those of its plan', async () => {
    const db = await withProgrammes((await fresh()).db)
    const id = await scheduled(db, {
      ...{ startsAt: START - hours(5), endsAt: START - hours(4), reason: 'Fire.' },
      shortNotice: { class: 'emergency', reason: 'Fire.' },
    })
    const snapshot = createSnapshot(db, SITE, DEFAULT_PLAN, START, await UptimeCache.read(db, START))
    expect(await maintenanceView(snapshot, id)).toMatchObject({ afterwards: true, notices: [] })
    expect((await maintenanceView(snapshot, NOVEMBER))?.notices).toHaveLength(3)
  })
})
