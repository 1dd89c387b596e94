import { expect, test } from 'vitest'
import type { Db } from '../../../db/schema/index.ts'
import { changeIncident } from '../../../server/actions/incident/change-incident.ts'
import { postUpdate } from '../../../server/actions/incident/post-update.ts'
import { reopenIncident } from '../../../server/actions/incident/reopen-incident.ts'
import { DEFAULT_PLAN } from '../../../server/domain/plan/plan.ts'
import { DAY } from '../../../server/domain/vocabulary.ts'
import { momentsAround } from '../../../server/publish/documents/pending.ts'
import { createSnapshot, type PublishSnapshot } from '../../../server/publish/facts/snapshot.ts'
import { UptimeCache } from '../../../server/publish/facts/uptime-cache.ts'
import { incidentView } from '../../../server/publish/views/incident.ts'
import { platformPageView } from '../../../server/publish/views/platform.ts'
import { actionContext, addPlatforms, news, notices, opened, p1g, p2 } from '../../support/app/actions.ts'
import { hours, START } from '../../support/clock.ts'
import { onEachDatabase } from '../../support/database.ts'
import { LEE, type Person, ROSA } from '../../support/people.ts'
import { EVERYTHING, feed } from '../../support/publish/feed-reader.ts'
import { SITE } from '../../support/publish/site.ts'
import { accepted, refused } from '../../support/result.ts'

async function snapshotOf(db: Db, now: number): Promise<PublishSnapshot> {
  return createSnapshot(db, SITE, DEFAULT_PLAN, now, await UptimeCache.read(db, now))
}

