import { expect, test } from 'vitest'
import { openIncident } from '../../../server/actions/incident/open-incident.ts'
import { actionContext, addPlatforms, p2 } from '../../support/app/actions.ts'
import { hours, manualClock, START } from '../../support/clock.ts'
import { sqliteInMemory } from '../../support/database.ts'
import { ROSA } from '../../support/people.ts'
import { publishedSite } from '../../support/publish/published.ts'
import { closeTestPublishers, testPublisher } from '../../support/publish/publisher.ts'
import { accepted } from '../../support/result.ts'
import { words } from '../../support/site/words.ts'

closeTestPublishers()

test('a site that began today says nothing of the time before', async () => {
  const { at, page } = await publishedSite((await sqliteInMemory()).db)
  await at(START + hours(1))
  expect(page('')).toContain('No incident has been resolved yet.')
  expect(page('promises/')).toContain('Nothing has been promised since Tue 10 Nov 2026, when our records begin.')
  expect(page('history/2026-11/')).toContain('No incidents since Tue 10 Nov 2026: as far as we know, nothing failed')
  expect(page('reports/2026-11/')).toContain('This report begins on Tue 10 Nov 2026: nothing is on record from before.')
  for (const path of ['', 'promises/', 'history/2026-11/', 'platforms/trunks/', 'reports/2026-11/'])
    expect(page(path)).not.toMatch(/last two weeks|last twelve months|in the last year\.|incidents in this month/)
  expect(page('')).toContain('Each mark is a day, from Tue 10 Nov 2026 to today.')
  await at(START + hours(24 * 30))
  expect(page('')).toContain('from Tue 10 Nov 2026 to today')
  expect(page('')).toContain('No incident was resolved in the last two weeks.')
  expect(page('history/2026-12/')).toContain('No incidents in this month')
  expect(page('reports/2026-12/')).not.toContain('This report begins')
})

test('the bars of a site say how many days they are of once it is as old as they are', async () => {
  const { db, at, page } = await publishedSite((await sqliteInMemory()).db)
  await at(START + hours(24 * 91))
  await addPlatforms(db, 'fax')
  await at(START + hours(24 * 91) + 1)
  expect(page('')).toContain('Each mark is a day, from 90 days ago to today.')
})

test('what is told of the time before the site began is on record', async () => {
  const { db, at, page } = await publishedSite((await sqliteInMemory()).db)
  const told = { startedAt: START - hours(24 * 20), resolvedAt: START - hours(24 * 20 - 1) }
  accepted(await openIncident(actionContext(db, ROSA), p2(told)))
  await at(START + hours(1))
  expect(page('')).toContain('No incident was resolved in the last two weeks.')
  expect(page('reports/2026-11/')).not.toContain('This report begins')
  expect(page('reports/2026-10/')).toContain('This report begins on Wed 21 Oct 2026')
})

test('a site that shows no platform does not say that all systems are operational, nor that it changed in 1970', async () => {
  const { db } = await sqliteInMemory()
  const site = await testPublisher(db, { clock: manualClock() })
  await site.publisher.publish()
  await site.publisher.settled()
  const front = site.file('index.html') ?? ''
  expect(front).toContain('No platforms are shown yet')
  expect(front).not.toContain('All systems operational')
  expect(words(site.file('history/2026-11/index.html'), ' ')).not.toContain('nothing failed')
  const summary = JSON.parse(site.file('api/v2/summary.json') ?? '')
  expect(summary.status).toEqual({ indicator: 'none', description: 'No Platforms Are Shown Yet' })
  expect(summary.page.updated_at).toBe(new Date(START).toISOString())
  expect(site.file('badge.svg')).toContain('No platforms are shown yet')
})
