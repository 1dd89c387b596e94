import { execFile } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { chown, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { standingOf } from '../../db/migrate.ts'
import { openDatabase } from '../../db/open.ts'
import { temporaryFolder } from '../support/folder.ts'
import { startServer } from '../support/process/server.ts'

/** Whom every system has, and who is not root. */
const NOBODY = 65_534
/** Whom no system has. */
const STRANGER = 54_321

/** A folder that only this user may write to, with a place beside it that only root may enter. */
async function folderOf(uid: number): Promise<{ dataDir: string; ofRoot: string }> {
  const place = await temporaryFolder('owner')
  onTestFinished(() => rm(place, { recursive: true, force: true }))
  chmodSync(place, 0o755)
  const [dataDir, ofRoot] = [join(place, 'data'), join(place, 'root')]
  for (const folder of [dataDir, ofRoot]) mkdirSync(folder, { mode: 0o700 })
  await chown(dataDir, uid, uid)
  return { dataDir, ofRoot }
}

function command(dataDir: string, ...words: string[]) {
  return commandAs(undefined, dataDir, ...words)
}

async function commandAs(uid: number | undefined, dataDir: string, ...words: string[]) {
  const env = { PATH: process.env.PATH, DATA_DIR: dataDir, SEED: 'none' }
  return promisify(execFile)(process.execPath, ['server/cli.ts', ...words], { env, uid, gid: uid })
}

/** What in the folder is not this user's. */
function strangersIn(dataDir: string, uid: number): string[] {
  const paths = readdirSync(dataDir, { recursive: true, withFileTypes: true }).map((entry) =>
    join(entry.parentPath, entry.name),
  )
  // A server moves its drafts meanwhile.
  return paths.filter((path) => (statSync(path, { throwIfNoEntry: false })?.uid ?? uid) !== uid)
}

/** May everybody read what is in this folder? Whoever runs the program has to. */
function isOpen(path: string): boolean {
  return (statSync(path).mode & 0o005) === 0o005 && (dirname(path) === path || isOpen(dirname(path)))
}

// Only root can become somebody else, who can then read the program.
const asRoot = test.runIf(process.getuid?.() === 0 && isOpen(process.cwd()))

asRoot('what root does while the server is down leaves everything to the owner of DATA_DIR', async () => {
  const { dataDir, ofRoot } = await folderOf(NOBODY)
  await command(dataDir, 'demo', 'load')
  const text = join(ofRoot, 'text.md')
  writeFileSync(text, 'Written by root, **for root alone**.', { mode: 0o600 })
  const { stdout } = await command(
    dataDir,
    ...['incident', 'open', '--priority', 'P2', '--title', 'Calls fail', '--platform', 'zoom-phone=partial_outage'],
    ...['--body-file', text],
  )
  const page = join(dataDir, 'site/incidents', stdout.split('\n')[0] ?? '', 'index.html')
  expect(readFileSync(page, 'utf8')).toContain('for root alone')
  expect(strangersIn(dataDir, NOBODY)).toEqual([])
})

asRoot('a backup is root’s, and what is restored from it is the owner’s, who need not have a name', async () => {
  const { dataDir, ofRoot } = await folderOf(STRANGER)
  await command(dataDir, 'migrate')
  const { stdout: token } = await command(dataDir, 'token', 'create', '--name', 'desk', '--role', 'agent')
  const backup = join(ofRoot, 'evening.db')
  await command(dataDir, 'backup', backup)
  expect([statSync(backup).uid, statSync(backup).mode & 0o777]).toEqual([0, 0o600])
  expect(strangersIn(dataDir, STRANGER)).toEqual([])
  await command(dataDir, 'token', 'revoke', token.trim())
  expect((await command(dataDir, 'restore', backup)).stdout).toContain('Restored from')
  expect((await command(dataDir, 'token', 'list')).stdout).toContain('last used never')
  // The audit trail says who did it, not whose the folder is.
  expect((await command(dataDir, 'doctor')).stdout).toContain('ok    audit: the chain is intact')
  expect(strangersIn(dataDir, STRANGER)).toEqual([])
})

asRoot('what SQLite makes beside a database while root reads it is the owner’s', async () => {
  const { dataDir } = await folderOf(NOBODY)
  await command(dataDir, 'migrate')
  const db = openDatabase({ file: join(dataDir, 'signalpost.sqlite') })
  await standingOf(db)
  expect(readdirSync(dataDir)).toContain('signalpost.sqlite-wal')
  expect(strangersIn(dataDir, NOBODY)).toEqual([])
  await db.destroy()
})

asRoot('a server that root starts goes on as the owner of DATA_DIR, for good', async () => {
  const { dataDir } = await folderOf(NOBODY)
  const server = await startServer({ dataDir })
  const [, pid = ''] = /process (\d+) /.exec(readFileSync(join(dataDir, 'server.holder'), 'utf8')) ?? []
  if (existsSync('/proc/self/status'))
    expect(readFileSync(`/proc/${pid}/status`, 'utf8')).toMatch(/^Uid:\t65534\t65534\t65534\t65534$/m)
  expect(server.output()).toContain('goes on as the owner of DATA_DIR')
  await server.send('admin', 'POST', '/platforms', { id: 'fax', name: 'Fax', group: 'Voice' })
  await server.stop()
  expect(strangersIn(dataDir, NOBODY)).toEqual([])
})

asRoot('whoever may not read the data is told so, instead of that there are none', async () => {
  const { dataDir } = await folderOf(STRANGER)
  await command(dataDir, 'migrate')
  const stranger = commandAs(NOBODY, dataDir, 'token', 'list')
  await expect(stranger).rejects.toMatchObject({
    code: 78,
    stderr: expect.stringContaining('as the user whose file it is'),
  })
  chmodSync(dataDir, 0o755)
  const reader = commandAs(NOBODY, dataDir, 'token', 'list')
  await expect(reader).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('as the user whose folder it is'),
  })
})

asRoot('what root has left there before is named, with what to do', async () => {
  const { dataDir } = await folderOf(STRANGER)
  await command(dataDir, 'migrate')
  const database = join(dataDir, 'signalpost.sqlite')
  await chown(database, 0, 0)
  const stderr = expect.stringMatching(/signalpost\.sqlite\. Give them to that user: chown -R 54321 \//)
  await expect(command(dataDir, 'token', 'list')).rejects.toMatchObject({ code: 78, stderr })
  await chown(database, STRANGER, STRANGER)
  await command(dataDir, 'token', 'list')
})
