import { type Kysely, sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import { expect, test } from 'vitest'
import { migrate } from '../../db/migrate.ts'
import { migrations } from '../../db/migrations/index.ts'
import { write } from '../../db/open.ts'
import type { Db } from '../../db/schema/index.ts'
import { readAnswers } from '../../db/staff/answers.ts'
import { readSetting } from '../../db/system/settings.ts'
import { shapeProblems } from '../../db/system/shape.ts'
import { climbLadder } from '../../server/actions/ladder/climb-ladder.ts'
import { DEFAULT_PLAN, type Plan } from '../../server/domain/plan/plan.ts'
import { DAY, HOUR, type Instant, MINUTE } from '../../server/domain/vocabulary.ts'
import { readOwed } from '../../server/queries/owed.ts'
import { onEachEmptyDatabase } from '../support/database.ts'
import { bindTestKey } from '../support/process/secret-key.ts'
import * as rows from '../support/rows.ts'

const PLAN: Plan = {
  ...DEFAULT_PLAN,
  staff: { leads: ['lead@northline.example'], desk: ['desk@northline.example'] },
}

/** A database as the release before the ladder left it. */
async function before(db: Db): Promise<void> {
  const older = Object.fromEntries(Object.entries(migrations).filter(([name]) => name < '0015-ladder'))
  await write(db, async (trx) => {
    const { error } = await new Migrator({ db: trx, provider: { getMigrations: async () => older } }).migrateToLatest()
    if (error) throw error
  })
  await bindTestKey(db)
  await db.insertInto('platforms').values(rows.platform).execute()
}

/** The tables as they were. */
// biome-ignore lint/suspicious/noExplicitAny: a schema that is no more.
const old = (db: Db) => db as unknown as Kysely<any>

/** An open incident whose next update is due so long from now. */
async function open(db: Db, id: string, dueIn: number, more: object = {}): Promise<void> {
  const now = Date.now()
  const times = { opened_at: now - DAY, created_at: now - DAY, updated_at: now - DAY }
  await old(db)
    .insertInto('incidents')
    .values({ ...rows.incident, ...times, id, next_update_due_at: now + dueIn, ...more })
    .execute()
  const update = { ...rows.update, id: `update ${id}`, incident_id: id, due_at: now + dueIn, created_at: now - DAY }
  await old(db).insertInto('updates').values(update).execute()
}

/** A window on record of a programme that expects details and promises a week's notice. */
async function windowOf(db: Db, id: string, { startsAt, madeAt }: { startsAt: Instant; madeAt: Instant }) {
  const common = {
    title: 'Work',
    description: 'Work.',
    reason: 'Wear.',
    platforms: '["voice"]',
    zone: 'America/Denver',
  }
  const shown = { ...common, impact: 'none', ends_by: 'hand', notices: '{"before":["P7D"],"start":true,"end":true}' }
  const made = { revision: 0, demo: 0, created_at: madeAt, updated_at: madeAt }
  const rule = { rule: 'FREQ=MONTHLY;BYDAY=3FR', anchor: '2026-01-16', wall_start: '22:00', wall_end: '04:00' }
  const more = { details_expected: 1, freezes: '[]', archived: 1, computed_from: madeAt }
  await old(db)
    .insertInto('programmes')
    .values({ id: `of-${id}`, ...shown, ...rule, ...more, ...made })
    .execute()
  const window = { programme_id: `of-${id}`, state: 'announced', starts_at: startsAt, ends_at: startsAt + HOUR }
  await old(db)
    .insertInto('maintenances')
    .values({ id, ...shown, ...window, detailed: 0, announced_at: madeAt, ...made })
    .execute()
}

async function queue(db: Db, event: { id: number; kind: string; at: Instant; notice: object }): Promise<void> {
  const incident = { incident_id: null, update_id: null, platforms: '[]', expanded_at: event.at }
  await old(db)
    .insertInto('events')
    .values({ ...rows.event, ...incident, ...event, notice: JSON.stringify(event.notice) })
    .execute()
  await old(db)
    .insertInto('deliveries')
    .values({ ...rows.delivery, event_id: event.id, subscriber_id: 'staff', channel: 'email', created_at: event.at })
    .execute()
}

/** Lets the ladder look each minute; who is told about what: "overdue -15". */
async function climb(db: Db, from: Instant, minutes: number): Promise<string[]> {
  const told: string[] = []
  for (let minute = 0; minute <= minutes; minute += 1) {
    const now = from + minute * MINUTE
    const notices = await climbLadder({ db, plan: PLAN, actor: { name: 'clock', role: 'admin' }, now })
    told.push(...notices.map(({ object, rung }) => `${object.id} ${rung / MINUTE}`))
  }
  return told
}

onEachEmptyDatabase('a database from before the ladder', (empty) => {
  test('tells nobody anew of what fell due long before; later rungs of what is open are told', async () => {
    const { db } = await empty()
    await before(db)
    await old(db)
      .insertInto('events')
      .values({ ...rows.event, incident_id: null, update_id: null })
      .execute()
    await open(db, 'long-overdue', -5 * HOUR)
    await open(db, 'overdue', -20 * MINUTE)
    await open(db, 'on-time', 40 * MINUTE)
    await migrate(db)
    expect(await shapeProblems(db)).toEqual([])
    const told = await climb(db, Date.now(), 45)
    expect(told).toEqual(['overdue 30', 'on-time -15', 'overdue 60', 'on-time 0'])
  })

  test('tells nobody of details and notices whose time had passed before their programme was made', async () => {
    const { db } = await empty()
    await before(db)
    await old(db)
      .insertInto('events')
      .values({ ...rows.event, incident_id: null, update_id: null })
      .execute()
    const now = Date.now()
    for (const [id, outcome] of [
      ['told', 'told'],
      ['missed', 'missed'],
      ['never', null],
    ] as const) {
      await windowOf(db, id, { startsAt: now + 3 * DAY, madeAt: now - DAY })
      if (outcome === null) continue
      const [due_at, told_at] = [now - 4 * DAY, outcome === 'told' ? now - DAY : null]
      await old(db)
        .insertInto('maintenance_notices')
        .values({ maintenance_id: id, key: 'P7D', due_at, told_at, outcome })
        .execute()
    }
    await migrate(db)
    expect(await climb(db, Date.now(), 45)).toEqual([])
    const owed = await readOwed(db, PLAN, Date.now())
    expect(owed.map(({ kind }) => kind)).toContain('details')
  })

  test('keeps who acknowledged what until when, and why', async () => {
    const { db } = await empty()
    await before(db)
    await open(db, 'overdue', -HOUR)
    const said = { promise_id: 'update overdue', incident_id: 'overdue', until_at: Date.now() + HOUR }
    const row = { ...said, id: 'a', reason: 'A call.', actor: 'Rosa', created_at: Date.now() }
    await old(db).insertInto('acknowledgements').values(row).execute()
    await migrate(db)
    expect(await db.selectFrom('acknowledgements').selectAll().execute()).toEqual([{ ...row, maintenance_id: null }])
    const { acknowledged, putOff } = (await readAnswers(db, ['update overdue']))('update overdue')
    expect([acknowledged?.actor, putOff?.reason]).toEqual(['Rosa', 'A call.'])
  })

  test('sends what waited by the ladder, and nothing waits for ever', async () => {
    const { db } = await empty()
    await before(db)
    const now = Date.now()
    await old(db)
      .insertInto('subscribers')
      .values({ ...rows.subscriber, id: 'staff' })
      .execute()
    // Nobody has answered for a week; the desk was to be told a moment after it was due.
    const asked = now - 7 * DAY
    await open(db, 'unanswered', 30 * DAY, { priority: 'P4', asked_at: asked })
    const notice = { incidentId: 'unanswered', title: 'Calls', owes: 'closing', since: asked, at: now - DAY }
    await queue(db, { id: 1, kind: 'staff.debt', at: now - DAY, notice })
    await queue(db, { id: 2, kind: 'staff.end', at: now, notice: { maintenanceId: 'gone', endsAt: now, at: now } })
    await migrate(db)
    const due = (await readOwed(db, PLAN, now)).find(({ kind }) => kind === 'no_answer')
    expect(due?.dueAt).toBeLessThan(now - DAY)
    expect(await climb(db, Date.now(), 2)).toEqual(['unanswered 0'])
    const waiting = await db
      .selectFrom('deliveries')
      .innerJoin('events', 'events.id', 'event_id')
      .select('kind')
      .where('settled_at', 'is', null)
      .execute()
    expect(waiting).toEqual([{ kind: 'staff.owed' }])
  })

  test('that nothing was ever told from looks back on nothing: it has no time before the ladder', async () => {
    const { db } = await empty()
    await before(db)
    await migrate(db)
    expect(await readSetting(db, 'ladder-since')).toBeNull()
    const { rows: found } = await sql`select * from rungs`.execute(db)
    expect(found).toEqual([])
  })
})
