import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { BackupRefused, backup, restore } from '../../db/backup.ts'
import { listPlatforms } from '../../db/platforms.ts'
import { inheritedEnvironment } from '../../server/config.ts'
import { onEachDatabase } from '../support/database.ts'
import { temporaryFolder } from '../support/folder.ts'
import { startServer } from '../support/server.ts'

const ZOOM = { id: 'zoom-phone', name: 'Zoom Phone', group: 'Zoom' }

describe('the backup drill', () => {
  test('what was there at the backup is there after the restore, and on the page', { timeout: 60_000 }, async () => {
    const file = join(await temporaryFolder('backup'), 'evening.db')
    const before = await startServer()
    await before.send('admin', 'POST', '/platforms', ZOOM)
    await before.cli('backup', file)
    await before.send('admin', 'PATCH', '/platforms/zoom-phone', { name: 'Renamed by mistake' })
    await expect(before.cli('restore', file)).rejects.toThrow(/A server is running/)
    await before.stop()

    expect(await before.cli('restore', file)).toContain('Restored from')
    const after = await startServer({ dataDir: before.dataDir })
    const page = await (await fetch(`${after.url}/`)).text()
    expect(page.includes('Zoom Phone')).toBe(true)
    expect(page.includes('Renamed by mistake')).toBe(false)
    expect(readdirSync(before.dataDir).filter((name) => name.includes('before-restore'))).toHaveLength(1)
    await after.stop()
  })
})

onEachDatabase('a backup', (_fresh, freshFile) => {
  test('is refused where a file is already', async () => {
    const { location } = await freshFile()
    const file = join(await temporaryFolder('backup'), 'there')
    writeFileSync(file, '')
    await expect(backup(location as { file: string }, file)).rejects.toThrow(/exists already/)
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
    const folder = await temporaryFolder('backup')
    mkdirSync(folder, { recursive: true })
    const file = join(folder, 'letter.txt')
    writeFileSync(file, 'Dear Sirs, this is not a database. '.repeat(300))
    const restoring = restore(location as { file: string }, file, 0, inheritedEnvironment())
    await expect(restoring).rejects.toThrow(/not a backup|pg_restore/)
    expect(await listPlatforms(db)).toEqual([])
  })
})
