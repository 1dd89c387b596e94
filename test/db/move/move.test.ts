import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { moveToPostgres } from '../../../db/move/move.ts'
import type { Db } from '../../../db/schema/index.ts'
import { checkAudit } from '../../../db/system/audit-check.ts'
import { auditTriggerProblems } from '../../../db/system/audit-triggers.ts'
import { backup } from '../../../db/system/backup.ts'
import { shapeProblems } from '../../../db/system/shape.ts'
import { createDefaultProgrammes } from '../../../server/actions/programme/create-default-programmes.ts'
import { actionContext, addPlatforms, demonstration } from '../../support/app/actions.ts'
import { onPostgres, openShared, type SharedDatabase, sqliteFile } from '../../support/database.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { storeContactRows } from '../../support/organisations/rows.ts'
import { ADA } from '../../support/people.ts'
import { accepted } from '../../support/result.ts'
import * as rows from '../../support/rows.ts'

/** More than go into PostgreSQL at once. */
const PEOPLE = 5_000

/** A file with something in every table. */
async function source(): Promise<{ file: string; db: Db; close(): Promise<void> }> {
  const { db, location, close } = await sqliteFile()
  await demonstration({ db })
  const [first, second] = await db.selectFrom('incidents').select('id').orderBy('id').limit(2).execute()
  const incident_id = second?.id ?? ''
  // It refers to a row that comes later.
  await db
    .updateTable('incidents')
    .set({ duplicate_of: incident_id })
    .where('id', '=', first?.id ?? '')
    .execute()
  const { lastEvent } = await db
    .selectFrom('events')
    .select((e) => e.fn.max('id').as('lastEvent'))
    .executeTakeFirstOrThrow()
  await db
    .insertInto('batches')
    .values({ id: 'frozen', payload: Buffer.from([0, 1, 254, 255, 92, 34]), created_at: 1 })
    .execute()
  await sql`with recursive n(i) as (select 1 union all select i + 1 from n where i < ${PEOPLE})
    insert into subscribers (id, channel, address, locale, state, source, created_at, updated_at)
    select 'person' || i, 'email', i || '@example.org', 'en', 'active', 'Zoë "\\" 🎧' || char(10), 9007199254740991, 1 from n`.execute(
    db,
  )
  await sql`insert into deliveries
    (event_id, subscriber_id, channel, lane, topic, rank, state, because, attempts, due_at, created_at, settled_at)
    select ${lastEvent}, id, 'email', 'email', 'x', 1, 'sent', '{"type":"all"}', 1, 1, 1, 2 from subscribers where id like 'person%'`.execute(
    db,
  )
  const subscriber_id = 'person1'
  await db
    .insertInto('subscriptions')
    .values({ ...rows.subscription, subscriber_id })
    .execute()
  const incident = { incident_id: first?.id ?? '' }
  await db
    .insertInto('relations')
    .values({ ...incident, related_id: incident_id })
    .execute()
  await db
    .insertInto('moves')
    .values({ ...incident, subscriber_id, master_id: incident_id, since_event: 1 })
    .execute()
  const said = { promise_id: 'update', until_at: 2, reason: 'A call.', actor: 'Rosa', created_at: 1 }
  await db
    .insertInto('acknowledgements')
    .values({ ...incident, ...said, id: 'acknowledged' })
    .execute()
  await db
    .insertInto('rungs')
    .values({ ...rows.rung, incident_id: first?.id ?? '', event_id: lastEvent })
    .execute()
  await db.insertInto('tokens').values(rows.token).execute()
  await db.insertInto('allowances').values(rows.allowance).execute()
  await db.insertInto('people').values(rows.person).execute()
  await db.insertInto('passkeys').values(rows.passkey).execute()
  await db
    .insertInto('sessions')
    .values({ ...rows.session, passkey_id: rows.passkey.id })
    .execute()
  await db.insertInto('identities').values(rows.identity).execute()
  await db.insertInto('setup_links').values(rows.setupLink).execute()
  await db
    .insertInto('drafts')
    .values({ ...rows.draft, incident_id })
    .execute()
  await db.insertInto('submissions').values(rows.submission).execute()
  await db.insertInto('handovers').values(rows.handover).execute()
  const report = { result: 'delivered', at: 1, received_at: 2 } as const
  await db
    .insertInto('mail_reports')
    .values({ ...report, id: 'msg', reference: 'mail' })
    .execute()
  const attempt = { event_id: lastEvent, at: 1, outcome: 'later', status: 503, took: 20, answer: 'Busy.' } as const
  await db
    .insertInto('attempts')
    .values({ ...attempt, id: 'attempt', subscriber_id })
    .execute()
  const [platform] = await db.selectFrom('platforms').select('id').limit(1).execute()
  await storeContactRows(db, { subscriber_id, incident_id, platform_id: platform?.id ?? '', event_id: lastEvent })
  await db.insertInto('idempotency').values({ token_id: 'a', key: 'b', fingerprint: 'c', created_at: 1 }).execute()
  return { file: (location as { file: string }).file, db, close }
}

/** Where to, with nobody connected. */
async function target(place: SharedDatabase): Promise<{ url: string }> {
  await place.db.destroy()
  return place.location as { url: string }
}

async function everything(db: Db, tables: readonly string[]): Promise<Record<string, unknown[]>> {
  const read = async (table: string) => {
    const { rows } = await sql<object>`select * from ${sql.table(table)}`.execute(db)
    const sorted = rows.map((row) => JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)))).sort()
    return [table, sorted] as const
  }
  return Object.fromEntries(await Promise.all(tables.map(read)))
}

