import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Db } from '../../../db/schema/index.ts'
import { postUpdate } from '../../../server/actions/incident/post-update.ts'
import { DEFAULT_PLAN } from '../../../server/domain/plan/plan.ts'
import { DAY } from '../../../server/domain/vocabulary.ts'
import { monthOf, monthSpan, monthsBetween } from '../../../server/publish/facts/months.ts'
import { createSnapshot, type PublishSnapshot } from '../../../server/publish/facts/snapshot.ts'
import { UptimeCache } from '../../../server/publish/facts/uptime-cache.ts'
import { historyView } from '../../../server/publish/views/history.ts'
import { homeView } from '../../../server/publish/views/home.ts'
import { incidentView } from '../../../server/publish/views/incident.ts'
import { platformPageView } from '../../../server/publish/views/platform.ts'
import { subscribeView } from '../../../server/publish/views/subscribe.ts'
import { actionContext, addPlatforms, news, opened, p1g, p2 } from '../../support/app/actions.ts'
import { hours, instant, minutes, START } from '../../support/clock.ts'
import { onEachDatabase, sqliteInMemory } from '../../support/database.ts'
import { ROSA } from '../../support/people.ts'
import { SITE } from '../../support/publish/site.ts'
import { randomCases } from '../../support/random-cases.ts'
import { accepted } from '../../support/result.ts'

async function snapshotOf(db: Db, now = START + minutes(10)): Promise<PublishSnapshot> {
  return createSnapshot(db, SITE, DEFAULT_PLAN, now, await UptimeCache.read(db, now))
}

onEachDatabase('what pages are given to show', (fresh) => {
  async function published(): Promise<{ db: Db; id: string }> {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks', 'fax')
    const id = await opened(actionContext(db), p1g({ update: { body: 'We are **looking**.' } }))
    return { db, id }
  }

  test('home: open incidents with their promise, platforms with their past', async () => {
    const { db, id } = await published()
    const view = await homeView(await snapshotOf(db))
    expect(view.open).toMatchObject([
      {
        id,
        url: `/incidents/${id}/`,
        impact: 'partial_outage',
        promise: { dueAt: START + hours(1), standing: 'on_time', basis: 'cadence' },
        latest: { body: '<p>We are <strong>looking</strong>.</p>\n', headline: { again: false } },
        platforms: [{ id: 'trunks', name: 'TRUNKS', impact: 'partial_outage' }],
      },
    ])
    expect(view.days).toHaveLength(90)
    const [{ name, platforms } = { name: '', platforms: [] }] = view.groups
    expect(name).toBe('Voice')
    expect(platforms.map(({ id: platform, state }) => [platform, state])).toEqual([
      ['trunks', 'partial_outage'],
      ['fax', 'operational'],
    ])
    expect(platforms[0]?.history.slice(-2)).toEqual(['operational', 'partial_outage'])
    expect(platforms[0]?.uptime).toBeLessThan(10_000)
    expect(platforms[1]).toMatchObject({ uptime: 10_000 })
    expect(view.recent).toEqual([])
  })

  test('a resolved incident shows the worst it did, and is recent for two weeks', async () => {
    const { db, id } = await published()
    const at = START + hours(1)
    accepted(
      await postUpdate(
        actionContext(db, ROSA, at),
        id,
        news('Better.', { platforms: [{ id: 'trunks', impact: 'degraded_performance' }] }),
      ),
    )
    expect((await incidentView(await snapshotOf(db, at), id))?.incident.impact).toBe('degraded_performance')
    accepted(await postUpdate(actionContext(db, ROSA, at + 1), id, news('Over.', { phase: 'resolved' })))
    const view = await homeView(await snapshotOf(db, at + hours(1)))
    expect(view.open).toEqual([])
    expect(view.recent).toMatchObject([{ id, impact: 'partial_outage', resolvedAt: at + 1 }])
    expect((await homeView(await snapshotOf(db, at + 15 * DAY))).recent).toEqual([])
  })

  test('incident: the timeline newest first, with what each update changed, and what is hit worst first', async () => {
    const { db, id } = await published()
    accepted(
      await postUpdate(
        actionContext(db, ROSA, START + 1),
        id,
        news('Also fax.', { platforms: [{ id: 'fax', impact: 'major_outage' }] }),
      ),
    )
    const view = await incidentView(await snapshotOf(db), id)
    expect(view?.updates).toMatchObject([
      { phase: 'investigating', headline: { again: true }, changes: [{ name: 'FAX', from: null, to: 'major_outage' }] },
      {
        phase: 'investigating',
        headline: { again: false },
        changes: [{ name: 'TRUNKS', from: null, to: 'partial_outage' }],
      },
    ])
    expect(view?.incident.platforms.map((platform) => platform.id)).toEqual(['fax', 'trunks'])
    expect(await incidentView(await snapshotOf(db), 'unknown')).toBeNull()
  })

  test('platform: a year of days, its own incidents only', async () => {
    const { db, id } = await published()
    await opened(
      actionContext(db, ROSA, START - 20 * DAY),
      p2({ title: 'Fax down', platforms: [{ id: 'fax', impact: 'major_outage' }] }),
    )
    const view = await platformPageView(await snapshotOf(db), 'trunks')
    expect(view?.days).toHaveLength(365)
    expect(view?.platform.history).toHaveLength(365)
    expect(view?.open.map((one) => one.id)).toEqual([id])
    expect(view?.incidents).toEqual([])
    expect(await platformPageView(await snapshotOf(db), 'unknown')).toBeNull()
  })

  test('open incidents stand in one order wherever they stand: the most urgent first', async () => {
    const { db, id } = await published()
    const on = [{ id: 'trunks', impact: 'degraded_performance' as const }]
    const later = await opened(
      actionContext(db, ROSA, START + minutes(5)),
      p1g({ title: 'More calls fail', platforms: on }),
    )
    const minor = await opened(actionContext(db, ROSA, START + minutes(6)), p2({ title: 'Echo', platforms: on }))
    const snapshot = await snapshotOf(db)
    const [front, own] = [await homeView(snapshot), await platformPageView(snapshot, 'trunks')]
    expect(front.open.map((one) => one.id)).toEqual([id, later, minor])
    expect(own?.open.map((one) => one.id)).toEqual([id, later, minor])
  })

  test('history: every month from the first incident on has a page, also one without incidents', async () => {
    const { db } = await published()
    const august = instant('2026-08-31T23:30:00-06:00')
    const id = await opened(actionContext(db, ROSA, august), p2({ title: 'In August' }))
    accepted(await postUpdate(actionContext(db, ROSA, august + minutes(20)), id, news('Over.', { phase: 'resolved' })))
    const snapshot = await snapshotOf(db)
    expect(await historyView(snapshot, '2026-09')).toMatchObject({
      incidents: [],
      newer: '2026-10',
      older: '2026-08',
      months: ['2026-11', '2026-10', '2026-09', '2026-08'],
    })
    expect((await historyView(snapshot, '2026-08'))?.incidents).toMatchObject([{ title: 'In August' }])
    expect(await historyView(snapshot, '2026-07')).toBeNull()
    expect(await historyView(snapshot, '2026-12')).toBeNull()
  })

  test('subscribe: what can be followed', async () => {
    const { db, id } = await published()
    expect(await subscribeView(await snapshotOf(db))).toEqual({
      kind: 'subscribe',
      platforms: [
        { id: 'trunks', name: 'TRUNKS', url: '/platforms/trunks/' },
        { id: 'fax', name: 'FAX', url: '/platforms/fax/' },
      ],
      incidents: [{ id, title: 'Calls failing', openedAt: START, caseNumber: 'NL-1', affects: ['TRUNKS'] }],
      sent: null,
      faults: [],
    })
  })
})

