import { expect, test } from 'vitest'
import { openIncident } from '../../../server/actions/incident/open-incident.ts'
import { postUpdate } from '../../../server/actions/incident/post-update.ts'
import { readConcerns } from '../../../server/queries/organisation/own-page.ts'
import { actionContext, news, opened, p2 } from '../../support/app/actions.ts'
import { scheduled } from '../../support/app/maintenance.ts'
import { hours, minutes, START } from '../../support/clock.ts'
import { sqliteInMemory } from '../../support/database.ts'
import { addOrganisation } from '../../support/organisations/organisations.ts'
import { ROSA } from '../../support/people.ts'
import { publishedSite } from '../../support/publish/published.ts'
import { closeTestPublishers } from '../../support/publish/publisher.ts'
import { SITE } from '../../support/publish/site.ts'
import { accepted } from '../../support/result.ts'

closeTestPublishers()

const down = { platforms: [{ id: 'trunks', impact: 'major_outage' as const }] }

test('every page tells one uptime of a young platform: of the time since it is there', async () => {
  const { db, at, page } = await publishedSite((await sqliteInMemory()).db)
  await at(START + minutes(1))
  expect(page('platforms/trunks/')).toContain('100% uptime since Tue 10 Nov 2026')
  const id = await opened(actionContext(db, ROSA, START + hours(1)), p2(down))
  accepted(await postUpdate(actionContext(db, ROSA, START + hours(2)), id, news('Over.', { phase: 'resolved' })))
  // Pages that are made later say what is true then, whatever was counted before.
  await at(START + hours(2))
  await opened(actionContext(db, ROSA, START + hours(10)), p2({ title: 'A note', platforms: [] }))
  await at(START + hours(10))
  expect(page('')).toContain('90.00% uptime')
  await at(START + hours(48))
  accepted(await openIncident(actionContext(db, ROSA, START + hours(50)), p2({ ...down, drill: true })))
  const other = await opened(actionContext(db, ROSA, START + hours(50)), p2(down))
  accepted(await postUpdate(actionContext(db, ROSA, START + hours(50)), other, news('No.', { phase: 'resolved' })))
  await at(START + hours(50))
  expect(page('')).toContain('98.00% uptime')
  expect(page('platforms/trunks/')).toContain('98.00% uptime since Tue 10 Nov 2026')
  expect(page('platforms/trunks/')).not.toContain('in the last year')
  expect(page('reports/2026-11/')).toContain('TRUNKS from Tue 10 Nov 2026 98.00%')
  const acme = await addOrganisation(db, 'Acme', ['trunks'])
  const { platforms } = await readConcerns(db, acme, { now: START + hours(50), zone: SITE.zone })
  expect(platforms).toMatchObject([{ uptime: 9_800, from: START, unknown: 362 }])
})

test('an incident during announced maintenance counts, on each page as the day that it is listed on', async () => {
  const { db, at, page } = await publishedSite((await sqliteInMemory()).db)
  const [startsAt, endsAt] = [START + hours(4), START + hours(6)]
  await scheduled(db, { startsAt, endsAt, shortNotice: { class: 'urgent', reason: 'A part.' }, reason: 'A part.' })
  await at(startsAt)
  const id = await opened(actionContext(db, ROSA, startsAt), p2({ ...down, title: 'Unrelated power cut' }))
  accepted(await postUpdate(actionContext(db, ROSA, START + hours(5)), id, news('Over.', { phase: 'resolved' })))
  await at(START + hours(10))
  for (const path of ['', 'platforms/trunks/', 'reports/2026-11/']) expect(page(path)).toContain('90.00%')
  expect(page('platforms/trunks/')).toContain('nor does maintenance; an incident during maintenance does.')
})

test('trouble that is told of the time before a platform was set up counts, from its beginning', async () => {
  const { db, at, page } = await publishedSite((await sqliteInMemory()).db)
  const told = { ...down, startedAt: START - hours(50), resolvedAt: START - hours(49) }
  accepted(await openIncident(actionContext(db, ROSA, START), p2(told)))
  await at(START)
  for (const path of ['', 'platforms/trunks/', 'reports/2026-11/']) expect(page(path)).toContain('98.00%')
  expect(page('platforms/trunks/')).toContain('since Sun 8 Nov 2026')
})
