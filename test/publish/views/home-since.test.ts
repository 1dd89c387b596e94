import { expect, test } from 'vitest'
import { postUpdate } from '../../../server/actions/incident/post-update.ts'
import { reopenIncident } from '../../../server/actions/incident/reopen-incident.ts'
import { DEFAULT_PLAN } from '../../../server/domain/plan/plan.ts'
import { siteBadge } from '../../../server/publish/embed/badge.ts'
import { bannerData } from '../../../server/publish/embed/banner.ts'
import { createSnapshot } from '../../../server/publish/facts/snapshot.ts'
import { UptimeCache } from '../../../server/publish/facts/uptime-cache.ts'
import { homeView } from '../../../server/publish/views/home.ts'
import { actionContext, addPlatforms, news, opened, p1g, p2 } from '../../support/app/actions.ts'
import { hours, minutes, START } from '../../support/clock.ts'
import { sqliteInMemory } from '../../support/database.ts'
import { ROSA } from '../../support/people.ts'
import { SITE } from '../../support/publish/site.ts'
import { accepted } from '../../support/result.ts'
import { render } from '../../support/site/pages.ts'
import { pageContext } from '../../support/site/samples.ts'

/** A site with two platforms; `after` so many hours. `told` is what the front page's headline speaks of, times in hours. */
async function front() {
  const { db } = await sqliteInMemory()
  await addPlatforms(db, 'trunks', 'fax')
  const at = (after: number) => actionContext(db, ROSA, START + hours(after))
  const snapshotAt = async (after: number) => {
    const now = START + hours(after)
    return createSnapshot(db, SITE, DEFAULT_PLAN, now, await UptimeCache.read(db, now))
  }
  const told = async (after: number) => {
    const html = await render(pageContext(await homeView(await snapshotAt(after))))
    const hero = html.slice(html.indexOf('class="hero'), html.indexOf('class="strip'))
    const [, since, title] = /datetime="([^"]+)".*?<a href="[^#"]+"[^>]*>([^<]*)</s.exec(hero) ?? []
    const due = /data-due="(\d+)"/.exec(hero)?.[1]
    return title === undefined ? null : { title, since: inHours(Date.parse(since ?? '')), due: inHours(Number(due)) }
  }
  return { at, told, snapshotAt }
}
const inHours = (at: number) => (at - START) / hours(1)
const slow = [{ id: 'trunks', impact: 'degraded_performance' as const }]
const down = [{ id: 'trunks', impact: 'major_outage' as const }]
const works = [{ id: 'trunks', impact: 'operational' as const }]

test('sentence, date, link and clock speak of the gravest incident, whatever began or is due before', async () => {
  const { at, told, snapshotAt } = await front()
  await opened(at(0), p2({ title: 'Faxes are late', platforms: slow }))
  await opened(at(1), p1g({ title: 'No calls', platforms: slow }))
  expect(await told(1.9)).toEqual({ title: 'No calls', since: 1, due: 2 })
  // The other one was due before, and is overdue: its own card admits that.
  const snapshot = await snapshotAt(1.9)
  const view = await homeView(snapshot)
  expect(view.open.map(({ title }) => title)).toEqual(['No calls', 'Faxes are late'])
  expect(view.open[1]?.promise.dueAt).toBeLessThanOrEqual(START + hours(4))
  // Whoever shows it elsewhere says the same.
  const { incidents } = await bannerData(snapshot)
  expect(incidents.map(({ title, since }) => [title, inHours(Date.parse(since))])).toEqual([['No calls', 1]])
  expect(incidents[0]?.nextUpdateBy).toBe(new Date(START + hours(2)).toISOString().replace('.000', ''))
})

test('the badge promises what the headline does', async () => {
  const { at, told, snapshotAt } = await front()
  await opened(at(0), p2({ platforms: slow, update: { body: 'Soon.', nextUpdateBy: START + minutes(20) } }))
  await opened(at(0), p1g({ platforms: slow }))
  expect((await told(0.5))?.due).toBe(1)
  // 20 minutes are over: the case of the lesser one is overdue, the master case is not.
  expect(await siteBadge(await snapshotAt(0.5))).toMatch(
    /<title[^>]*>Northline: Degraded performance\. Next update by /,
  )
})

test('an open case is dated by its own beginning, also where nothing fails any more or worse comes', async () => {
  const { at, told } = await front()
  const id = await opened(at(2), p2({ platforms: [], startedAt: START + hours(1) }))
  expect((await told(2))?.since).toBe(1)
  accepted(await postUpdate(at(3), id, news('Down.', { platforms: down })))
  expect((await told(4))?.since).toBe(1)
  accepted(await postUpdate(at(5), id, news('Works.', { platforms: works })))
  expect((await told(6))?.since).toBe(1)
})

test('what was over before a case was reopened does not count', async () => {
  const { at, told } = await front()
  const id = await opened(at(0), p2({ platforms: down, startedAt: START - hours(30) }))
  expect((await told(1))?.since).toBe(-30)
  accepted(await postUpdate(at(1), id, news('Over.', { phase: 'resolved' })))
  expect(await told(2)).toBeNull()
  accepted(await reopenIncident(at(20), id, news('Back, for one customer.', { platforms: works })))
  expect((await told(21))?.since).toBe(20)
})
