import fc from 'fast-check'
import { expect, test } from 'vitest'
import { listIncidents } from '../../../db/incident/incidents.ts'
import type { Db, NewRow } from '../../../db/schema/index.ts'
import { postUpdate } from '../../../server/actions/incident/post-update.ts'
import { DEFAULT_PLAN } from '../../../server/domain/plan/plan.ts'
import { DAY, HOUR, type Instant } from '../../../server/domain/vocabulary.ts'
import { createSnapshot, type PublishSnapshot } from '../../../server/publish/facts/snapshot.ts'
import { UptimeCache } from '../../../server/publish/facts/uptime-cache.ts'
import { makeFeed } from '../../../server/publish/feeds/feeds.ts'
import { WIRE_DOCUMENTS } from '../../../server/publish/statuspage/documents.ts'
import { historyView, publicMonths } from '../../../server/publish/views/history.ts'
import { homeView } from '../../../server/publish/views/home.ts'
import { platformPageView } from '../../../server/publish/views/platform.ts'
import { actionContext, addPlatforms, news, opened, p2 } from '../../support/app/actions.ts'
import { instant, START } from '../../support/clock.ts'
import { onEachDatabase } from '../../support/database.ts'
import { ROSA } from '../../support/people.ts'
import { SITE } from '../../support/publish/site.ts'
import { accepted } from '../../support/result.ts'
import { impact as anyImpact, incident as anyIncident, platform as anyPlatform } from '../../support/rows.ts'

async function snapshotOf(db: Db, now: Instant): Promise<PublishSnapshot> {
  return createSnapshot(db, SITE, DEFAULT_PLAN, now, await UptimeCache.read(db, now))
}

const ids = (listed: readonly { id: string }[] | undefined) => (listed ?? []).map(({ id }) => id)

