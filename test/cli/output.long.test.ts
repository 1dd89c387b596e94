import { execFile, spawn } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, rmSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { temporaryFolder } from '../support/folder.ts'
import { startServer } from '../support/process/server.ts'

/** A command whose output goes where the test says; answers its exit code and what it complained of. */
function command(
  words: string[],
  stdout: 'pipe' | number,
  DATA_DIR = '/nowhere',
): Promise<{ code: number | null; stderr: string }> {
  return new Promise((resolve) => {
    const env = { PATH: process.env.PATH, DATA_DIR }
    const child = spawn(process.execPath, ['server/cli.ts', ...words], { stdio: ['ignore', stdout, 'pipe'], env })
    let stderr = ''
    child.stderr?.on('data', (piece) => {
      stderr += piece
    })
    // As `head` does once it has enough.
    child.stdout?.destroy()
    child.on('close', (code) => resolve({ code, stderr }))
  })
}

test('a reader who has had enough does not make a command fail', async () => {
  expect(await command(['--help'], 'pipe')).toEqual({ code: 0, stderr: '' })
})

test.runIf(process.platform === 'linux')('output that gets lost does, in words', async () => {
  const full = openSync('/dev/full', 'w')
  const { code, stderr } = await command(['--help'], full)
  closeSync(full)
  expect([code, stderr]).toEqual([1, expect.stringMatching(/^Writing the output failed: ENOSPC.*\n$/)])
})

test('a token that nobody could read is named as lost', async () => {
  const dataDir = await temporaryFolder('output')
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }))
  const terminal = (...words: string[]) => command(words, 'pipe', dataDir)
  expect((await terminal('migrate')).code).toBe(0)
  const { code, stderr } = await terminal('token', 'create', '--name', 'desk', '--role', 'agent')
  const [, id = ''] = /^The token (\w+) was created, but could not be printed/.exec(stderr) ?? []
  expect([code, stderr]).toEqual([1, expect.stringContaining(`"token revoke ${id}"`)])
  expect(await terminal('token', 'revoke', id)).toEqual({ code: 0, stderr: '' })
  expect(await terminal('token', 'list')).toEqual({ code: 0, stderr: '' })
})

test.runIf(process.platform === 'linux')(
  'a backup for which there is no room leaves nothing, and says so',
  async () => {
    const dataDir = await temporaryFolder('output')
    onTestFinished(() => rm(dataDir, { recursive: true, force: true }))
    await command(['migrate'], 'pipe', dataDir)
    // No file may be larger than 50 kB, which is all that a full disk has to give.
    const script = `ulimit -f 100; exec "${process.execPath}" server/cli.ts backup "${join(dataDir, 'evening.db')}"`
    const env = { PATH: process.env.PATH, DATA_DIR: dataDir }
    const run = promisify(execFile)('sh', ['-c', script], { env })
    await expect(run).rejects.toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('could not be written'),
    })
    expect(readdirSync(dataDir).filter((name) => name.startsWith('evening'))).toEqual([])
  },
)

test('"publish" beside a server that cannot write a page fails, and names the page', async () => {
  const server = await startServer()
  await server.send('admin', 'POST', '/platforms', { id: 'fax', name: 'Fax', group: 'Voice' })
  const feed = join(server.dataDir, 'site/history.rss')
  await expect.poll(() => existsSync(feed)).toBe(true)
  expect(await server.cli('publish')).toContain('were rendered')
  rmSync(feed)
  mkdirSync(join(feed, 'in the way'), { recursive: true })
  const stderr = expect.stringMatching(
    /^Not everything could be rendered again:\n {2}- could not publish \/history\.rss\n$/,
  )
  await expect(server.cli('publish')).rejects.toMatchObject({ code: 1, stdout: '', stderr })
  rmSync(feed, { recursive: true })
  expect(await server.cli('publish')).toContain('were rendered')
  await server.stop()
})
