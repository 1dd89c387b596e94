import { chmodSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { closeToOthers } from '../../server/boot/private-files.ts'
import { temporaryFolder } from '../support/folder.ts'

test('what an older version left open to others is closed, but not the public site', async () => {
  const dataDir = await temporaryFolder('open')
  const folder = join(dataDir, 'mail')
  for (const name of ['mail', 'site']) mkdirSync(join(dataDir, name))
  const files = [
    'signalpost.sqlite',
    'signalpost.sqlite-wal',
    'publisher.lock',
    'secret.key',
    'mail/a.eml',
    'site/a.html',
  ]
  for (const file of files) writeFileSync(join(dataDir, file), '')
  for (const file of ['mail', 'site', ...files]) chmodSync(join(dataDir, file), 0o755)
  expect(await closeToOthers({ dataDir, mail: { kind: 'mailbox', folder } })).toEqual([])
  const modes = readdirSync(dataDir, { recursive: true }).map((name) => [name, modeOf(join(dataDir, String(name)))])
  expect(Object.fromEntries(modes)).toEqual({
    mail: 0o700,
    'mail/a.eml': 0o600,
    'publisher.lock': 0o700,
    'secret.key': 0o700,
    'signalpost.sqlite': 0o700,
    'signalpost.sqlite-wal': 0o700,
    site: 0o755,
    'site/a.html': 0o755,
  })
})

test('a folder that is not there yet is nothing to mend', async () => {
  const dataDir = join(await temporaryFolder('open'), 'none')
  expect(await closeToOthers({ dataDir, mail: { kind: 'mailbox', folder: join(dataDir, 'mail') } })).toEqual([])
})

function modeOf(path: string): number {
  return statSync(path).mode & 0o777
}
