import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
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

async function letter(): Promise<string> {
  const file = join(await temporaryFolder('backup'), 'letter.txt')
  writeFileSync(file, 'Dear Sirs, this is not a database. '.repeat(300))
  return file
}

async function databaseFile(folder: string, name: string): Promise<string> {
  const file = join(folder, name)
  const db = openDatabase({ file })
  await migrate(db)
  await db.destroy()
  return file
}