onEachDatabase('pages and feeds', (fresh) => {
  async function freshWithPlatforms(): Promise<Db> {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks', 'fax')
    return db
  }
  const at = (db: Db, hour: number, person: Person = ROSA) => actionContext(db, person, START + hours(hour))
  const updates = async (db: Db) =>
    JSON.parse(await feed(db, { about: 'updates' }, 'json', START + 9 * DAY)).items as {
      title: string
      content_html: string
    }[]

  test('say how a platform fares altogether, and beside it what this incident does to it', async () => {
    const db = await freshWithPlatforms()
    await opened(at(db, 0), p1g({ platforms: [{ id: 'trunks', impact: 'major_outage' }] }))
    const id = await opened(at(db, 0), p2())
    accepted(await postUpdate(at(db, 1), id, news('Better.', { platforms: [{ id: 'trunks', impact: 'operational' }] })))
    const view = await incidentView(await snapshotOf(db, START + hours(1)), id)
    expect(view?.incident.platforms).toMatchObject([{ impact: 'operational', state: 'major_outage' }])
    accepted(await postUpdate(at(db, 2), id, news('Over.', { phase: 'resolved' })))
    const over = await incidentView(await snapshotOf(db, START + hours(2)), id)
    expect(over?.incident.platforms).toMatchObject([{ impact: 'partial_outage', state: null }])
  })

  test('a platform’s page shows an incident as bad as it is for that platform', async () => {
    const db = await freshWithPlatforms()
    await opened(
      at(db, 0),
      p1g({
        platforms: [
          { id: 'trunks', impact: 'major_outage' },
          { id: 'fax', impact: 'degraded_performance' },
        ],
      }),
    )
    const view = await platformPageView(await snapshotOf(db, START), 'fax')
    expect(view?.platform.state).toBe('degraded_performance')
    expect(view?.open.map(({ impact }) => impact)).toEqual(['degraded_performance'])
  })

  test('tell in the timeline that a case became a P1G, and was none any more', async () => {
    const db = await freshWithPlatforms()
    const id = await opened(at(db, 0), p2())
    accepted(await changeIncident(at(db, 0.5, LEE), id, { priority: 'P1G', reason: 'Several.', notify: false }))
    accepted(await changeIncident(at(db, 0.6, LEE), id, { priority: 'P2', reason: 'One.' }))
    accepted(await changeIncident(at(db, 0.7, LEE), id, { priority: 'P1', reason: 'All down.' }))
    const view = await incidentView(await snapshotOf(db, START + hours(1)), id)
    expect(view?.designations).toEqual([
      { how: 'designated', priority: 'P1G', at: START + hours(0.5) },
      { how: 'withdrawn', priority: 'P2', at: START + hours(0.6) },
    ])
    expect((await updates(db)).map(({ title }) => title)).toEqual([
      'No master case any more, now P2: One-way audio',
      'Now a master case (P1G): One-way audio',
      'Investigating: One-way audio',
    ])
    const [newest, before] = (await updates(db)).map(({ content_html }) => content_html)
    expect(newest).toContain('Update overdue since Tue 10 Nov 2026, 09:00 MST')
    expect(before).not.toContain('Next update')
  })

  test('mark what was reopened, and do not count the days in between', async () => {
    const db = await freshWithPlatforms()
    const id = await opened(at(db, 0), p2())
    accepted(await postUpdate(at(db, 1), id, news('Over.', { phase: 'resolved' })))
    accepted(await reopenIncident(at(db, 145), id, news('Back.')))
    const open = await incidentView(await snapshotOf(db, START + hours(145)), id)
    expect(open?.updates[0]?.headline).toEqual({ status: 'customer_reopened', phase: 'investigating', again: false })
    expect((await updates(db))[0]?.title).toBe('Reopened · Investigating: One-way audio')
    accepted(await postUpdate(at(db, 147), id, news('Over.', { phase: 'resolved' })))
    const over = await incidentView(await snapshotOf(db, START + hours(147)), id)
    expect(over?.incident.lasted).toBe(hours(3))
  })

  test('never say that one lasted less than it was open, whatever is stored of its end', async () => {
    const db = await freshWithPlatforms()
    const early = { openedAt: START - hours(10), resolvedAt: START - hours(8) }
    const id = await opened(at(db, 0), p2({ ...early, update: { body: 'Over.', phase: 'resolved' } }))
    accepted(await reopenIncident(at(db, 1), id, news('Back.')))
    accepted(await postUpdate(at(db, 2), id, news('Over.', { phase: 'resolved' })))
    const lasted = async () => (await incidentView(await snapshotOf(db, START + hours(2)), id))?.incident.lasted
    expect(await lasted()).toBe(hours(3))
    // Older versions took any end.
    await db
      .updateTable('incidents')
      .set({ resolved_at: START - hours(6) })
      .execute()
    expect(await lasted()).toBe(hours(2))
    await db
      .updateTable('incidents')
      .set({ started_at: START - hours(7), resolved_at: START + hours(2) })
      .execute()
    expect(await lasted()).toBe(hours(1))
  })

  test('count the days to reopen a case from when it was closed, not from when its problem was over', async () => {
    const db = await freshWithPlatforms()
    const over = { phase: 'resolved', resolvedAt: START - 6 * DAY } as const
    const id = await opened(at(db, 0), p2({ openedAt: START - 7 * DAY, update: { body: 'Over.', phase: 'resolved' } }))
    const told = await opened(at(db, 0), p2({ openedAt: START - 7 * DAY }))
    accepted(await postUpdate(at(db, 1), told, news('Over.', over)))
    const until = START + hours(1) + 7 * DAY
    const [notice] = (await notices(db)).slice(-1)
    expect(notice?.case?.reopenUntil).toBe(until)
    accepted(await changeIncident(at(db, 2, LEE), id, { resolvedAt: START - 5 * DAY, reason: 'Earlier.' }))
    const page = async (now: number, one = told) => (await incidentView(await snapshotOf(db, now), one))?.outlook
    expect(await page(START + hours(3), id)).toMatchObject({ reopenUntil: START + 7 * DAY })
    expect([(await page(until))?.reopenUntil, (await page(until + 1))?.reopenUntil]).toEqual([until, null])
    // Readers of a feed see by an entry's time that it changed; so its text holds without an event.
    for (const format of ['rss', 'atom', 'json'] as const) {
      const item = async (now: number) => (await feed(db, EVERYTHING, format, now)) as string
      expect(await item(until)).toContain('Until Tue 17 Nov 2026, 09:00 MST we reopen the case')
      expect(await item(until + 1)).toBe(await item(until))
    }
    const moments = await momentsAround(await snapshotOf(db, until - hours(1)), until - hours(2))
    expect(moments).toContainEqual({ at: until + 1, tags: expect.arrayContaining([`standing-of:${told}`, 'overdue']) })
    const again = await reopenIncident(actionContext(db, ROSA, until), told, news('Back.'))
    expect(again.ok).toBe(true)
    expect(refused(await reopenIncident(actionContext(db, ROSA, until + 1), id, news('Back.'))).code).toBe(
      'reopen_too_late',
    )
  })

  test('tell of a case that was closed without an answer what that means', async () => {
    const db = await freshWithPlatforms()
    const id = await opened(at(db, 0), p2())
    const closing = { caseStatus: 'closed_no_response', confirmed: true } as const
    accepted(await postUpdate(at(db, 1), id, news('We heard nothing.', closing)))
    const [item] = await updates(db)
    expect(item?.title).toBe('Closed without an answer: One-way audio')
    const rss = await feed(db, EVERYTHING, 'rss')
    for (const html of [item?.content_html, rss])
      expect(html).toContain(
        '<strong>Closed without an answer</strong> - <em>We tried to reach you and had no answer; the case is closed without one.</em></p>\n<p>We heard nothing.</p>',
      )
    expect(rss).not.toContain('Resolved')
    const view = await incidentView(await snapshotOf(db, START + hours(2)), id)
    expect(view?.incident.lasted).toBeNull()
    expect(rss).toContain('please open a new case')
    expect(rss).not.toContain('we reopen')
  })

  test('say in feeds each thing once, and of nothing that was merely closed that it is resolved', async () => {
    const db = await freshWithPlatforms()
    const [master, id] = [await opened(at(db, 0), p2()), await opened(at(db, 0), p2())]
    const shipping = { phase: 'identified', caseStatus: 'shipping' } as const
    accepted(await postUpdate(at(db, 1), master, news('On its way.', shipping)))
    accepted(await postUpdate(at(db, 2), id, news('The same.', { duplicateOf: master })))
    accepted(await postUpdate(at(db, 3), master, news('Over.', { phase: 'resolved' })))
    accepted(await reopenIncident(at(db, 4), master, news('Back.')))
    const [reopened, , duplicate, shipped] = (await updates(db)).map(({ content_html: html }) => html)
    expect(shipped).toContain('<strong>Identified</strong> - <em>Shipping: Hardware is on its way.</em>')
    expect(reopened).toContain('<strong>Investigating</strong> - <em>Reopened: It turned out')
    expect(duplicate).toContain('<strong>Duplicate</strong> - <em>')
    expect(duplicate).not.toContain('Resolved')
  })

  test('do not say how long a duplicate lasted: its problem goes on in another', async () => {
    const db = await freshWithPlatforms()
    const [master, id] = [await opened(at(db, 0), p2()), await opened(at(db, 0), p2())]
    accepted(await postUpdate(at(db, 1), id, news('The same.', { duplicateOf: master })))
    const view = await incidentView(await snapshotOf(db, START + hours(2)), id)
    expect(view?.incident).toMatchObject({ caseStatus: 'duplicate', lasted: null })
  })

  test('show no estimate of work that is done', async () => {
    const db = await freshWithPlatforms()
    const id = await opened(at(db, 0), p2({ update: { body: 'Down.', etr: START + hours(9) } }))
    const done = { caseStatus: 'resolved_follow_up', etr: START + hours(8) } as const
    accepted(await postUpdate(at(db, 1), id, news('Done.', done)))
    const view = await incidentView(await snapshotOf(db, START + hours(2)), id)
    expect(view?.promise.etr).toBeNull()
    expect((await updates(db))[0]?.content_html).not.toContain('Estimated')
  })

  test('mark an estimate and a hold as passed once they are', async () => {
    const db = await freshWithPlatforms()
    const etr = START + hours(1)
    const id = await opened(at(db, 0), p1g({ update: { body: 'Fibre.', etr, holdUntil: etr, reason: 'Splicing.' } }))
    const promise = async (now: number) => (await incidentView(await snapshotOf(db, now), id))?.promise
    expect(await promise(etr)).toMatchObject({ etrPassed: false, holdPassed: false })
    expect(await promise(etr + 1)).toMatchObject({ etrPassed: true, holdPassed: true })
  })
})
