import { type ChildProcess, spawn } from 'node:child_process'
import { cp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { afterAll } from 'vitest'
import { eventually } from '../eventually.ts'
import { temporaryFolder } from '../folder.ts'
import { freePort } from '../run/postgres.ts'

const SOURCES = ['dev', 'server', 'db', 'src', 'public', 'astro.config.mjs', 'package.json', 'tsconfig.json']

/** What `npm run dev` runs, on a copy of the sources that a test may edit. */
export interface DevLoop {
  url: string
  dataDir: string
  /** Everything it has printed. */
  output(): string
  /** Replaces text in a file of the copy, as an editor would. */
  edit(path: string, from: string, to: string): Promise<void>
  /** Asks it to end; returns when it has, and everything that holds its output. */
  stop(): Promise<number | null>
}

const running = new Set<ChildProcess>()
const folders: string[] = []
afterAll(async () => {
  for (const { pid } of running) if (pid) process.kill(-pid, 'SIGKILL')
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})

/** Starts it on a port of its own, and waits until it says where the page is. */
export async function startDevLoop(): Promise<DevLoop> {
  const folder = await temporaryFolder('dev')
  folders.push(folder)
  for (const name of SOURCES) await cp(name, join(folder, name), { recursive: true })
  await symlink(resolve('node_modules'), join(folder, 'node_modules'))
  const [port, dataDir] = [await freePort(), join(folder, 'data/here')]
  const env = { PATH: process.env.PATH, PORT: `${port}`, DATA_DIR: dataDir }
  const { output, stop } = run(folder, env)
  const url = `http://127.0.0.1:${port}`
  await eventually(() => output().includes(`DATA_DIR=${dataDir}`) || undefined, 60_000)
  const edit = async (path: string, from: string, to: string) => {
    const text = await readFile(join(folder, path), 'utf8')
    if (!text.includes(from)) throw new Error(`${path} does not say: ${from}`)
    await writeFile(join(folder, path), text.replace(from, to))
  }
  return { url, dataDir, output, edit, stop }
}

function run(cwd: string, env: NodeJS.ProcessEnv) {
  // A group of its own, for a test that fails half-way.
  const child = spawn(process.execPath, ['dev/main.ts'], {
    cwd,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  const printed: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => printed.push(text))
  // Not before the last process that inherited the output has closed it.
  const closed = new Promise<number | null>((done) => child.once('close', done))
  const stop = () => {
    child.kill('SIGTERM')
    return closed.finally(() => running.delete(child))
  }
  return { output: () => printed.join(''), stop }
}
