import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { Agent, type get, type IncomingHttpHeaders, request } from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { migrate } from '../../db/migrate.ts'
import { openDatabase } from '../../db/open.ts'
import type { Db } from '../../db/schema/index.ts'
import manifest from '../../package.json' with { type: 'json' }
import { createToken } from '../../server/actions/staff/create-token.ts'
import { unlock } from '../../server/boot/secret-key.ts'
import { DEFAULT_PLAN } from '../../server/domain/plan/plan.ts'
import { accepted } from '../support/result.ts'
import { freePort } from '../support/run/postgres.ts'
import { processorSeconds } from './child.ts'

/** A folder with a migrated database, an address and a token, before or between starts of the server. */
interface Installation {
  folder: string
  port: number
  token: string
  fill(work: (db: Db) => Promise<void>): Promise<void>
  remove(): void
}

/** On disk, not in memory: commits are to cost what they cost. */
export async function install(): Promise<Installation> {
  const folder = await mkdtemp(join(tmpdir(), 'signalpost-bench-'))
  const fill = async (work: (db: Db) => Promise<void>) => {
    const db = openDatabase({ file: join(folder, 'signalpost.sqlite') })
    await migrate(db)
    await unlock(db, { dataDir: folder, secretKey: undefined }, { actor: 'bench', now: Date.now() })
    await work(db).finally(() => db.destroy())
  }
  let token = ''
  await fill(async (db) => {
    const ctx = { db, plan: DEFAULT_PLAN, actor: { name: 'bench', role: 'admin' }, now: Date.now() } as const
    token = accepted(await createToken(ctx, { name: 'bench', role: 'admin' })).token
  })
  const clear = () => rmSync(folder, { recursive: true, force: true })
  process.once('exit', clear)
  const remove = () => {
    process.off('exit', clear)
    clear()
  }
  return { folder, port: await freePort(), token, fill, remove }
}

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: Buffer
  /** Milliseconds from asking to the last byte. */
  took: number
}

export interface Service {
  url: string
  pid: number
  /** Milliseconds from starting the process to the first page. */
  startedIn: number
  get(path: string, headers?: Record<string, string>): Promise<Answer>
  /** Posts JSON to the API; throws for anything but success. */
  post(path: string, body: object): Promise<Answer>
  stop(): Promise<void>
}

/** Starts the real server on an installation and waits for its first page. */
export async function startService(installation: Installation, env: Record<string, string> = {}): Promise<Service> {
  const url = `http://127.0.0.1:${installation.port}`
  const began = performance.now()
  const child = spawn('sh', ['-c', manifest.scripts.start], {
    env: {
      ...bare(),
      PORT: `${installation.port}`,
      PUBLIC_URL: url,
      DATA_DIR: installation.folder,
      SEED: 'none',
      LOG_LEVEL: 'warn',
      ...env,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const gone = () => child.kill('SIGKILL')
  process.prependOnceListener('exit', gone)
  const agent = new Agent({ keepAlive: true })
  const authorization = `Bearer ${installation.token}`
  const service: Service = {
    url,
    pid: child.pid ?? 0,
    startedIn: 0,
    get: (path, headers = {}) => exchange(url + path, { agent, headers }),
    async post(path, body) {
      const headers = { authorization, 'content-type': 'application/json' }
      const answer = await exchange(url + path, { agent, method: 'POST', headers }, JSON.stringify(body))
      if (answer.status >= 300) throw new Error(`POST ${path}: ${answer.status} ${answer.body}`)
      return answer
    },
    async stop() {
      agent.destroy()
      await end(child)
      process.off('exit', gone)
    },
  }
  try {
    await firstPage(service, child)
  } catch (error) {
    await service.stop()
    throw error
  }
  return Object.assign(service, { startedIn: performance.now() - began })
}

/** What the server is configured with is named here and nowhere else; it starts as `npm start` starts it. */
function bare(): NodeJS.ProcessEnv {
  return {
    PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
    HOME: process.env.HOME,
    TMPDIR: process.env.TMPDIR,
  }
}

async function firstPage(service: Service, child: ChildProcess): Promise<void> {
  for (const giveUp = performance.now() + 120_000; performance.now() < giveUp; ) {
    if (child.exitCode !== null) throw new Error('The server did not start.')
    const answer = await service.get('/').catch(() => null)
    if (answer?.status === 200) return
    await wait(5)
  }
  throw new Error('The server showed no page within two minutes.')
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  const overdue = setTimeout(() => child.kill('SIGKILL'), 15_000)
  await gone
  clearTimeout(overdue)
}

/** Waits until the server has used almost no processor time for a second: what it does in the background is done. */
export async function calm({ pid }: Service): Promise<void> {
  for (const giveUp = performance.now() + 300_000; performance.now() < giveUp; ) {
    const before = processorSeconds(pid)
    await wait(1000)
    if (processorSeconds(pid) - before < 0.05) return
  }
  throw new Error('The server has not come to rest within five minutes.')
}

function exchange(url: string, options: Parameters<typeof get>[1], body?: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const began = performance.now()
    const asked = request(url, { ...options }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.once('error', reject)
      response.once('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks),
          took: performance.now() - began,
        }),
      )
    })
    asked.once('error', reject)
    asked.end(body)
  })
}
