import { expect, test } from 'vitest'
import { openIncident } from '../../../server/actions/incident/open-incident.ts'
import { postUpdate } from '../../../server/actions/incident/post-update.ts'
import { reopenIncident } from '../../../server/actions/incident/reopen-incident.ts'
import { actionContext, news, opened, p2 } from '../../support/app/actions.ts'
import { hours, instant, minutes } from '../../support/clock.ts'
import { sqliteInMemory } from '../../support/database.ts'
import { ROSA } from '../../support/people.ts'
import { publishedSite } from '../../support/publish/published.ts'
import { closeTestPublishers } from '../../support/publish/publisher.ts'
import { accepted } from '../../support/result.ts'

closeTestPublishers()

/** One day of the history, as it is read. */
const dayIn = (html: string | null, date: string) => html?.split(`id="${date}"`)[1]?.split('</li>')[0] ?? ''

test('one that is over is not still going on, on whichever of its days', async () => {
  const { db, site, at } = await publishedSite((await sqliteInMemory()).db)
  const evening = instant('2026-11-12T22:00:00-07:00')
  const id = await opened(actionContext(db, ROSA, evening), p2())
  await at(evening + hours(4))
  expect(dayIn(site.file('history/2026-11/index.html'), '2026-11-13')).toContain('Still going on:')
  accepted(await postUpdate(actionContext(db, ROSA, evening + hours(5)), id, news('Over.', { phase: 'resolved' })))
  await at(evening + hours(5))
  const day = dayIn(site.file('history/2026-11/index.html'), '2026-11-13')
  expect(day).toContain('Begun earlier:')
  expect(day).not.toContain('Still going on')
})

test('one that was reopened is listed on the days on which it was open, and in no month between', async () => {
  const { db, site, at, page } = await publishedSite((await sqliteInMemory()).db)
  const told = { startedAt: instant('2026-11-12T22:00:00-07:00'), resolvedAt: instant('2026-11-13T02:00:00-07:00') }
  const now = instant('2026-11-13T12:00:00-07:00')
  const { id } = accepted(await openIncident(actionContext(db, ROSA, now), p2(told)))
  const again = instant('2026-11-19T10:00:00-07:00')
  accepted(await reopenIncident(actionContext(db, ROSA, again), id, news('Back.')))
  const over = { phase: 'resolved' } as const
  accepted(await postUpdate(actionContext(db, ROSA, again + minutes(1)), id, news('Over.', over)))
  await at(again + minutes(2))
  const history = site.file('history/2026-11/index.html')
  expect(page('history/2026-11/')).toContain('14–18 November: no incidents')
  for (const date of ['2026-11-13', '2026-11-19']) expect(dayIn(history, date)).toContain('Begun earlier:')
  expect(page('reports/2026-11/')).toContain('4 h 1 min, not counting the time it was closed')
  for (const path of ['', 'history/2026-11/', `incidents/${id}/`])
    expect(page(path)).toMatch(/4 h 1 min, not counting the time it was closed/)
})

test('a month in which a reopened incident was closed does not tell of it', async () => {
  const { db, at, page } = await publishedSite((await sqliteInMemory()).db)
  const began = instant('2026-11-28T12:00:00-07:00')
  const id = await opened(actionContext(db, ROSA, began), p2())
  accepted(await postUpdate(actionContext(db, ROSA, began + hours(1)), id, news('Over.', { phase: 'resolved' })))
  await db
    .updateTable('incidents')
    .set({ resolved_at: instant('2027-01-05T13:00:00-07:00') })
    .execute()
  const [closing] = await db.selectFrom('updates').selectAll().where('phase', '=', 'resolved').execute()
  if (!closing) throw new Error('it was closed')
  const at2027 = (day: number) => instant(`2027-01-0${day}T12:00:00-07:00`)
  const more = { ...closing, resolved_at: null, report_due_at: null }
  await db
    .insertInto('updates')
    .values([
      {
        ...more,
        id: 'again',
        sequence: closing.sequence + 1,
        phase: 'investigating',
        case_status: 'in_progress',
        created_at: at2027(4),
        due_at: at2027(5),
        basis: 'cadence',
      },
      { ...more, id: 'over', sequence: closing.sequence + 2, created_at: at2027(5) },
    ])
    .execute()
  await at(at2027(6))
  expect(page('history/2026-12/')).toContain('No incidents in this month')
  expect(page('reports/2026-12/')).toContain('No incident in this month.')
  for (const month of ['2026-11', '2027-01']) expect(page(`history/${month}/`)).toContain('1 incident')
})

test('a report says of one that ended without an answer that it did', async () => {
  const { db, at, page } = await publishedSite((await sqliteInMemory()).db)
  const began = instant('2026-11-12T12:00:00-07:00')
  const id = await opened(actionContext(db, ROSA, began), p2())
  const closing = { caseStatus: 'closed_no_response', confirmed: true } as const
  accepted(await postUpdate(actionContext(db, ROSA, began + hours(1)), id, news('We heard nothing.', closing)))
  await at(began + hours(2))
  expect(page('reports/2026-11/')).toMatch(/One-way audio P2 .*12:00 MST Closed without an answer TRUNKS/)
})
