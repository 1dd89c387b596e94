import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, test, vi } from 'vitest'
import { migrate, pending } from '../../db/migrate.ts'
import { openDatabase } from '../../db/open.ts'
import { listPlatforms } from '../../db/platform/platforms.ts'
import { BackupRefused, backup, restore } from '../../db/system/backup.ts'
import { inheritedEnvironment } from '../../server/config/index.ts'
import { onEachDatabase, onPostgres } from '../support/database.ts'
import { temporaryFolder } from '../support/folder.ts'
import { terminalAt } from '../support/process/terminal.ts'

onEachDatabase('a backup', (_fresh, freshFile) => {
  test('is refused where a file is already', async () => {
    const { location } = await freshFile()
    const file = join(await temporaryFolder('backup'), 'there')
    writeFileSync(file, '')
    await expect(backup(location as { file: string }, file)).rejects.toThrow(/already exists/)
  })

  test('that is missing cannot be restored, and nothing changes', async () => {
    const { location, db } = await freshFile()
    await expect(restore(location as { file: string }, '/nowhere/file', 0)).rejects.toThrow(BackupRefused)
    expect(await listPlatforms(db)).toEqual([])
  })
})

onEachDatabase('a file that is no backup', (_fresh, freshFile) => {
  test('is refused before anything is touched', async () => {
    const { location, db } = await freshFile()
    await db.destroy()
    const file = await letter()
    const restoring = restore(location as { file: string }, file, 0, inheritedEnvironment())
    await expect(restoring).rejects.toThrow(/not a backup|pg_restore/)
    const after = openDatabase(location)
    expect(await listPlatforms(after)).toEqual([])
    await after.destroy()
  })
})

const KINDS: [string, () => Promise<string>][] = [
  ['a letter', letter],
  ['an empty file', () => fileOf('')],
  ['a SQLite database of another program', () => otherDatabase('delete')],
  ['one with a write-ahead log', () => otherDatabase('wal')],
  ['a damaged backup', damagedBackup],
]

describe.each(KINDS)('what is no backup, such as %s,', (_, make) => {
  test.each([false, true])('is refused before anything is made (where there is a folder: %s)', async (isThere) => {
    const file = await make()
    const [inside, before] = [await temporaryFolder('restore'), readFileSync(file)]
    const dataDir = join(inside, 'data')
    if (isThere) mkdirSync(dataDir)
    const { code, stderr } = await terminalAt(dataDir)('restore', file)
    expect([code, stderr]).toEqual([1, expect.stringMatching(/is not a backup of Signalpost|is damaged/)])
    expect(readdirSync(inside, { recursive: true })).toEqual(isThere ? ['data'] : [])
    expect([readdirSync(dirname(file)), readFileSync(file).equals(before)]).toEqual([[basename(file)], true])
  })
})

describe('a restore', () => {
  test('works on a machine that has nothing yet', async () => {
    const folder = await temporaryFolder('restore')
    const backup = await databaseFile(folder, 'backup.db')
    const run = terminalAt(join(folder, 'new/data'))
    const { code, stdout, stderr } = await run('restore', backup)
    expect([code, stdout]).toEqual([0, `Restored from ${backup}.\n`])
    const told =
      process.getuid?.() === 0 ? /^.*\/new\/data was made, and belongs to root\..* chown -R USER .*\n$/ : /^$/
    expect(stderr).toMatch(told)
    expect(readdirSync(join(folder, 'new/data'))).toContain('signalpost.sqlite')
  })

  test('replaces a damaged database, and keeps what there was of it', async () => {
    const folder = await temporaryFolder('restore')
    const backup = await databaseFile(folder, 'backup.db')
    const file = join(folder, 'signalpost.sqlite')
    writeFileSync(file, 'not a database at all. '.repeat(400))
    expect(await restore({ file }, backup, 7)).toBe(`${file}.before-restore-7`)
    expect(readdirSync(folder)).toContain('signalpost.sqlite.before-restore-7')
    const db = openDatabase({ file })
    expect(await pending(db)).toEqual([])
    await db.destroy()
  })
})

onPostgres('a PostgreSQL', (fresh) => {
  test('is not restored while a server anywhere is connected to it', async () => {
    const { db, location } = await fresh()
    await listPlatforms(db)
    await expect(restore(location, await letter(), 0)).rejects.toThrow(/running Signalpost/)
  })

  test('has nothing made for a restore that is refused', async () => {
    const { location } = await fresh()
    const inside = await temporaryFolder('restore')
    const run = terminalAt(join(inside, 'data'))
    vi.stubEnv('DATABASE_URL', (location as { url: string }).url)
    expect(await run('restore', await letter())).toMatchObject({ code: 1, stderr: expect.stringMatching(/pg_restore/) })
    expect(await run('restore', await databaseFile(inside, 'evening.db'))).toMatchObject({ code: 1 })
    expect(readdirSync(inside)).toEqual(['evening.db'])
  })
})

describe('a backup that cannot be written', () => {
  test('is refused in words', async () => {
    const folder = await temporaryFolder('backup')
    const file = await databaseFile(folder, 'signalpost.sqlite')
    await expect(backup({ file }, join(folder, 'nowhere/evening.db'))).rejects.toThrow(/could not be written/)
    await expect(backup({ file: join(folder, 'none') }, join(folder, 'b.db'))).rejects.toThrow(/There is no database/)
    expect(readdirSync(folder)).toEqual(['signalpost.sqlite'])
  })
})

function letter(): Promise<string> {
  return fileOf('Dear Sirs, this is not a database. '.repeat(300))
}

async function fileOf(words: string): Promise<string> {
  const file = join(await temporaryFolder('backup'), 'letter.txt')
  writeFileSync(file, words)
  return file
}

async function otherDatabase(mode: string): Promise<string> {
  const file = join(await temporaryFolder('backup'), 'shop.db')
  const handle = new Sqlite(file)
  handle.pragma(`journal_mode = ${mode}`)
  handle.exec('create table users (id int)')
  handle.close()
  return file
}

async function damagedBackup(): Promise<string> {
  const file = await databaseFile(await temporaryFolder('backup'), 'damaged.db')
  const bytes = readFileSync(file)
  writeFileSync(file, bytes.fill(7, bytes.length / 2))
  return file
}

async function databaseFile(folder: string, name: string): Promise<string> {
  const file = join(folder, name)
  const db = openDatabase({ file })
  await migrate(db)
  await db.destroy()
  return file
}
