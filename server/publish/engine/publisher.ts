import { existsSync, rmSync, writeFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { newestEvent } from '../../../db/delivery/events.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import { publicPath, serve } from '../serve/serve.ts'
import { createShelf, type Shelf } from '../store/cache.ts'
import { type Folder, openFolder } from '../store/folder.ts'
import { fileOf } from '../store/media.ts'
import { type Lock, tryLock } from './lock.ts'
import type { Failure } from './output.ts'
import { createPress } from './press.ts'
import { Backlog } from './render-queue.ts'
import { type Sources, Writer } from './site-builder.ts'
import { readState } from './state.ts'

export interface PublisherOptions extends Sources {
  /** The public folder; beside it lies the lock of its one writer. */
  folder: string
}

export function createPublisher(options: PublisherOptions): Publisher {
  return new Publisher(options)
}

const POLL = 250
/** How long a follower waits for the writer before it gives up on seeing an event published. */
const PATIENCE = 5_000
const ASK_FOR_ALL = '.publish-all'

/**
 * Keeps the public folder true to the database and serves it. Of all publishers of one folder, in whatever process, one
 * writes; the others follow, and one of them takes over when the writer ends.
 */
export class Publisher {
  readonly #options: PublisherOptions
  readonly #folder: Folder
  readonly #shelf: Shelf
  readonly #backlog: Backlog
  readonly #inTurn = oneAtATime()
  /** There while a command line waits for everything to be rendered. */
  readonly #request: string
  #answering = false
  #lock: Lock | null = null
  /** Begins, until it has succeeded and is the writer. */
  #beginner: Writer | null = null
  #writer: Writer | null = null
  #followed = ''
  #timer: NodeJS.Timeout | undefined
  #closed = false
  #trouble: string | null = null
  #lag = 0

  constructor(options: PublisherOptions) {
    this.#options = options
    this.#folder = openFolder(options.folder)
    this.#shelf = createShelf(this.#folder)
    this.#backlog = new Backlog(options.report)
    this.#request = join(this.#folder.root, ASK_FOR_ALL)
  }

  /**
   * From now on the folder is kept true; resolves when what people look at first is up to date. If that cannot be (a
   * full disk), what was found is served all the same, and it is tried again; rejects only where nothing was found.
   */
  async start(): Promise<void> {
    try {
      await this.#inTurn(() => this.#takeOver())
    } catch (error) {
      if (this.read('/') === null) throw error
      this.#complain(error)
    }
    this.#timer = setTimeout(() => this.#poll(), POLL).unref()
  }

  /** Resolves once the page shows every event recorded before the call; rejects when it could not. */
  async publish(): Promise<void> {
    if (!this.#writer) await this.#followTo(await newestEvent(this.#options.db))
    const writer = this.#writer
    if (!writer) return
    await this.#inTurn(() => this.#backlog.aside(() => writer.catchUp()))
    writer.throwIfFailing()
  }

  /** Renders everything anew, through the writing process if that is another; resolves when all is on the disk. */
  async publishAll(): Promise<void> {
    await this.#inTurn(() => this.#takeOver())
    if (!this.#writer) writeFileSync(this.#request, '')
    while (!this.#writer && existsSync(this.#request)) {
      await wait(POLL)
      await this.#inTurn(() => this.#takeOver())
    }
    const writer = this.#writer
    if (!writer) return
    await this.#inTurn(() => this.#backlog.aside(() => writer.renderAll()))
    await writer.settled()
    rmSync(this.#request, { force: true })
  }

  /** Puts out what time alone has changed, and tries again what failed. */
  async tick(now: Instant): Promise<void> {
    await this.#inTurn(async () => this.#writer?.tick(now))
  }

  /** Resolves when feeds, JSON, compressed files and whatever else was left for later are on the disk. */
  async settled(): Promise<void> {
    await this.#inTurn(async () => {})
    await this.#writer?.settled()
  }

  /** Answers a request for a public file; false: it is not one, and nothing was written. Needs no `start`. */
  serve(request: IncomingMessage, response: ServerResponse): boolean {
    return serve(this.#shelf, request, response)
  }

  /** Is there a public file at this path ("/history/")? */
  holds(path: string): boolean {
    const known = publicPath(path)
    return known !== null && this.#shelf.get(fileOf(known)) !== null
  }

  /** The content of a public file by its path ("/404.html"), or null. */
  read(path: string): Buffer | null {
    return this.#shelf.get(fileOf(path))?.plain.body ?? null
  }

  /** What keeps the page from being true, and numbers for operators. */
  status(): { problems: string[]; gauges: Record<string, number> } {
    const failing = [...(this.#beginner?.output.failing.values() ?? [])]
    return {
      problems: [...(this.#trouble ? [`The publisher cannot go on: ${this.#trouble}`] : []), ...reasonsOf(failing)],
      gauges: {
        publisher_writing: this.#writer ? 1 : 0,
        publisher_cursor: this.#writer?.state.cursor ?? readState(this.#folder.root)?.cursor ?? 0,
        publisher_lag_events: this.#lag,
        publisher_waiting_jobs: this.#backlog.waiting(),
        publisher_failing_documents: failing.length,
        publisher_memory_bytes: this.#shelf.bytes(),
      },
    }
  }

  /** Ends; what was left for later is done by the next start. */
  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#timer)
    await this.#inTurn(async () => {})
    await this.#backlog.close()
    await this.#writer?.settled()
    this.#lock?.release()
    this.#lock = null
  }

  /** Becomes the writer if nobody is. */
  async #takeOver(): Promise<void> {
    if (this.#writer || this.#closed) return
    this.#lock ??= tryLock(join(dirname(this.#folder.root), 'publisher.lock'))
    if (!this.#lock) return
    const writer = this.#beginner ?? (await this.#prepareWriter())
    this.#beginner = writer
    await this.#backlog.aside(() => writer.begin())
    this.#writer = writer
  }

  async #prepareWriter(): Promise<Writer> {
    await this.#folder.prepare()
    this.#shelf.clear()
    return new Writer(this.#options, this.#folder, createPress(this.#folder, this.#shelf), this.#backlog)
  }

  async #poll(): Promise<void> {
    try {
      await this.#inTurn(() => this.#look())
      this.#trouble = null
    } catch (error) {
      this.#complain(error)
    }
    if (!this.#closed) this.#timer = setTimeout(() => this.#poll(), POLL).unref()
  }

  #complain(error: unknown): void {
    if (messageOf(error) !== this.#trouble) this.#options.report(error, 'could not look for news')
    this.#trouble = messageOf(error)
  }

  async #look(): Promise<void> {
    await this.#takeOver()
    const writer = this.#writer
    if (!writer) return this.#follow()
    this.#lag = (await newestEvent(this.#options.db)) - writer.state.cursor
    if (this.#lag !== 0) await this.#backlog.aside(() => writer.catchUp())
    this.#lag = 0
    if (!this.#answering && existsSync(this.#request)) this.#answer(writer)
  }

  /** Another process writes: what it has changed is no longer served from our memory. */
  #follow(): void {
    const state = JSON.stringify(readState(this.#folder.root))
    if (state !== this.#followed) this.#shelf.clear()
    this.#followed = state
  }

  /** Waits until the writer of this folder has put out an event, or until nobody writes it and we do. */
  async #followTo(event: number): Promise<void> {
    const deadline = performance.now() + PATIENCE
    while (!this.#writer && (readState(this.#folder.root)?.cursor ?? 0) < event) {
      if (performance.now() > deadline) throw new Error('The process that writes the public folder does not answer.')
      await wait(10)
      await this.#inTurn(() => this.#takeOver())
    }
    if (!this.#writer) this.#follow()
  }

  /** Does what a command line has asked for; the request goes when it is done. */
  #answer(writer: Writer): void {
    this.#answering = true
    this.#backlog
      .aside(() => writer.renderAll())
      .then(() => writer.settled())
      .then(() => rmSync(this.#request, { force: true }))
      .catch((error: unknown) => this.#options.report(error, 'could not render everything'))
      .finally(() => {
        this.#answering = false
      })
  }
}

/** One line per reason: a full disk fails every page alike. */
function reasonsOf(failing: readonly Failure[]): string[] {
  const reasons = Map.groupBy(failing, ({ error }) => messageOf(error))
  return [...reasons].map(([reason, [first, ...others]]) => {
    const more = others.length > 0 ? ` and ${others.length} more` : ''
    return `${first?.document.path}${more} cannot be published: ${reason}`
  })
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function oneAtATime(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return <T>(work: () => Promise<T>) => {
    const mine = last.then(work)
    last = mine.catch(() => {})
    return mine
  }
}
