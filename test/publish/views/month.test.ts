import { expect, test } from 'vitest'
import type { Db } from '../../../db/schema/index.ts'
import { openIncident } from '../../../server/actions/incident/open-incident.ts'
import { postUpdate } from '../../../server/actions/incident/post-update.ts'
import { changePlatform } from '../../../server/actions/platform/change-platform.ts'
import { uptimeText } from '../../../src/components/platform/uptime.ts'
import { dictionary, type Locale } from '../../../src/i18n/index.ts'
import { day as calendarDay } from '../../../src/i18n/time.ts'
import { actionContext, addPlatforms, news, opened, p1g, p2 } from '../../support/app/actions.ts'
import { hours, instant, START } from '../../support/clock.ts'
import { sqliteInMemory } from '../../support/database.ts'
import { ADA, ROSA } from '../../support/people.ts'
import { publishedSite } from '../../support/publish/published.ts'
import { closeTestPublishers } from '../../support/publish/publisher.ts'
import { accepted } from '../../support/result.ts'

closeTestPublishers()

const published = async () => publishedSite((await sqliteInMemory()).db)
const MONTH = 'reports/2026-11/'
const NEXT_MONTH = instant('2026-12-02T12:00:00Z')

/** One that is told afterwards: from when until when. */
async function was(db: Db, from: string, until: string, now = START): Promise<string> {
  const times = { startedAt: instant(from), resolvedAt: instant(until) }
  return accepted(await openIncident(actionContext(db, ROSA, now), p2(times))).id
}

test('a month that lasts says so, and no longer once it is over', async () => {
  const { db, at, page } = await published()
  await was(db, '2026-10-20T12:00:00Z', '2026-10-20T18:00:00Z')
  await at(START)
  expect(page(MONTH)).toContain('Report for November 2026, so far')
  await at(NEXT_MONTH)
  expect(page(MONTH)).toContain('Report for November 2026')
  expect(page(MONTH)).not.toContain('so far')
})

test('with nothing on record months begin with the oldest platform, so that a month that is over is said to be', async () => {
  const { at, page } = await published()
  await at(START)
  expect(page(MONTH)).toContain('Report for November 2026, so far')
  await at(NEXT_MONTH)
  expect(page('reports/2026-12/')).toContain('so far')
  expect(page(MONTH)).toContain('Report for November 2026')
  expect(page(MONTH)).not.toContain('so far')
})

test('a month without anything says that it was quiet, and that platforms were up', async () => {
  const { at, page } = await published()
  await at(START + hours(24))
  expect(page(MONTH)).toContain('No incident in this month. No promise about updates fell due.')
  expect(page(MONTH)).toContain('No maintenance that reached customers ran in this month.')
  expect(page(MONTH)).toContain('TRUNKS from Tue 10 Nov 2026 100%')
})

test('incidents are counted, master cases first, with what became of their promises in this month', async () => {
  const { db, at, page } = await published()
  await opened(actionContext(db), p2({ title: 'Slow dialling' }))
  const id = await opened(actionContext(db, ROSA, START - hours(1)), p1g())
  accepted(await postUpdate(actionContext(db, ROSA, START + hours(2)), id, news('Over.', { phase: 'resolved' })))
  await at(START + hours(3))
  const report = page(MONTH)
  expect(report).toContain('2 incidents in this month. 1 of them was a master case (P1G).')
  expect(report).toContain('Of those that are over, the longest lasted 3 h. 1 is not over yet.')
  expect(report.indexOf('Calls failing')).toBeLessThan(report.indexOf('Slow dialling'))
})

test('where no promise fell due a report and the figures say so in words, not by a dash', async () => {
  const { db, site, at, page } = await published()
  await opened(actionContext(db, ROSA, instant('2026-11-30T23:50:00-07:00')), p2())
  await at(NEXT_MONTH)
  expect(page(MONTH)).toMatch(/One-way audio P2 .* not over yet TRUNKS none due/)
  for (const file of [MONTH, 'promises/']) expect(site.file(`${file}index.html`)).not.toMatch(/>\s*–\s*</)
})

test('an incident across the turn of the year is told of both months, and of no other', async () => {
  const { db, site, at, page } = await published()
  const now = instant('2027-02-01T18:00:00Z')
  await was(db, '2026-10-20T12:00:00Z', '2026-10-20T18:00:00Z', now)
  await was(db, '2026-12-31T12:00:00Z', '2027-01-01T18:00:00Z', now)
  await at(now)
  for (const month of ['2026-12', '2027-01']) expect(page(`reports/${month}/`)).toContain('1 incident in this month.')
  expect(page('reports/2026-11/')).toContain('No incident in this month.')
  expect(site.file('reports/2027-01/index.html')).toContain('href="/reports/2026-12/"')
  expect(site.file('reports/2026-12/index.html')).toContain('href="/reports/2027-01/"')
})

