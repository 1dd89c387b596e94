import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { sql } from 'kysely'
import { describe, expect, onTestFinished, test } from 'vitest'
import { ForeignDatabase, migrate, refuseForeign, standingOf } from '../../db/migrate.ts'
import { migrations } from '../../db/migrations/index.ts'
import { moveToPostgres } from '../../db/move/move.ts'
import { BackupRefused, restore } from '../../db/system/backup.ts'
import { shapeProblems } from '../../db/system/shape.ts'
import { isMisconfigured } from '../../server/boot/explain-error.ts'
import { onEachDatabase, onEachEmptyDatabase, onPostgres, openShared, sqliteFile } from '../support/database.ts'
import { temporaryFolder } from '../support/folder.ts'
import { terminal, terminalAt } from '../support/process/terminal.ts'

const MIGRATIONS = 'create table kysely_migration (name varchar(255), timestamp varchar(255))'
/** What other programs may have made, table by table. */
const FOREIGN: [string, string[]][] = [
  ['a table with a name of its own', ['create table users (id int)']],
  ['a table with the name of one of ours', ['create table incidents (id int)']],
  ['nothing but a record of migrations unlike ours', ['create table kysely_migration (id int)']],
  ['nothing but a lock of migrations unlike ours', ['create table kysely_migration_lock (id int)']],
  ['migrations of its own', [MIGRATIONS, "insert into kysely_migration values ('2020-shop', 'x')"]],
]

onEachEmptyDatabase('a database of another program', (empty) => {
  describe.each(FOREIGN)('that has %s', (_, statements) => {
    test('is called so by every command, and stays as it is', async () => {
      const place = await empty()
      for (const statement of statements) await sql.raw(statement).execute(place.db)
      const tables = await place.db.introspection.getTables({ withInternalKyselyTables: true })
      const run = await terminal(place)
      for (const words of [['migrate'], ['demo', 'load'], ['token', 'list']]) {
        const { code, stderr } = await run(...words)
        expect([words, code, stderr]).toEqual([words, 78, expect.stringMatching(/belongs to another program/)])
      }
      const doctor = await run('doctor')
      expect([doctor.code, doctor.stdout]).toEqual([
        78,
        expect.stringMatching(/^fail {2}database: .*belongs to another/m),
      ])
      expect(await place.db.introspection.getTables({ withInternalKyselyTables: true })).toEqual(tables)
    })
  })

  test('is a reason not to start again', async () => {
    const { db } = await empty()
    await sql`create table users (id int)`.execute(db)
    const refusal = await migrate(db).catch((error: unknown) => error)
    expect([refusal, isMisconfigured(refusal)]).toEqual([expect.any(ForeignDatabase), true])
  })

  test('is not one that has nothing but our empty record of migrations', async () => {
    const { db } = await empty()
    await sql.raw(MIGRATIONS).execute(db)
    expect(await standingOf(db)).toBe('empty')
  })
})

onEachDatabase('our database', (fresh) => {
  test('is ours also with a table that somebody added', async () => {
    const { db } = await fresh()
    await sql`create table users (id int)`.execute(db)
    await refuseForeign(db)
    expect([await standingOf(db), await migrate(db)]).toEqual(['current', []])
  })
})

onPostgres(
  'what is brought into a PostgreSQL of another program',
  (empty) => {
    test('is refused: neither a backup nor a SQLite database goes there', async () => {
      const { db, location } = await empty()
      await sql`create table incidents (id int)`.execute(db)
      await db.destroy()
      const file = await sqliteFile()
      onTestFinished(() => file.close())
      await expect(
        moveToPostgres((file.location as { file: string }).file, location as { url: string }),
      ).rejects.toThrow(ForeignDatabase)
      await expect(restore(location, (file.location as { file: string }).file, 0)).rejects.toThrow(ForeignDatabase)
      const after = openShared(location)
      onTestFinished(() => after.destroy())
      expect((await after.introspection.getTables()).map(({ name }) => name)).toEqual(['incidents'])
    })

    test('counts no tables of other schemas', async () => {
      const { db } = await empty()
      await sql`create schema shop`.execute(db)
      await sql`create table shop.kysely_migration (name text)`.execute(db)
      expect(await standingOf(db)).toBe('empty')
      expect(await migrate(db)).toEqual(Object.keys(migrations))
      expect([await standingOf(db), await shapeProblems(db)]).toEqual(['current', []])
      expect((await sql`select * from shop.kysely_migration`.execute(db)).rows).toEqual([])
    })

    test('begins no second installation in a schema that was made before ours', async () => {
      const { db, location } = await empty()
      await migrate(db)
      await sql`create schema postgres`.execute(db)
      const after = openShared(location)
      onTestFinished(() => after.destroy())
      await expect(migrate(after)).rejects.toThrow(/tables are in the schema "public".*in "postgres"/)
      await sql`drop schema postgres`.execute(db)
      expect(await migrate(after)).toEqual([])
    })
  },
  'template1',
)

describe.each(FOREIGN)('a SQLite file of another program, with %s,', (_, statements) => {
  test.each(['delete', 'wal'])('is left byte for byte as it was by whatever refuses it (%s)', async (mode) => {
    const folder = await temporaryFolder('foreign')
    onTestFinished(() => rm(folder, { recursive: true, force: true }))
    const file = join(folder, 'signalpost.sqlite')
    const handle = new Sqlite(file)
    handle.pragma(`journal_mode = ${mode}`)
    handle.exec(statements.join(';'))
    handle.close()
    const before = await readFile(file)
    const run = terminalAt(folder)
    for (const line of ['migrate', 'demo load', 'token list', 'doctor', 'publish', `backup ${join(folder, 'b.db')}`]) {
      expect([line, (await run(...line.split(' '))).code]).toEqual([line, 78])
      expect([line, await readdir(folder), before.equals(await readFile(file))]).toEqual([
        line,
        ['signalpost.sqlite'],
        true,
      ])
    }
  })
})

test('a SQLite database of another program is no backup', async () => {
  const folder = await temporaryFolder('foreign')
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const [file, backup] = [join(folder, 'signalpost.sqlite'), join(folder, 'shop.db')]
  const handle = new Sqlite(backup)
  handle.exec(`${MIGRATIONS}; insert into kysely_migration values ('2020-shop', 'x')`)
  handle.close()
  await writeFile(file, '')
  await expect(restore({ file }, backup, 0)).rejects.toThrow(
    new BackupRefused(`${backup} is not a backup of Signalpost.`),
  )
})
