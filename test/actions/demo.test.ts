import { expect, onTestFinished, test } from 'vitest'
import { firstBrokenAudit } from '../../db/audit.ts'
import { p1gWithoutImpact, resolvedWithImpact } from '../../db/consistency.ts'
import type { Db, NewRow } from '../../db/schema.ts'
import { NORTHLINE } from '../../db/seed/northline.ts'
import { readSetting } from '../../db/settings.ts'
import { clearDemo } from '../../server/actions/clear-demo.ts'
import { createPlatform } from '../../server/actions/create-platform.ts'
import { loadDemo } from '../../server/actions/load-demo.ts'
import { postUpdate } from '../../server/actions/post-update.ts'
import type { Instant } from '../../server/domain/vocabulary.ts'
import { instant, minutes, START } from '../support/clock.ts'
import { onEachDatabase, sqliteInMemory } from '../support/database.ts'
import { ADA, ALICE } from '../support/people.ts'
import { accepted, refused } from '../support/result.ts'
import { addPlatforms, as, everything, news, opened, p2, trail } from './desk.ts'

onEachDatabase('the demonstration', (fresh) => {
  async function demonstration(): Promise<Db> {
    const { db } = await fresh()
    accepted(await loadDemo(as(db, ADA)))
    return db
  }

  test('is complete, in order, told to nobody and free of contradictions', async () => {
    const db = await demonstration()
    expect(await readSetting(db, 'demo')).toBe('northline')
    expect(await count(db, 'platforms')).toBe(NORTHLINE.platforms.length)
    expect(await count(db, 'incidents')).toBe(NORTHLINE.incidents.length)
    const events = await db.selectFrom('events').select(['id', 'at', 'notify']).orderBy('id').execute()
    expect(events.map((event) => event.at)).toEqual(events.map((event) => event.at).sort((a, b) => a - b))
    expect(events.filter((event) => event.notify)).toEqual([])
    expect(await p1gWithoutImpact(db)).toEqual([])
    expect(await resolvedWithImpact(db)).toEqual([])
    expect(await firstBrokenAudit(db)).toBeNull()
    expect((await trail(db)).at(-1)).toMatchObject({
      actor: 'Ada',
      action: 'demo.load',
      object: 'demo/northline',
      at: START,
    })
  })

  test('is loaded whole or not at all', async () => {
    const { db } = await fresh()
    const cut = { ...as(db), within: () => Promise.reject(new Error('cut off')) }
    await expect(loadDemo(cut)).rejects.toThrow('cut off')
    expect(Object.values(await everything(db)).flat()).toEqual([])
    expect(await readSetting(db, 'demo')).toBeNull()
  })

  test('is never mixed into what is there', async () => {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks')
    expect(refused(await loadDemo(as(db)))).toMatchObject({ kind: 'conflict', code: 'not_empty' })
    expect(await count(db, 'platforms')).toBe(1)
  })

  test('goes without a trace on the page, and can be loaded again', async () => {
    const db = await demonstration()
    accepted(await clearDemo(as(db, ADA)))
    for (const table of ['platforms', 'incidents', 'updates', 'impacts'] as const)
      expect(await count(db, table)).toBe(0)
    expect(await readSetting(db, 'demo')).toBeNull()
    expect(await db.selectFrom('events').select('kind').orderBy('id', 'desc').limit(1).execute()).toEqual([
      { kind: 'demo.cleared' },
    ])
    expect((await trail(db)).at(-1)).toMatchObject({ actor: 'Ada', action: 'demo.clear' })
    expect(await firstBrokenAudit(db)).toBeNull()
    expect(refused(await clearDemo(as(db)))).toMatchObject({ kind: 'conflict', code: 'no_demo' })
    accepted(await loadDemo(as(db)))
  })

  test('goes and leaves what is the provider’s own', async () => {
    const db = await demonstration()
    accepted(await createPlatform(as(db, ADA), { id: 'trunks', name: 'Trunks', group: 'Voice' }))
    const own = await opened(as(db), p2({ platforms: [{ id: 'fax', impact: 'partial_outage' }] }))
    const shown = await db
      .selectFrom('incidents')
      .select('id')
      .where('priority', '=', 'P1G')
      .where('phase', '<>', 'resolved')
      .executeTakeFirstOrThrow()
    accepted(await postUpdate(as(db), shown.id, news('Told to everybody.')))
    await follow(db, { all: [''], platform: ['fax', 'messaging', 'trunks'], incident: [own, shown.id] })
    const cleared = accepted(await clearDemo(as(db, ADA)))
    expect(cleared).toMatchObject({ incidents: NORTHLINE.incidents.length, kept: ['fax'] })
    expect(await db.selectFrom('platforms').select(['id', 'demo']).orderBy('id').execute()).toEqual([
      { id: 'fax', demo: 0 },
      { id: 'trunks', demo: 0 },
    ])
    expect(await db.selectFrom('incidents').select('id').execute()).toEqual([{ id: own }])
    const left = await db.selectFrom('subscriptions').select('scope_id').orderBy('scope_id').execute()
    expect(left.map((row) => row.scope_id).sort()).toEqual(['', 'fax', own, 'trunks'].sort())
    const waiting = db
      .selectFrom('events')
      .select('incident_id')
      .where('notify', '=', 1)
      .where('expanded_at', 'is', null)
    expect(await waiting.execute()).toEqual([{ incident_id: own }])
    expect(await db.selectFrom('deliveries').selectAll().execute()).toEqual([])
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

test.each(['2026-03-08T09:30:00Z', '2026-11-01T07:59:00Z', '2028-02-29T23:59:00Z'])(
  'the demonstration can be loaded at %s',
  async (now) => {
    const db = await inMemory(instant(now))
    const last = await db.selectFrom('events').select('at').orderBy('id', 'desc').limit(1).executeTakeFirst()
    expect(last?.at).toBe(instant(now) - minutes(25))
  },
)

test('the demonstration names no person, address or number of anybody', () => {
  const words = JSON.stringify(NORTHLINE)
  expect(words).not.toMatch(/@|\+\d|\b\d{3}[-. ]\d{3,4}\b/)
  expect(words).not.toMatch(/<[a-z]/i)
})

async function inMemory(now: Instant = START): Promise<Db> {
  const { db, close } = await sqliteInMemory()
  onTestFinished(close)
  accepted(await loadDemo(as(db, ADA, now)))
  return db
}

async function count(db: Db, table: 'platforms' | 'incidents' | 'updates' | 'impacts'): Promise<number> {
  const { n } = await db
    .selectFrom(table)
    .select((e) => e.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return n
}

/** Alice follows some things, and a message of the newest event waits for her. */
async function follow(db: Db, scopes: Record<'all' | 'platform' | 'incident', string[]>): Promise<void> {
  const times = { created_at: START, updated_at: START }
  const alice = {
    id: 'alice',
    channel: 'email',
    address: ALICE,
    locale: 'en',
    state: 'active',
    source: 'page',
  } as const
  await db
    .insertInto('subscribers')
    .values({ ...alice, ...times })
    .execute()
  const rows = Object.entries(scopes).flatMap(([type, ids]) =>
    ids.map((id) => subscription(type as keyof typeof scopes, id)),
  )
  await db.insertInto('subscriptions').values(rows).execute()
  const newest = await db.selectFrom('events').select('id').orderBy('id', 'desc').limit(1).executeTakeFirstOrThrow()
  const waiting = {
    channel: 'email',
    topic: 't',
    lane: 'email',
    rank: 0,
    state: 'queued',
    because: '{}',
    attempts: 0,
    due_at: START,
  } as const
  await db
    .insertInto('deliveries')
    .values({ event_id: newest.id, subscriber_id: 'alice', created_at: START, ...waiting })
    .execute()
}

function subscription(scope_type: 'all' | 'platform' | 'incident', scope_id: string): NewRow<'subscriptions'> {
  const id = `${scope_type} ${scope_id}`
  const agreed = { state: 'active', requested_at: START, confirmed_at: START } as const
  return { id, subscriber_id: 'alice', scope_type, scope_id, incidents: 1, maintenance: 1, ...agreed }
}
