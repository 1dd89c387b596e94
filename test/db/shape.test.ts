import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { migrations } from '../../db/migrations/index.ts'
import type { Db } from '../../db/schema/index.ts'
import { shapeProblems } from '../../db/system/shape.ts'
import { onEachDatabase } from '../support/database.ts'

/** SHA-256 of each migration as it landed. A new one is added here; one that stands here is never changed. */
const FROZEN = {
  '0001-spine': 'eeba3010739105f61cc427dc4ddd3b1f98f4b66e44693dea048ebbe47cf2aa35',
  '0002-support-plan': '27f630bd3c558fb344930ba932554b372ffee9f70b8c36d7d140abf7c0e59939',
  '0003-maintenance': 'b4788f7e21c08017574054dd6a0ea9f807eb3ae3e404bcd3c2d5b255dc92bf54',
  '0004-limits': 'e6bd1bb6dd742c958f30d6a4f9846f15b941c3b257ef9ad12a3ab5c23f876bea',
  '0006-mend-older-databases': '6a6c8ef394393fed1e5d000feab1f0e232aa487a0d2423a3fbfe69d79543a476',
  '0007-promised-notices': '834b230de5b55aeb2929d6df3b71e20da0e1b9a063bbcf82efb031a55f66bec9',
  '0009-told-afterwards': 'dc884767ad1c9f13ff5b58d9ad3a371a648742a206c7a08a412aa7c440a20d44',
  '0012-report-promises': 'd2f961ef46e7d0f080ba6a4dba5a438019cb27ecbbc1b2b6ef13e066ac1edfef',
  '0014-programmes-follow': 'e2104f6b51899eee2bda5ddb7625a75feec14a47c7a1ab96a0c79db00dbe5b88',
  '0015-ladder': '9340fb3248ce8108c148b077a3073e39e291fa4f4bb421ce13342f4c1322a4a2',
  '0016-staff': 'f8bcfe0576fcd9fd56f5cc75070f5af23523bda7821bfa8b81869489ec3c6427',
  '0017-templates': '3d2d0c7911892c11dfe492c7973bad26587a4080baadad5a4960ed41823441a7',
  '0018-drafts': '5134b95eccb793f1b14b6cbb97cbf08fd2da5e5bf1743623fa03d5c4742723d6',
  '0019-mailed-links': 'c3210bc8dee65fb1e639e3dd8abc4b290ea8f8d129eb78bdf9dc7e94d13c7f81',
  '0020-channels': 'c67ebe1b572d65c3b5d48f4391962212f302323333974d584b60df0378137fb2',
  '0021-contacts': '34b17f28dbe8f384c4e78ba0c5baec294452a24195f4a1fad289cc3c0dfbe0dc',
  '0022-translations': '9e48112940ddf3c9a51c7387ce1ca9a027e510737cae2555ba52247b38e4b0f9',
  '0023-audit-searched': '4245253582545184653c49addc4c55a8c20c43c26241638957c661a30f203610',
  '0024-delivery-board': '2ebeca5b3ae49832a9a4758c21e6ea5635f028666c097b481567bf6940d1fe3e',
  '0025-identities': '15d2ab30ab05e3e0f3ba3881249d1296efdabb8a13496b26a1aeb75c2c62179f',
  '0026-break-glass': '7628ac096b1c44dd5f7e87ed7542d40519a6f736ccde510148d91babc6452259',
  '0027-passkeys': 'b16a536c145c08d6af93aa5818b4dd68f9a55ffa20320cd8ce485d90c806fff3',
  '0029-subscribers-found': '7fb3d0520eaccb05297ab5117c289459ee3e080e967575634d3aabc32f087ff3',
  '0030-four-eyes': 'bdc3564474572dfb4c1dce8ff4896f3ce169a41db1098a82694d6a8a2dfbfa30',
  '0031-windows-by-end': 'ef2442031881e3257a24f3058100c482cdf8108bafaca82042ba0095e1d97bb3',
}

test('migrations stay as they were when they landed: databases have been made by them', () => {
  const files = readdirSync('db/migrations').filter((name) => /^\d/.test(name))
  const hashes = files.map((name) => [
    name.replace('.ts', ''),
    createHash('sha256')
      .update(readFileSync(`db/migrations/${name}`))
      .digest('hex'),
  ])
  expect(Object.fromEntries(hashes)).toEqual(FROZEN)
})

