import { existsSync, rmSync, writeFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { newestEvent } from '../../db/events.ts'
import type { Instant } from '../domain/vocabulary.ts'
import { createBacklog } from './backlog.ts'
import { openFolder } from './folder.ts'
import { type Lock, tryLock } from './lock.ts'
import { fileOf } from './media.ts'
import { createPress } from './press.ts'
import { serve } from './serve.ts'
import { createShelf } from './shelf.ts'
import { readState } from './state.ts'
import { type Sources, Writer } from './writer.ts'

export interface PublisherOptions extends Sources {
  /** The public folder; beside it lies the lock of its one writer. */
  folder: string
}

export type Publisher = ReturnType<typeof createPublisher>

const POLL = 250
/** How long a follower waits for the writer before it gives up on seeing an event published. */
const PATIENCE = 5_000
const ASK_FOR_ALL = '.publish-all'

/**
 * Keeps the public folder true to the database and serves it. Of all publishers of one folder, in whatever process, one
 * writes; the others follow, and one of them takes over when the writer ends.
 */
export function createPublisher(options: PublisherOptions) {
  const { db, clock, report } = options
  const folder = openFolder(options.folder)
  const shelf = createShelf(folder)
  const backlog = createBacklog(report)
  const inTurn = oneAtATime()
  const lockFile = join(dirname(folder.root), 'publisher.lock')
  const askedForAll = join(folder.root, ASK_FOR_ALL)
  let lock: Lock | null = null
  let writer: Writer | null = null
  let timer: NodeJS.Timeout | undefined
  let followed = ''
  let trouble: string | null = null
  let lag = 0
  let answering = false
  let closed = false

  /** Becomes the writer if nobody is. */
  async function takeOver(): Promise<void> {
    if (writer) return
    lock = tryLock(lockFile)
    if (!lock) return
    await folder.prepare()
    shelf.clear()
    const mine = new Writer(options, folder, createPress(folder, shelf), backlog)
    writer = mine
    await backlog.aside(() => mine.begin())
  }

  /** Another process writes: what it has changed is no longer served from our memory. */
  function follow(): void {
    const state = JSON.stringify(readState(folder.root))
    if (state !== followed) shelf.clear()
    followed = state
  }

  async function look(): Promise<void> {
    await takeOver()
    if (!writer) return follow()
    const mine = writer
    lag = (await newestEvent(db)) - mine.state.cursor
    if (lag !== 0) await backlog.aside(() => mine.catchUp())
    if (!answering && existsSync(askedForAll)) answer(mine)
  }

  /** A command line has asked for everything to be rendered; the request goes when that is done. */
  function answer(by: Writer): void {
    answering = true
    const done = () => {
      rmSync(askedForAll, { force: true })
      answering = false
    }
    backlog
      .aside(() => by.renderAll())
      .then(() => by.settled())
      .then(done, (error: unknown) => {
        answering = false
        report(error, 'could not render everything')
      })
  }

  async function poll(): Promise<void> {
    try {
      await inTurn(look)
      trouble = null
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error)
      if (text !== trouble) report(error, 'could not look for news')
      trouble = text
    }
    if (!closed) timer = setTimeout(poll, POLL).unref()
  }

  /** Waits until the writer of this folder has put out an event. */
  async function followTo(event: number): Promise<void> {
    const deadline = performance.now() + PATIENCE
    while ((readState(folder.root)?.cursor ?? 0) < event) {
      if (performance.now() > deadline) throw new Error('The process that writes the public folder does not answer.')
      await wait(10)
      await inTurn(takeOver)
      if (writer) return inTurn(() => backlog.aside(() => (writer as Writer).catchUp()))
    }
    follow()
  }

  return {
    /** From now on the folder is served as found; resolves when what people look at first is up to date. */
    start: async (): Promise<void> => {
      await inTurn(takeOver)
      timer = setTimeout(poll, POLL).unref()
    },
    /** Resolves once the page shows every event recorded before the call; rejects when it could not. */
    publish: async (): Promise<void> => {
      if (!writer) return followTo(await newestEvent(db))
      const mine = writer
      await inTurn(() => backlog.aside(() => mine.catchUp()))
    },
    /** Renders everything anew, through the writing process if that is another; resolves when all is on the disk. */
    publishAll: async (): Promise<void> => {
      await inTurn(takeOver)
      if (writer) {
        const mine = writer
        await inTurn(() => backlog.aside(() => mine.renderAll()))
        return mine.settled()
      }
      writeFileSync(askedForAll, '')
      while (existsSync(askedForAll)) {
        await wait(POLL)
        await inTurn(takeOver)
        if (writer) return (writer as Writer).settled().then(() => rmSync(askedForAll, { force: true }))
      }
    },
    /** Puts out what time alone has changed, and tries again what failed. */
    tick: async (now: Instant = clock()): Promise<void> => {
      await inTurn(async () => {
        if (writer) await writer.tick(now)
      })
    },
    /** Resolves when feeds, JSON, compressed files and whatever else was left for later are on the disk. */
    settled: async (): Promise<void> => {
      await inTurn(async () => {})
      await writer?.settled()
    },
    /** Answers a request for a public file; false: it is not one, and nothing was written. */
    serve: (request: IncomingMessage, response: ServerResponse): boolean => serve(shelf, request, response),
    /** The content of a public file by its path ("/404.html"), or null. */
    read: (path: string): Buffer | null => shelf.get(fileOf(path))?.plain.body ?? null,
    /** What keeps the page from being true, and numbers for operators. */
    status: () => ({
      problems: [
        ...(trouble ? [`The publisher cannot read the news: ${trouble}`] : []),
        ...[...(writer?.output.failing.values() ?? [])].map(({ document, error }) => {
          return `${document.path} cannot be published: ${error instanceof Error ? error.message : String(error)}`
        }),
      ],
      gauges: {
        publisher_writing: writer ? 1 : 0,
        publisher_cursor: writer?.state.cursor ?? readState(folder.root)?.cursor ?? 0,
        publisher_lag_events: lag,
        publisher_waiting_jobs: backlog.waiting(),
        publisher_failing_documents: writer?.output.failing.size ?? 0,
        publisher_memory_bytes: shelf.bytes(),
      },
    }),
    /** Ends; what was left for later is done by the next start. */
    close: async (): Promise<void> => {
      closed = true
      clearTimeout(timer)
      await inTurn(async () => {})
      await backlog.close()
      lock?.release()
      lock = null
    },
  }
}

function oneAtATime(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return <T>(work: () => Promise<T>) => {
    const mine = last.then(work)
    last = mine.catch(() => {})
    return mine
  }
}