function constraints(db: Db) {
  return sql`select conname, pg_get_constraintdef(oid) as definition, convalidated from pg_constraint
    where connamespace = current_schema()::regnamespace order by conname, conrelid::regclass::text`
    .execute(db)
    .then(({ rows }) => rows)
}

onPostgres('a SQLite database that moves into PostgreSQL', (fresh) => {
  test('arrives with every table, row and byte, its audit trail and what guards it', async () => {
    const from = await source()
    const place = await fresh()
    const before = await constraints(place.db)
    const to = await target(place)
    const moved = await moveToPostgres(from.file, to)
    const db = openShared(to)
    const tables = moved.map(({ table }) => table)
    const schema = readFileSync('db/schema/index.ts', 'utf8').match(/interface Schema \{([^}]*)\}/)?.[1] ?? ''
    expect(tables.toSorted()).toEqual([...schema.matchAll(/^ {2}(\w+):/gm)].map(([, name]) => name).toSorted())
    expect(await everything(db, tables)).toEqual(await everything(from.db, tables))
    expect(moved.find(({ table }) => table === 'deliveries')?.rows).toBe(PEOPLE)
    expect(moved.filter(({ rows }) => rows === 0).map(({ table }) => table)).toEqual([])
    expect(await constraints(db)).toEqual(before)
    expect([await shapeProblems(db), await auditTriggerProblems(db)]).toEqual([[], []])
    expect(await checkAudit(db)).toEqual(await checkAudit(from.db))
    await addPlatforms(db, 'new-here')
    expect((await checkAudit(db)).broken).toBeNull()
    await db.destroy()
    await from.close()
  })

  test('comes from a backup just as well', async () => {
    const from = await source()
    const file = join(await temporaryFolder('move'), 'evening.db')
    await backup({ file: from.file }, file)
    const direct = await moveToPostgres(from.file, await target(await fresh()))
    expect(await moveToPostgres(file, await target(await fresh()))).toEqual(direct)
    await from.close()
  })

  test('finds no numbers that PostgreSQL counts by itself: nothing would set them', async () => {
    const { db } = await fresh()
    const { rows } = await sql`select * from pg_sequences`.execute(db)
    expect(rows).toEqual([])
  })

  test('takes the place of what a first start has written', async () => {
    const from = await source()
    const place = await fresh()
    accepted(await createDefaultProgrammes(actionContext(place.db, ADA), {}))
    const to = await target(place)
    await moveToPostgres(from.file, to)
    const db = openShared(to)
    expect(await checkAudit(db)).toEqual(await checkAudit(from.db))
    await db.destroy()
    await from.close()
  })

  test('is refused by a database that is in use, or to which somebody is connected, and nothing changes', async () => {
    const from = await source()
    const place = await fresh()
    await addPlatforms(place.db, 'trunks')
    const before = await everything(place.db, ['platforms', 'audit', 'events', 'settings'])
    await expect(moveToPostgres(from.file, place.location as { url: string })).rejects.toThrow(/running Signalpost/)
    const to = await target(place)
    await expect(moveToPostgres(from.file, to)).rejects.toThrow(/is in use: it has rows .*1 in platforms/)
    const db = openShared(to)
    expect(await everything(db, Object.keys(before))).toEqual(before)
    await db.destroy()
    await from.close()
  })

  test('that PostgreSQL cannot keep stays where it is, whole', async () => {
    const from = await source()
    await sql`update platforms set description = 'a' || char(0) || 'b'`.execute(from.db)
    const to = await target(await fresh())
    await expect(moveToPostgres(from.file, to)).rejects.toThrow(/does not take a row of platforms.*Nothing was changed/)
    const db = openShared(to)
    expect(await everything(db, ['platforms', 'incidents', 'audit'])).toEqual({
      platforms: [],
      incidents: [],
      audit: [],
    })
    await db.destroy()
    await from.close()
  })

  test('is never written', async () => {
    const { location, close, db } = await sqliteFile()
    await db.destroy()
    const { file } = location as { file: string }
    const bytes = readFileSync(file)
    await moveToPostgres(file, await target(await fresh()))
    expect(readFileSync(file).equals(bytes)).toBe(true)
    await close()
  })
})

/** What is refused before PostgreSQL is asked for. */
const NOWHERE = { url: 'postgres://127.0.0.1:1/nowhere' }

describe('a file that is to move into PostgreSQL', () => {
  test.each([
    ['of an older version', "delete from kysely_migration where name >= '0012'", /older Signalpost \(it lacks 0012/],
    [
      'of a newer version',
      "insert into kysely_migration values ('9999-future', 'x')",
      /newer Signalpost \(9999-future\)/,
    ],
    ['without a table', 'drop table moves', /not as Signalpost made it: the table moves is missing/],
    ['of something else', 'drop table kysely_migration', /is not a database of Signalpost/],
  ])('is refused if it is one %s', async (_, spoil, why) => {
    const { db, location, close } = await sqliteFile()
    await sql.raw(spoil).execute(db)
    await expect(moveToPostgres((location as { file: string }).file, NOWHERE)).rejects.toThrow(why)
    await close()
  })

  test('is refused if it is no database, or not there', async () => {
    const folder = await temporaryFolder('move')
    const letter = join(folder, 'letter')
    writeFileSync(letter, 'Dear Sirs, '.repeat(500))
    await expect(moveToPostgres(letter, NOWHERE)).rejects.toThrow(/is not a database of Signalpost/)
    await expect(moveToPostgres(join(folder, 'none'), NOWHERE)).rejects.toThrow(/does not exist/)
  })
})
