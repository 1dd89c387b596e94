import { expect, onTestFinished, test } from 'vitest'
import { loadMaintenance } from '../../../db/maintenance/load.ts'
import type { Db } from '../../../db/schema/index.ts'
import { NORTHLINE } from '../../../db/seed/northline.ts'
import { firstBrokenAudit } from '../../../db/system/audit-check.ts'
import { p1gWithoutImpact, resolvedWithImpact } from '../../../db/system/consistency.ts'
import { readSetting } from '../../../db/system/settings.ts'
import { clearDemo } from '../../../server/actions/demo/clear-demo.ts'
import { loadDemo } from '../../../server/actions/demo/load-demo.ts'
import { postUpdate } from '../../../server/actions/incident/post-update.ts'
import { changeProgramme } from '../../../server/actions/programme/change-programme.ts'
import { createDefaultProgrammes } from '../../../server/actions/programme/create-default-programmes.ts'
import { DAY, type Instant } from '../../../server/domain/vocabulary.ts'
import { readPromiseLedger } from '../../../server/queries/promise-ledger.ts'
import {
  actionContext,
  addPlatforms,
  allRows,
  auditTrail,
  countRows,
  demonstration,
  news,
  opened,
  p1g,
} from '../../support/app/actions.ts'
import { instant, minutes, START } from '../../support/clock.ts'
import { onEachDatabase, sqliteInMemory } from '../../support/database.ts'
import { ADA } from '../../support/people.ts'
import { accepted, refused } from '../../support/result.ts'

onEachDatabase('the demonstration', (fresh) => {
  test('is complete, in order, told to nobody and free of contradictions', async () => {
    const db = await demonstration(await fresh())
    expect(await readSetting(db, 'demo')).toBe('northline')
    expect(await countRows(db, 'platforms')).toBe(NORTHLINE.platforms.length)
    expect(await countRows(db, 'incidents')).toBe(NORTHLINE.incidents.length)
    const events = await db.selectFrom('events').select(['id', 'at', 'notify']).orderBy('id').execute()
    expect(events.map((event) => event.at)).toEqual(events.map((event) => event.at).sort((a, b) => a - b))
    expect(events.filter((event) => event.notify)).toEqual([])
    expect(await p1gWithoutImpact(db)).toEqual([])
    expect(await resolvedWithImpact(db)).toEqual([])
    expect(await firstBrokenAudit(db)).toBeNull()
    expect((await auditTrail(db)).at(-1)).toMatchObject({
      actor: 'Ada',
      action: 'demo.load',
      object: 'demo/northline',
      at: START,
    })
  })

  test('promises a report on the cause of each P1G, whatever the plan says; and nothing when it is cleared', async () => {
    const db = await demonstration(await fresh())
    const reports = async () => {
      const ledger = await readPromiseLedger(db, { startsAt: START - 400 * DAY, endsAt: START + 30 * DAY }, START)
      return ledger.updates.filter(({ kind }) => kind === 'report').map(({ state }) => state)
    }
    expect((await reports()).toSorted()).toEqual(['kept', 'kept', 'kept', 'kept', 'late'])
    const open = await db
      .selectFrom('incidents')
      .select('id')
      .where('priority', '=', 'P1G')
      .where('phase', '<>', 'resolved')
      .executeTakeFirstOrThrow()
    accepted(await postUpdate(actionContext(db), open.id, news('Over.', { phase: 'resolved' })))
    expect((await reports()).toSorted().at(-1)).toBe('open')
    accepted(await clearDemo(actionContext(db, ADA)))
    await addPlatforms(db, 'trunks')
    const own = await opened(actionContext(db), p1g())
    accepted(await postUpdate(actionContext(db), own, news('Over.', { phase: 'resolved' })))
    expect(await reports()).toEqual([])
  })

  test('is loaded whole or not at all', async () => {
    const { db } = await fresh()
    const cut = { ...actionContext(db), within: () => Promise.reject(new Error('cut off')) }
    await expect(loadDemo(cut)).rejects.toThrow('cut off')
    expect(Object.values(await allRows(db)).flat()).toEqual([])
    expect(await readSetting(db, 'demo')).toBeNull()
  })

  test('is never mixed into what is there', async () => {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks')
    expect(refused(await loadDemo(actionContext(db)))).toMatchObject({ kind: 'conflict', code: 'not_empty' })
    expect(await countRows(db, 'platforms')).toBe(1)
  })

  test('takes the place of programmes that nobody has touched, and of no others', async () => {
    const { db } = await fresh()
    accepted(await createDefaultProgrammes(actionContext(db, ADA), {}))
    accepted(await loadDemo(actionContext(db)))
    expect(await db.selectFrom('programmes').select('id').where('demo', '=', 1).execute()).toHaveLength(3)
    const other = (await fresh()).db
    accepted(await createDefaultProgrammes(actionContext(other, ADA), {}))
    accepted(await changeProgramme(actionContext(other, ADA), 'monthly', { title: 'Patch night' }))
    expect(refused(await loadDemo(actionContext(other)))).toMatchObject({ code: 'not_empty' })
  })
})

