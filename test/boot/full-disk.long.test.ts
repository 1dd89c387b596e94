import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { temporaryFolder } from '../support/folder.ts'
import { type RunningServer, startServer } from '../support/process/server.ts'

/** A folder on a disk of its own, which is small; null where this user may not make one. */
async function smallDisk(): Promise<string | null> {
  const folder = await temporaryFolder('full-disk')
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=60m', 'tmpfs', folder], { stdio: 'ignore' })
  } catch {
    await rmdir(folder)
    return null
  }
  onTestFinished(async () => {
    execFileSync('umount', ['--lazy', folder])
    await rmdir(folder)
  })
  return folder
}

/** Writes until there is no room; returns the file that takes it. */
function fill(folder: string): string {
  const ballast = join(folder, 'ballast')
  for (const size of [2 ** 20, 4096]) {
    while (statfsSync(folder).bavail * 4096 >= size) writeFileSync(ballast, Buffer.alloc(size), { flag: 'a' })
  }
  return ballast
}

async function status({ url }: RunningServer, path: string): Promise<number> {
  return (await fetch(url + path)).status
}

const asRoot = test.runIf(process.platform === 'linux' && process.getuid?.() === 0)

asRoot('a start on a full disk serves the pages that are there, and goes on once there is room', async ({ skip }) => {
  const dataDir = await smallDisk()
  if (dataDir === null) return skip('no disk can be mounted here')
  const first = await startServer({ dataDir })
  await eventually(async () => (await status(first, '/readyz')) === 200 || undefined)
  expect(await first.stop()).toBe(0)

  const ballast = fill(dataDir)
  const server = await startServer({ dataDir, isEnough: 'alive' })
  expect([await status(server, '/'), await status(server, '/readyz')]).toEqual([200, 503])
  expect((await fetch(`${server.url}/api/v1/incidents`, { method: 'POST' })).status).toBe(503)
  await eventually(async () => server.output().includes('is not there yet') || undefined)

  rmSync(ballast)
  await eventually(async () => (await status(server, '/readyz')) === 200 || undefined)
  await eventually(() => server.output().includes(`${server.url}/`) || undefined)
  expect(readFileSync(join(dataDir, 'server.holder'), 'utf8')).toContain('process')
  expect(await server.stop()).toBe(0)
})

asRoot('the doctor says of a full disk that the database takes no writes, and to make room', async ({ skip }) => {
  const dataDir = await smallDisk()
  if (dataDir === null) return skip('no disk can be mounted here')
  const server = await startServer({ dataDir })
  await eventually(async () => (await status(server, '/readyz')) === 200 || undefined)
  for (const state of ['running', 'ended']) {
    if (state === 'ended') await server.stop()
    fill(dataDir)
    const { stdout } = await server.cli('doctor').catch((error) => error)
    expect(stdout).not.toContain('ok    database: takes writes')
    // With its files there it is full; where it has none beside it, SQLite does not even open it.
    expect(stdout).toMatch(/^fail {2}database: .*\n {6}→ The .*(disk is full: make room|is the disk full)/m)
    expect(stdout).toMatch(/^fail {2}disk: no file can be written in .*ENOSPC.*\n {6}→ The disk is full: make room/m)
  }
})
