import { execFile, spawn } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { type ParsedMail, simpleParser } from 'mailparser'
import type { Role } from '../../../server/domain/vocabulary.ts'
import { whenFileEnds } from '../ending.ts'
import { eventually } from '../eventually.ts'
import { temporaryFolder } from '../folder.ts'
import { freePort } from '../run/postgres.ts'

interface ServerOptions {
  /** Environment beyond the port and the folder; SEED is `none` unless said otherwise. */
  env?: Record<string, string>
  /** A folder that an earlier server left; a new one by default. */
  dataDir?: string
  /** What it says when it is there, if it is told to be reached elsewhere. */
  saysUrl?: string
  /** Where its log goes instead of to the test: an open file, or a pipe of which nobody reads, or that is closed. */
  log?: number | 'unread' | 'closed'
  /** The reader of what it prints is gone from the start; implies `isEnough`. */
  isUnread?: boolean
  /** Do not wait until it is complete: it is enough that it answers. */
  isEnough?: 'alive'
}

/** The real program in a process of its own. */
export interface RunningServer {
  url: string
  dataDir: string
  /** Everything it has printed. */
  output(): string
  /** Runs the command line beside it; returns what that printed, without the last line break. */
  cli(...words: string[]): Promise<string>
  /** Sends JSON to the API with a token of this role; returns status and body. */
  send(
    role: Role,
    method: string,
    path: string,
    body: unknown,
  ): Promise<{ status: number; body: Record<string, unknown> }>
  /** Mails in the local mailbox to this address, oldest first. */
  mails(to: string): Promise<ParsedMail[]>
  /** Asks it to end in order; returns its exit code. */
  stop(): Promise<number | null>
  /** `kill -9` */
  kill(): Promise<void>
}

/** Starts the program and waits until it says where its page is. */
export async function startServer(options: ServerOptions = {}): Promise<RunningServer> {
  const dataDir = options.dataDir ?? (await temporaryFolder('data'))
  const port = await freePort()
  const env = { PATH: process.env.PATH, SEED: 'none', ...options.env, PORT: `${port}`, DATA_DIR: dataDir }
  const { child, output, ended } = launch(env, options)
  const url = `http://127.0.0.1:${port}`
  if (options.isEnough === 'alive' || options.isUnread) await eventually(() => isAlive(url))
  else await saysWhere(`${options.saysUrl ?? url}/`, output, ended)
  const cli = (...words: string[]) => command(env, words)
  const tokens = new Map<Role, Promise<string>>()
  const tokenOf = (role: Role) => {
    // A folder that another server had before knows the names of its tokens.
    const name = `${role} of port ${port}`
    const token = tokens.get(role) ?? cli('token', 'create', '--name', name, '--role', role)
    tokens.set(role, token)
    return token
  }
  const end = (signal: NodeJS.Signals) => {
    child.kill(signal)
    return ended
  }
  return {
    url,
    dataDir,
    output,
    cli,
    send: async (role, method, path, body) => sendJson(method, `${url}/api/v1${path}`, await tokenOf(role), body),
    mails: (to) => mailsTo(to, join(dataDir, 'mail')),
    stop: () => end('SIGTERM'),
    kill: async () => void (await end('SIGKILL')),
  }
}

function launch(env: NodeJS.ProcessEnv, { log, isUnread }: ServerOptions) {
  const stderr = typeof log === 'number' ? log : 'pipe'
  const child = spawn(process.execPath, ['server/main.ts'], { env, stdio: ['ignore', 'pipe', stderr] })
  const printed: string[] = []
  if (log === 'closed') child.stderr?.destroy()
  if (isUnread) child.stdout?.destroy()
  for (const stream of log === undefined ? [child.stdout, child.stderr] : [child.stdout])
    stream?.setEncoding('utf8').on('data', (text) => printed.push(text))
  const ended = new Promise<number | null>((resolve) => {
    child.once('exit', resolve)
  })
  whenFileEnds(() => child.kill('SIGKILL') && ended)
  return { child, output: () => printed.join(''), ended }
}

async function isAlive(url: string): Promise<true | undefined> {
  const answer = await fetch(`${url}/healthz`).catch(() => undefined)
  return answer?.ok || undefined
}

async function saysWhere(url: string, output: () => string, ended: Promise<unknown>): Promise<void> {
  let over = false
  void ended.then(() => {
    over = true
  })
  while (!output().includes(url)) {
    if (over) throw new Error(`The server ended instead of starting:\n${output()}`)
    await wait(20)
  }
}

async function command(env: NodeJS.ProcessEnv, words: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, ['server/cli.ts', ...words], { env })
  return stdout.replace(/\n$/, '')
}

async function sendJson(method: string, url: string, token: string, body: unknown) {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const response = await fetch(url, { method, headers, body: JSON.stringify(body) })
  return { status: response.status, body: await response.json() }
}

async function mailsTo(address: string, folder: string): Promise<ParsedMail[]> {
  const names = await readdir(folder).catch(() => [])
  const files = names.filter((name) => name.endsWith('.eml')).sort()
  const mails = await Promise.all(files.map(async (name) => simpleParser(await readFile(join(folder, name)))))
  return mails.filter(({ to }) => [to].flat().some((header) => header?.value.some((one) => one.address === address)))
}