test('the demonstration kept every promise but one, which was twenty minutes late', async () => {
  const db = await inMemory()
  const updates = await db
    .selectFrom('updates')
    .innerJoin('incidents', 'incidents.id', 'updates.incident_id')
    .select(['incident_id', 'priority', 'updates.created_at', 'due_at'])
    .orderBy('incident_id')
    .orderBy('sequence')
    .execute()
  const late = updates.flatMap((update, index) => {
    const next = updates[index + 1]
    if (next?.incident_id !== update.incident_id || update.due_at === null) return []
    return next.created_at > update.due_at ? [{ priority: update.priority, by: next.created_at - update.due_at }] : []
  })
  expect(late).toEqual([{ priority: 'P1G', by: minutes(20) }])
})

test('the demonstration shows an open P1G whose next update is due in 35 minutes', async () => {
  const db = await inMemory()
  const open = await db
    .selectFrom('incidents')
    .selectAll()
    .where('phase', '<>', 'resolved')
    .orderBy('opened_at')
    .execute()
  expect(open.map(({ priority, phase }) => ({ priority, phase }))).toEqual([
    { priority: 'P2', phase: 'monitoring' },
    { priority: 'P1G', phase: 'identified' },
  ])
  const master = open[1]
  expect(master?.next_update_due_at).toBe(START + minutes(35))
  const running = await db
    .selectFrom('impacts')
    .select('impact')
    .where('incident_id', '=', master?.id ?? '')
    .where('until_at', 'is', null)
    .orderBy('impact', 'desc')
    .execute()
  expect(running).toEqual([{ impact: 'major_outage' }, { impact: 'degraded_performance' }])
})

test('the demonstration has maintenance of every kind behind it, and kept every notice it promised', async () => {
  const db = await inMemory()
  const { n } = await db
    .selectFrom('maintenance_notices')
    .select((e) => e.fn.countAll<number>().as('n'))
    .where((e) => e.or([e('outcome', '=', 'missed'), e('told_at', '>', e('due_at', '+', minutes(5)))]))
    .where('maintenance_id', 'like', 'monthly-%')
    .executeTakeFirstOrThrow()
  expect(n).toBe(0)
  const news = await db.selectFrom('maintenance_updates').select('news').distinct().orderBy('news').execute()
  expect(news.map((row) => row.news)).toEqual(
    expect.arrayContaining(['announced', 'cancelled', 'completed', 'extended', 'followed_up', 'moved', 'started']),
  )
  const reasons = await db
    .selectFrom('maintenances')
    .select('short_notice')
    .where('short_notice', 'is not', null)
    .execute()
  expect(reasons).toHaveLength(2)
})

test('the demonstration has told the next monthly window with its details, and not the one after', async () => {
  const db = await inMemory()
  const [next, after] = [
    await loadMaintenance(db, 'monthly-2026-11-20'),
    await loadMaintenance(db, 'monthly-2026-12-18'),
  ]
  expect(next?.maintenance).toMatchObject({ state: 'announced', detailed: true })
  expect(next?.maintenance.description).toContain('New certificates')
  expect(after).toMatchObject({ onRecord: false, maintenance: { state: 'planned', detailed: false } })
})

test.each([
  '2026-01-10T00:00:00Z',
  '2026-03-08T09:30:00Z',
  '2026-11-01T07:59:00Z',
  '2026-11-21T06:00:00Z',
  '2028-02-29T23:59:00Z',
])('the demonstration can be loaded at %s', async (now) => {
  const db = await inMemory(instant(now))
  const times = (await db.selectFrom('events').select('at').orderBy('id').execute()).map((event) => event.at)
  expect(times).toEqual(times.toSorted((a, b) => a - b))
  expect(times.at(-1)).toBe(instant(now) - minutes(25))
})

test('the demonstration names no person, address or number of anybody', () => {
  // Of its customers, `organisations.long.test.ts` says so.
  const words = JSON.stringify({ ...NORTHLINE, organisations: [] })
  expect(words).not.toMatch(/@|\+\d|\b\d{3}[-. ]\d{3,4}\b/)
  expect(words).not.toMatch(/<[a-z]/i)
})

async function inMemory(now: Instant = START): Promise<Db> {
  const { db, close } = await sqliteInMemory()
  onTestFinished(close)
  accepted(await loadDemo(actionContext(db, ADA, now)))
  return db
}