test('a month in which the clocks change is as long as it was', async () => {
  const { db, at, page } = await published()
  const now = instant('2027-05-01T18:00:00Z')
  // All of March in Denver but for its first day: 30 days less the hour that the clocks skip, of 31 less that hour.
  await was(db, '2027-03-02T07:00:00Z', '2027-04-01T06:00:00Z', now)
  await at(now)
  // A partial outage counts three tenths: 1 − 0.3 × 719/743.
  expect(page('reports/2027-03/')).toMatch(/70\.9[67] ?%/)
})

test('an archived platform counts until it was archived, whatever is changed of it later', async () => {
  const { db, at, page } = await published()
  await addPlatforms(db, 'fax')
  await was(db, '2026-10-20T12:00:00Z', '2026-10-20T18:00:00Z')
  const change = async (what: object, when: string) =>
    accepted(await changePlatform(actionContext(db, ADA, instant(when)), 'fax', what))
  await change({ archived: true }, '2026-11-15T12:00:00Z')
  await change({ name: 'Old fax' }, '2026-11-20T12:00:00Z')
  await at(NEXT_MONTH)
  expect(page(MONTH)).toMatch(/Old fax from Tue 10 Nov 2026 until Sun 15 Nov 2026/)
  expect(page('reports/2026-12/')).not.toContain('Old fax')
})

test('the page of an archived platform stops where the report does, and says until when', async () => {
  const { db, site, at, page } = await published()
  await addPlatforms(db, 'fax')
  const change = async (what: object, when: string) =>
    accepted(await changePlatform(actionContext(db, ADA, instant(when)), 'fax', what))
  const down = { platforms: [{ id: 'fax', impact: 'major_outage' as const }] }
  const id = await opened(actionContext(db, ROSA, instant('2026-11-12T07:00:00Z')), p2(down))
  const over = actionContext(db, ROSA, instant('2026-11-12T19:00:00Z'))
  accepted(await postUpdate(over, id, news('Over.', { phase: 'resolved' })))
  await change({ archived: true }, '2026-11-15T07:00:00Z')
  await change({ name: 'Old fax' }, '2026-11-20T12:00:00Z')
  await at(NEXT_MONTH)
  const [, told] = /([\d.]+ ?%) uptime from Tue 10 Nov 2026 until Sun 15 Nov 2026/.exec(page('platforms/fax/')) ?? []
  expect(told).toMatch(/^89\./)
  expect(page(MONTH)).toContain(told)
  const days = { from: instant('2026-11-10T12:00:00Z'), until: instant('2026-11-15T12:00:00Z') }
  const inLanguage = (locale: Locale) =>
    uptimeText('89 %', days, '', dictionary(locale), (at) => calendarDay(at, 'UTC', locale))
  expect(inLanguage('pt')).toMatch(/desde .*10.* até .*15/)
  expect(inLanguage('es')).toMatch(/desde el .*10.* hasta el .*15/)
  const html = site.file('platforms/fax/index.html')
  expect(html).toContain('id="2026-11-14"')
  expect(html).not.toContain('id="2026-11-16"')
  expect(html).not.toContain('id="2026-12-')
  await change({ archived: false }, '2026-12-05T12:00:00Z')
  await at(instant('2026-12-06T12:00:00Z'))
  expect(page('platforms/fax/')).toMatch(/% uptime since Tue 10 Nov 2026/)
})

test('one that was archived on the day on which it was added names that day once, and offers nothing of what comes', async () => {
  const { db, site, at, page } = await published()
  await addPlatforms(db, 'fax')
  accepted(await changePlatform(actionContext(db, ADA, START + hours(2)), 'fax', { archived: true }))
  await at(START + hours(3))
  expect(page('platforms/fax/')).toContain('100% uptime on Tue 10 Nov 2026')
  expect(page('platforms/fax/')).not.toMatch(/calendar|next twelve months/)
  expect(page(MONTH)).toContain('FAX on Tue 10 Nov 2026')
  expect(site.file('platforms/trunks/index.html')).toContain('/platforms/trunks/calendar.ics')
})

test('one that was archived longer ago than its page tells of has no uptime and no days', async () => {
  const { db, at, page } = await published()
  await addPlatforms(db, 'fax')
  const archived = actionContext(db, ADA, instant('2026-11-15T12:00:00Z'))
  accepted(await changePlatform(archived, 'fax', { archived: true }))
  await at(instant('2027-12-01T12:00:00Z'))
  expect(page('platforms/fax/')).toContain('FAX No longer in use')
  expect(page('platforms/fax/')).not.toMatch(/% uptime|The last year/)
})
