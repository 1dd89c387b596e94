import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach } from 'vitest'
import type { Db } from '../../../db/schema/index.ts'
import { DEFAULT_PLAN } from '../../../server/domain/plan/plan.ts'
import { createPublisher, type Publisher } from '../../../server/publish/engine/publisher.ts'
import type { PublisherOptions } from '../../../server/publish/engine/sources.ts'
import { loadRenderer } from '../../../server/publish/render/renderer.ts'
import { type ManualClock, manualClock } from '../clock.ts'
import { temporaryFolder } from '../folder.ts'
import { SITE } from './site.ts'

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: Buffer
}

/** A publisher with its folder, a clock that only the test moves, and a web server that knows nothing else. */
export interface TestPublisher {
  publisher: Publisher
  folder: string
  clock: ManualClock
  /** What was reported as failed. */
  failures: string[]
  /** What was said to be gone. */
  lost: string[]
  /** Asks the web server; an answer 404 means that the publisher did not take the request. */
  ask(path: string, options?: { method?: string; headers?: Record<string, string> }): Promise<Answer>
  /** The text of a file in the folder, or null. */
  file(name: string): string | null
  /** Every public file of the folder, without compressed siblings. */
  files(): string[]
}

const ending: (() => Promise<void> | void)[] = []

/** Runs before the database is closed: call it first where databases are made. */
export function closeTestPublishers(): void {
  afterEach(async () => {
    for (const end of ending.splice(0).reverse()) await end()
  })
}

type Options = Partial<PublisherOptions> & { clock?: ManualClock }

/** A publisher on an own folder unless one is given; it is started, and cleared away after the test. */
export async function testPublisher(db: Db, options: Options = {}): Promise<TestPublisher> {
  const site = await stoppedTestPublisher(db, options)
  await site.publisher.start()
  return site
}

/** The same, not started yet. */
export async function stoppedTestPublisher(db: Db, options: Options = {}): Promise<TestPublisher> {
  const clock = options.clock ?? manualClock()
  const data = options.folder ? null : await temporaryFolder('site')
  if (data) ending.push(() => rmSync(data, { recursive: true, force: true }))
  const folder = options.folder ?? join(data ?? '', 'site')
  const [failures, lost]: [string[], string[]] = [[], []]
  const publisher = createPublisher({
    db,
    folder,
    renderer: loadRenderer(),
    site: async () => SITE,
    plan: DEFAULT_PLAN,
    report: (error, what) => void failures.push(`${what}: ${error}`),
    lost: (what) => void lost.push(what),
    ...options,
    clock,
  })
  ending.push(() => publisher.close())
  const ask = await webServer(publisher)
  return {
    publisher,
    folder,
    clock,
    failures,
    lost,
    ask,
    file: (name) => read(join(folder, name)),
    files: () => filesIn(folder),
  }
}

async function webServer(publisher: Pick<Publisher, 'serve'>): Promise<TestPublisher['ask']> {
  const server = createServer((incoming, outgoing) => {
    if (!publisher.serve(incoming, outgoing)) outgoing.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  ending.push(() => void server.close().closeAllConnections())
  const { port } = server.address() as AddressInfo
  return (path, { method = 'GET', headers = {} } = {}) =>
    new Promise((resolve, reject) => {
      const asking = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, async (answer) => {
        const body = Buffer.concat(await Array.fromAsync(answer as AsyncIterable<Buffer>))
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body })
      })
      asking.on('error', reject).end()
    })
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

export function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(br|gz)$|^\./.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort()
}
