import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../support/folder.ts'
import { startServer } from '../support/process/server.ts'

const ZOOM = { id: 'zoom-phone', name: 'Zoom Phone', group: 'Zoom' }

test('the backup drill: what was there at the backup is there after the restore, and on the page', {
  timeout: 120_000,
}, async () => {
  const file = join(await temporaryFolder('backup'), 'evening.db')
  const before = await startServer()
  await before.send('admin', 'POST', '/platforms', ZOOM)
  await before.cli('backup', file)
  // Both hold addresses and keys: nobody else on the machine may read them.
  for (const path of [file, join(before.dataDir, 'signalpost.sqlite')]) expect(statSync(path).mode & 0o777).toBe(0o600)
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
