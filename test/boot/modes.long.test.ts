import { spawn } from 'node:child_process'
import { readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { temporaryFolder } from '../support/folder.ts'
import { freePort } from '../support/run/postgres.ts'

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8)

/** Runs the program from a shell with this umask until all is published; answers what lies in `DATA_DIR`, by mode. */
async function startedWith(umask: string): Promise<Record<string, string>> {
  const dataDir = await temporaryFolder('modes')
  const port = await freePort()
  const env = { PATH: process.env.PATH, SEED: 'demo', PORT: `${port}`, DATA_DIR: dataDir }
  const shell = ['-c', `umask ${umask}; exec "${process.execPath}" server/main.ts`]
  const server = spawn('/bin/sh', shell, { env, stdio: 'ignore' })
  const ended = new Promise((resolve) => server.once('exit', resolve))
  const isReady = async () => (await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null))?.ok || undefined
  try {
    await eventually(isReady, 110_000)
    const names = readdirSync(dataDir, { recursive: true }).map(String)
    return Object.fromEntries(names.map((name) => [name, modeOf(join(dataDir, name))]))
  } finally {
    server.kill('SIGTERM')
    await ended
    rmSync(dataDir, { recursive: true, force: true })
  }
}

test.each(['022', '077', '000'])(
  'with umask %s a web server may read the public site, and nothing beside it',
  async (umask) => {
    const modes = await startedWith(umask)
    const isPublic = ([name]: [string, string]) => name === 'site' || (name.startsWith('site/') && !name.includes('/.'))
    const all = Object.entries(modes)
    const open = all.filter(isPublic)
    const hasEnding = (name: string) => /\.\w+$/.test(name)
    expect(open.length).toBeGreaterThan(50)
    expect(open.filter(([name, mode]) => mode !== (hasEnding(name) ? '644' : '755'))).toEqual([])
    const kept = all.filter(([name]) => !name.startsWith('site'))
    expect(kept.map(([name]) => name)).toContain('signalpost.sqlite')
    expect(kept.filter(([, mode]) => !/^[67]00$/.test(mode))).toEqual([])
  },
)