onEachDatabase('a database', (fresh) => {
  test('is as the migrations make it', async () => {
    expect(await shapeProblems((await fresh()).db)).toEqual([])
  })

  test('that lacks something is told from that, whatever it says was applied; what was added to it is let be', async () => {
    const { db } = await fresh()
    for (const statement of [
      'alter table incidents drop column asked_at',
      'drop table moves',
      'drop index updates_by_promise',
      'drop index deliveries_waiting',
      'create index deliveries_waiting on deliveries (lane, rank, event_id, due_at) where attempts = 0',
      'drop table relations',
      'create table relations (incident_id text not null, related_id text, since text not null)',
      'create index by_hand on incidents (title)',
      'create table by_hand_as_well (id text not null)',
      'alter table incidents add column remark text',
    ])
      await sql.raw(statement).execute(db)
    const problems = await shapeProblems(db)
    expect(problems.filter(({ isGrave }) => isGrave).map(({ text }) => text)).toEqual([
      'the column incidents.asked_at is missing',
      'the table moves is missing',
      'the column relations.since is not known, and wants a value',
    ])
    expect(problems.filter(({ isGrave }) => !isGrave).map(({ text }) => text)).toEqual(
      expect.arrayContaining([
        'the index updates_by_promise is missing',
        'the index deliveries_waiting is on deliveries (lane, rank, event_id, due_at) for some attempts instead of on deliveries (lane, rank, event_id, due_at) for some settled_at',
      ]),
    )
  })

  test('that the first forms of the migrations have made becomes as new ones are, with what is in it', async () => {
    const { db, name } = await fresh()
    await asItWas(db, name)
    await fill(db)
    expect((await shapeProblems(db)).map(({ text }) => text)).toContain('the column moves.since_event is missing')
    await migrations[MENDING]?.up(db)
    // Later migrations add these, after the table was made anew.
    const later = ['by_reference', 'settled'].map((name) => `the index deliveries_${name} is missing`)
    expect((await shapeProblems(db)).filter(({ text }) => !later.includes(text))).toEqual([])
    expect(await db.selectFrom('subscriptions').select('since_event').execute()).toEqual([{ since_event: 1 }])
    expect(await db.selectFrom('deliveries').select(['state', 'settled_at']).orderBy('event_id').execute()).toEqual([
      { state: 'queued', settled_at: null },
      { state: 'sent', settled_at: 5 },
    ])
    await expect(sql`update deliveries set settled_at = null`.execute(db)).rejects.toThrow(/settled_is_over/)
  })
})

const MENDING = '0006-mend-older-databases'

/** Undoes what was edited into 0001 and 0002 after they had been in use. */
async function asItWas(db: Db, name: 'sqlite' | 'postgres'): Promise<void> {
  const waiting = `where state in ('queued', 'sending')`
  for (const statement of [
    'alter table subscriptions drop column since_event',
    'alter table moves drop column since_event',
    'alter table moves add column confirmed_at bigint not null default 0',
    'alter table incidents drop column response_under',
    'alter table updates rename column promised_under to priority',
    'drop index impacts_by_start',
    ...(await withoutCheck(db, name)),
    'drop index if exists deliveries_waiting',
    `create index deliveries_waiting on deliveries (lane, rank, event_id, due_at) ${waiting}`,
    'drop index if exists deliveries_in_order',
    `create index deliveries_in_order on deliveries (subscriber_id, topic, event_id) ${waiting}`,
  ])
    await sql.raw(name === 'sqlite' ? statement.replace('bigint', 'integer') : statement).execute(db)
}

/** SQLite makes the table anew, which loses its indexes. */
async function withoutCheck(db: Db, name: 'sqlite' | 'postgres'): Promise<string[]> {
  if (name === 'postgres') return ['alter table deliveries drop constraint settled_is_over']
  const { rows } = await sql<{ sql: string }>`select sql from sqlite_master where name = 'deliveries'`.execute(db)
  const old = rows[0]?.sql.replace(/, constraint "settled_is_over" check \(.*?\)\)\)/, '')
  return [
    'drop table deliveries',
    old ?? '',
    'create index deliveries_by_batch on deliveries (batch_id) where batch_id is not null',
  ]
}

async function fill(db: Db): Promise<void> {
  const event = (id: number, at: number) =>
    sql`insert into events (id, kind, at, platforms, notify, rank) values (${id}, 'platform.changed', ${at}, '[]', 0, 1)`
  await event(1, 1_000).execute(db)
  await event(2, 2_000).execute(db)
  await sql`insert into subscribers (id, channel, address, locale, state, source, created_at, updated_at)
    values ('alice', 'email', 'alice@example.org', 'en', 'active', 'page', 1, 1)`.execute(db)
  await sql`insert into subscriptions
    (id, subscriber_id, scope_type, scope_id, incidents, maintenance, state, requested_at, confirmed_at)
    values ('all', 'alice', 'all', '', 1, 1, 'active', 1, 1500)`.execute(db)
  const delivery = (id: number, state: string) =>
    sql`insert into deliveries
      (event_id, subscriber_id, channel, lane, topic, rank, state, because, attempts, due_at, created_at)
      values (${id}, 'alice', 'email', 'email', 'event', 1, ${state}, '{}', 0, 5, 5)`
  await delivery(1, 'queued').execute(db)
  await delivery(2, 'sent').execute(db)
}