describe('months', () => {
  test('begin and end at midnight of the provider', () => {
    expect(monthOf(instant('2026-11-01T05:59:00Z'), 'America/Denver')).toBe('2026-10')
    expect(monthOf(instant('2026-11-01T06:00:00Z'), 'America/Denver')).toBe('2026-11')
    const { from, until } = monthSpan('2026-11', 'America/Denver')
    // The clocks go back in November: the month is an hour longer.
    expect((until - from) / DAY).toBeCloseTo(30 + 1 / 24, 8)
    expect(monthsBetween('2026-11', '2026-11')).toEqual(['2026-11'])
    expect(monthsBetween('2025-11', '2026-02')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02'])
  })
})

describe('the cache of uptime', () => {
  test('says the same as reading everything anew, whatever happened', async () => {
    const step = fc.record({
      platform: fc.constantFrom('trunks', 'fax', 'chat'),
      impact: fc.constantFrom('degraded_performance', 'partial_outage', 'major_outage'),
      wait: fc.integer({ min: 1, max: 50 }),
      end: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        const { db, close } = await sqliteInMemory()
        await addPlatforms(db, 'trunks', 'fax', 'chat')
        let now = START - 10 * DAY
        const uptimeCache = await UptimeCache.read(db, now)
        for (const { platform, impact, wait, end } of steps) {
          now += hours(wait)
          const id = await opened(actionContext(db, ROSA, now), p2({ platforms: [{ id: platform, impact }] }))
          if (end)
            accepted(
              await postUpdate(actionContext(db, ROSA, now + hours(2)), id, news('Over.', { phase: 'resolved' })),
            )
          now += hours(2)
          const told = await createSnapshot(db, SITE, DEFAULT_PLAN, now, uptimeCache).incident(id)
          if (told) uptimeCache.setIncident(told)
          const anew = createSnapshot(db, SITE, DEFAULT_PLAN, now, await UptimeCache.read(db, now))
          const kept = createSnapshot(db, SITE, DEFAULT_PLAN, now, uptimeCache)
          for (const one of ['trunks', 'fax', 'chat'])
            expect(kept.past({ id: one, created_at: START }, 90)).toEqual(anew.past({ id: one, created_at: START }, 90))
        }
        await close()
      }),
      randomCases(15),
    )
  })
})