onEachDatabase('lists show what overlaps their time', (fresh) => {
  async function lasting(from: Instant, until?: Instant): Promise<{ db: Db; id: string }> {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks')
    const id = await opened(actionContext(db, ROSA, from), p2())
    if (until !== undefined)
      accepted(await postUpdate(actionContext(db, ROSA, until), id, news('Over.', { phase: 'resolved' })))
    return { db, id }
  }

  test('an incident of weeks is recent once it is resolved, until two weeks after', async () => {
    const { db, id } = await lasting(START - 30 * DAY, START)
    expect(ids((await homeView(await snapshotOf(db, START + HOUR))).recent)).toEqual([id])
    expect(ids((await homeView(await snapshotOf(db, START + 13 * DAY))).recent)).toEqual([id])
    expect(ids((await homeView(await snapshotOf(db, START + 16 * DAY))).recent)).toEqual([])
  })

  test('one across New Year is in the month before and in the month after, while it is open and later', async () => {
    const [from, until] = [instant('2026-12-30T12:00:00Z'), instant('2027-01-03T12:00:00Z')]
    const { db, id } = await lasting(from)
    const meanwhile = await snapshotOf(db, until)
    expect(ids((await historyView(meanwhile, '2026-12'))?.incidents)).toEqual([id])
    expect(ids((await historyView(meanwhile, '2027-01'))?.incidents)).toEqual([id])
    accepted(await postUpdate(actionContext(db, ROSA, until), id, news('Over.', { phase: 'resolved' })))
    const later = await snapshotOf(db, instant('2027-02-10T12:00:00Z'))
    expect(ids((await historyView(later, '2026-12'))?.incidents)).toEqual([id])
    expect(ids((await historyView(later, '2027-01'))?.incidents)).toEqual([id])
    expect(ids((await historyView(later, '2027-02'))?.incidents)).toEqual([])
  })

  test('a problem that began in a month before its case was opened is in both, and that month has a page', async () => {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks')
    const startedAt = instant('2026-10-30T12:00:00Z')
    const id = await opened(actionContext(db), p2({ startedAt }))
    const snapshot = await snapshotOf(db, START)
    expect(await publicMonths(snapshot)).toEqual(['2026-11', '2026-10'])
    expect(ids((await historyView(snapshot, '2026-10'))?.incidents)).toEqual([id])
  })

  test('what colours the year of a platform is in its list, and its months are linked', async () => {
    const { db, id } = await lasting(START - 380 * DAY, START - 330 * DAY)
    const view = await platformPageView(await snapshotOf(db, START), 'trunks')
    expect(view?.platform.history.slice(0, 30)).toContain('partial_outage')
    expect(ids(view?.incidents)).toEqual([id])
    expect(view?.months).toEqual(['2025-10', '2025-11', '2025-12'])
  })

  test('a long one is in feeds and Statuspage’s lists when it ends, however many began and ended since', async () => {
    const { db, id } = await lasting(START - 90 * DAY)
    for (let n = 0; n < 55; n++) {
      const at = START - 80 * DAY + n * DAY
      const short = await opened(actionContext(db, ROSA, at), p2({ title: `Short ${n}` }))
      accepted(await postUpdate(actionContext(db, ROSA, at + HOUR), short, news('Over.', { phase: 'resolved' })))
    }
    accepted(await postUpdate(actionContext(db, ROSA, START), id, news('Over at last.', { phase: 'resolved' })))
    const snapshot = await snapshotOf(db, START + HOUR)
    const scopes = [{ about: 'everything' }, { about: 'updates' }, { about: 'platform', id: 'trunks' }] as const
    for (const scope of scopes) expect(await makeFeed(snapshot, scope, 'rss')).toContain('Over at last.')
    expect(JSON.stringify(await WIRE_DOCUMENTS['/api/v2/incidents.json']?.(snapshot))).toContain('Over at last.')
  })

  test('whatever the times, lists are those that looking at each incident gives', async () => {
    const { db } = await fresh()
    const NOW = instant('2027-03-10T12:00:00Z')
    const many = fc
      .sample(times(NOW), { numRuns: 150, seed: 11 })
      .map((one, n) => ({ id: String(n).padStart(12, '0'), ...one }))
    await store(db, many)
    const names = (chosen: readonly Times[]) => chosen.map(({ id }) => id).sort()
    const overlapping = (from: Instant, to: Instant) =>
      names(many.filter((one) => Math.min(one.began, one.openedAt) < to && (one.resolvedAt ?? Infinity) >= from))
    const snapshot = await snapshotOf(db, NOW)
    for (const month of await publicMonths(snapshot)) {
      const first = Temporal.PlainYearMonth.from(month).toPlainDate({ day: 1 })
      const start = (date: Temporal.PlainDate) => date.toZonedDateTime(SITE.zone).epochMilliseconds
      const expected = overlapping(start(first), start(first.add({ months: 1 })))
      expect(ids((await historyView(snapshot, month))?.incidents).sort(), month).toEqual(expected)
    }
    const moment = fc.integer({ min: NOW - 400 * DAY, max: NOW })
    for (const [from, to] of fc.sample(fc.tuple(moment, moment), { numRuns: 40, seed: 12 })) {
      const found = await listIncidents(db, { from, to, platform: 'teams' }, { limit: 1000 })
      expect(ids(found).sort()).toEqual(overlapping(from, to))
      expect(ids(await listIncidents(db, { from }, { limit: 1000 })).sort()).toEqual(overlapping(from, Infinity))
      expect(ids(await listIncidents(db, { to }, { limit: 1000 })).sort()).toEqual(overlapping(-Infinity, to))
    }
  })
})

interface Times {
  id: string
  openedAt: Instant
  /** When the problem began, the opening if nobody said. */
  began: Instant
  resolvedAt: Instant | null
}

/** An incident of the last year and a half, long or short, said to have begun at its opening, before or after it. */
function times(now: Instant): fc.Arbitrary<Omit<Times, 'id'>> {
  const length = fc.oneof(fc.nat(DAY), fc.nat(200 * DAY))
  return fc.tuple(fc.nat(500 * DAY), length, length, fc.boolean()).map(([ago, before, lasted, isOver]) => {
    const openedAt = now - ago
    const resolvedAt = openedAt + lasted
    const began = Math.min(openedAt - before + DAY, resolvedAt, now)
    return { openedAt, began, resolvedAt: isOver && resolvedAt <= now ? resolvedAt : null }
  })
}

async function store(db: Db, many: readonly Times[]): Promise<void> {
  await db.insertInto('platforms').values(anyPlatform).execute()
  for (const { id, openedAt, began, resolvedAt } of many) {
    const over = { phase: 'resolved', case_status: 'closed', next_update_due_at: null } as const
    const row: NewRow<'incidents'> = { ...anyIncident, id, opened_at: openedAt, resolved_at: resolvedAt }
    const isStated = began !== openedAt
    await db
      .insertInto('incidents')
      .values({ ...row, started_at: isStated ? began : null, ...(resolvedAt !== null && over) })
      .execute()
    await db
      .insertInto('impacts')
      .values({ ...anyImpact, incident_id: id, from_at: began, until_at: resolvedAt })
      .execute()
  }
}
