import { expect, test } from 'vitest'
import { postUpdate } from '../../../server/actions/incident/post-update.ts'
import { reopenIncident } from '../../../server/actions/incident/reopen-incident.ts'
import { DEFAULT_PLAN } from '../../../server/domain/plan/plan.ts'
import { createSnapshot } from '../../../server/publish/facts/snapshot.ts'
import { UptimeCache } from '../../../server/publish/facts/uptime-cache.ts'
import { homeView } from '../../../server/publish/views/home.ts'
import { actionContext, addPlatforms, news, opened, p2 } from '../../support/app/actions.ts'
import { hours, START } from '../../support/clock.ts'
import { sqliteInMemory } from '../../support/database.ts'
import { ROSA } from '../../support/people.ts'
import { SITE } from '../../support/publish/site.ts'
import { accepted } from '../../support/result.ts'

/** A site with two platforms; `after` so many hours. `since` tells what the front page's headline is dated by. */
async function front() {
  const { db } = await sqliteInMemory()
  await addPlatforms(db, 'trunks', 'fax')
  const at = (after: number) => actionContext(db, ROSA, START + hours(after))
  const since = async (after: number) => {
    const now = START + hours(after)
    const snapshot = createSnapshot(db, SITE, DEFAULT_PLAN, now, await UptimeCache.read(db, now))
    const view = await homeView(snapshot)
    return view.since === null ? null : (view.since - START) / hours(1)
  }
  return { at, since }
}
const slow = [{ id: 'trunks', impact: 'degraded_performance' as const }]
const down = [{ id: 'trunks', impact: 'major_outage' as const }]
const works = [{ id: 'trunks', impact: 'operational' as const }]

test('what does not work is dated by its own beginning, not by the oldest open case', async () => {
  const { at, since } = await front()
  await opened(at(0), p2({ title: 'Portal text', platforms: [] }))
  const id = await opened(at(2), p2({ platforms: [] }))
  expect(await since(2)).toBe(0)
  accepted(await postUpdate(at(3), id, news('Slow.', { platforms: slow })))
  expect(await since(4)).toBe(3)
  accepted(await postUpdate(at(5), id, news('Down.', { platforms: down })))
  expect(await since(6)).toBe(5)
  // A second case of the same, and the end of the first, are no break.
  await opened(at(7), p2({ platforms: down }))
  accepted(await postUpdate(at(8), id, news('Over here.', { platforms: works })))
  expect(await since(9)).toBe(5)
  // Another platform that does not work began earlier than none of it.
  await opened(at(9), p2({ platforms: [{ id: 'fax', impact: 'partial_outage' }] }))
  expect(await since(10)).toBe(5)
})

test('what was over before a case was reopened does not count', async () => {
  const { at, since } = await front()
  const id = await opened(at(0), p2({ platforms: down, startedAt: START - hours(30) }))
  expect(await since(1)).toBe(-30)
  accepted(await postUpdate(at(1), id, news('Over.', { phase: 'resolved' })))
  expect(await since(2)).toBeNull()
  accepted(await reopenIncident(at(20), id, news('Back, for one customer.', { platforms: works })))
  expect(await since(21)).toBe(20)
  accepted(await postUpdate(at(22), id, news('And for all.', { platforms: slow })))
  expect(await since(23)).toBe(22)
})
