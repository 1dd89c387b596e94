import { expect, test } from 'vitest'
import type { Db } from '../../../db/schema/index.ts'
import { postUpdate } from '../../../server/actions/incident/post-update.ts'
import { publishPostmortem } from '../../../server/actions/incident/publish-postmortem.ts'
import { reopenIncident } from '../../../server/actions/incident/reopen-incident.ts'
import { DEFAULT_PLAN } from '../../../server/domain/plan/plan.ts'
import { createSnapshot } from '../../../server/publish/facts/snapshot.ts'
import { UptimeCache } from '../../../server/publish/facts/uptime-cache.ts'
import { incidentView } from '../../../server/publish/views/incident.ts'
import { actionContext, addPlatforms, news, opened, p1g } from '../../support/app/actions.ts'
import { hours, START } from '../../support/clock.ts'
import { onEachDatabase } from '../../support/database.ts'
import { LEE } from '../../support/people.ts'
import { EVERYTHING, feed } from '../../support/publish/feed-reader.ts'
import { SITE } from '../../support/publish/site.ts'
import { accepted } from '../../support/result.ts'

onEachDatabase('a report that was published', (fresh) => {
  test('stays public when its case is opened again, and says so until it is corrected', async () => {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks', 'fax')
    const at = (hour: number) => actionContext(db, LEE, START + hours(hour))
    const id = await opened(at(0), p1g())
    const shown = async (hour: number) => (await viewAt(db, id, START + hours(hour)))?.postmortem
    const resolve = async (hour: number) =>
      accepted(await postUpdate(at(hour), id, news('Over.', { phase: 'resolved' })))
    await resolve(1)
    accepted(await publishPostmortem(at(2), id, { body: 'A card broke.', notify: true }))
    const report = { body: expect.stringContaining('A card broke.'), at: START + hours(2), correctedAt: null }
    expect(await shown(2)).toEqual({ ...report, reopenedAt: null })
    accepted(await reopenIncident(at(3), id, { body: 'Back.', notify: true }))
    expect(await shown(3)).toEqual({ ...report, reopenedAt: START + hours(3) })
    expect(await feed(db, EVERYTHING, 'json', START + hours(3))).toContain('A card broke.')
    await resolve(4)
    expect(await shown(4)).toEqual({ ...report, reopenedAt: START + hours(3) })
    accepted(await publishPostmortem(at(5), id, { body: 'A card broke twice.', notify: true }))
    expect(await shown(5)).toMatchObject({ correctedAt: START + hours(5), reopenedAt: null })
  })
})

async function viewAt(db: Db, id: string, now: number) {
  return incidentView(createSnapshot(db, SITE, DEFAULT_PLAN, now, await UptimeCache.read(db, now)), id)
}
