import type { IncomingMessage, ServerResponse } from 'node:http'
import { dirname } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { newestEvent, requestPublishing } from '../../../db/delivery/events.ts'
import { type Instant, MINUTE } from '../../domain/vocabulary.ts'
import { messageOf } from '../../lib/error-code.ts'
import type { Measures } from '../../lib/metrics/catalogue.ts'
import { Durations } from '../../lib/metrics/distribution.ts'
import { inTurn } from '../../lib/order/in-turn.ts'
import { publicPath, serve } from '../serve/serve.ts'
import { Folder } from '../store/folder.ts'
import { fileOf } from '../store/media.ts'
import { createPageCache, type PageCache } from '../store/page-cache.ts'
import { createPublicFiles } from '../store/public-files.ts'
import type { Failure } from './emitter.ts'
import { type Lock, lockPublishing } from './lock.ts'
import { RenderQueue } from './render-queue.ts'
import { SiteBuilder } from './site-builder.ts'
import type { PublisherOptions } from './sources.ts'
import { isWhole, readState } from './state.ts'

export function createPublisher(options: PublisherOptions): Publisher {
  return new Publisher(options)
}

const POLL = 250
/** How long everything may take to render elsewhere; 10,000 incidents take a minute or two. */
const LONGEST_RENDERING = 30 * MINUTE
/** How long a follower waits for the writer before it gives up on seeing an event published. */
const PATIENCE = 5_000

/**
 * Keeps the public folder true to the database and serves it. Of all publishers of one folder, in whatever process, one
 * writes; the others follow, and one of them takes over when the writer ends.
 */
export class Publisher {
  readonly #options: PublisherOptions
  readonly #folder: Folder
  readonly #cache: PageCache
  readonly #queue: RenderQueue
  readonly #inTurn = inTurn()
  #lock: Lock | null = null
  /** Begins, until it has succeeded and is the writer. */
  #starting: SiteBuilder | null = null
  #builder: SiteBuilder | null = null
  #followed = ''
  #timer: NodeJS.Timeout | undefined
  #closed = false
  #trouble: string | null = null
  readonly #delays = new Durations([0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300])
  #lag = 0

  constructor(options: PublisherOptions) {
    this.#options = options
    this.#folder = new Folder(options.folder)
    this.#cache = createPageCache(this.#folder, options.headers)
    this.#queue = new RenderQueue(options.report)
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
    if (!this.#builder) await this.#followTo(await newestEvent(this.#options.db))
    const builder = this.#builder
    if (!builder) return
    await this.#inTurn(() => this.#queue.aside(() => builder.catchUp()))
    builder.throwIfFailing()
  }

  /**
   * Has everything rendered anew, in every folder that shows this database; resolves when all is on the disk in this
   * one, whichever process writes it.
   */
  async publishAll(): Promise<void> {
    const request = await requestPublishing(this.#options.db, this.#options.clock())
    await this.#inTurn(() => this.#takeOver())
    for (let waited = 0; !this.#builder && (readState(this.#folder.root)?.rendered ?? 0) < request; waited += POLL) {
      if (waited >= LONGEST_RENDERING) throw new Error('the server did not finish within half an hour')
      await wait(POLL)
      await this.#inTurn(() => this.#takeOver())
    }
    const builder = this.#builder
    if (!builder) return
    await this.#inTurn(() => this.#queue.aside(() => builder.catchUp()))
    await builder.settled()
  }

  /** Puts out what time alone has changed, and tries again what failed. */
  async tick(now: Instant): Promise<void> {
    await this.#inTurn(async () => this.#builder?.tick(now))
  }

  /** Resolves when feeds, JSON, compressed files and whatever else was left for later are on the disk. */
  async settled(): Promise<void> {
    await this.#inTurn(async () => {})
    await this.#builder?.settled()
  }

  /** Paths of what is not out as it should be, in this process or in the one that writes the folder. */
  failing(): string[] {
    return this.#builder ? [...this.#builder.emitter.failing.keys()] : (readState(this.#folder.root)?.failing ?? [])
  }

  /** Responds to a request for a public file; false: it is not one, and nothing was written. Needs no `start`. */
  serve(request: IncomingMessage, response: ServerResponse): boolean {
    return serve(this.#cache, request, response)
  }

  /** Is there a public file at this path ("/history/")? */
  holds(path: string): boolean {
    const known = publicPath(path)
    return known !== null && this.#cache.get(fileOf(known)) !== null
  }

  /** Is there a file of everything? Where not, what is missing may come in a moment. */
  isComplete(): boolean {
    return this.#builder?.isComplete() ?? this.#isWhole()
  }

  #isWhole(): boolean {
    const state = this.#builder?.state ?? readState(this.#folder.root)
    return state !== null && isWhole(state)
  }

  /** The content of a public file by its path ("/404.html"), or null. */
  read(path: string): Buffer | null {
    return this.#cache.get(fileOf(path))?.plain.body ?? null
  }

  /** What keeps the page from being true, and numbers for operators. */
  status(): { problems: string[]; measures: Measures } {
    const failing = [...(this.#starting?.emitter.failing.values() ?? [])]
    return {
      problems: [
        ...(this.#trouble ? [`The publisher cannot go on: ${this.#trouble}`] : []),
        ...(this.#isWhole() ? [] : ['The pages are being made for the first time.']),
        ...reasonsOf(failing),
      ],
      measures: {
        publisher_writing: this.#builder ? 1 : 0,
        publisher_cursor: this.#builder?.state.cursor ?? readState(this.#folder.root)?.cursor ?? 0,
        publisher_lag_events: this.#lag,
        publisher_delay_seconds: this.#delays.distributions(),
        publisher_waiting_jobs: this.#queue.waiting(),
        publisher_failing_documents: failing.length,
        publisher_memory_bytes: this.#cache.bytes(),
      },
    }
  }

  /** Ends; what was left for later is done by the next start. */
  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#timer)
    await this.#inTurn(async () => {})
    await this.#queue.close()
    await this.#builder?.settled()
    this.#lock?.release()
    this.#lock = null
  }

  /** Becomes the writer if nobody is. */
  async #takeOver(): Promise<void> {
    if (this.#builder || this.#closed) return
    this.#lock ??= lockPublishing(dirname(this.#folder.root))
    if (!this.#lock) return
    const builder = this.#starting ?? (await this.#prepareBuilder())
    this.#starting = builder
    await this.#queue.aside(() => builder.begin())
    this.#builder = builder
  }

  async #prepareBuilder(): Promise<SiteBuilder> {
    await this.#folder.prepare()
    this.#cache.clear()
    const sources = { ...this.#options, delays: this.#delays }
    return new SiteBuilder(sources, this.#folder, createPublicFiles(this.#folder, this.#cache), this.#queue)
  }

  async #poll(): Promise<void> {
    try {
      await this.#inTurn(() => this.#look())
      if (this.#trouble !== null) this.#options.mended?.('new events are looked for again')
      this.#trouble = null
    } catch (error) {
      this.#complain(error)
    }
    if (!this.#closed) this.#timer = setTimeout(() => this.#poll(), POLL).unref()
  }

  #complain(error: unknown): void {
    if (messageOf(error) !== this.#trouble) this.#options.report(error, 'could not look for new events')
    this.#trouble = messageOf(error)
  }

  async #look(): Promise<void> {
    await this.#takeOver()
    const builder = this.#builder
    if (!builder) return this.#follow()
    this.#lag = (await newestEvent(this.#options.db)) - builder.state.cursor
    if (this.#lag !== 0) await this.#queue.aside(() => builder.catchUp())
    this.#lag = 0
  }

  /** Another process writes: what it has changed is no longer served from our memory. */
  #follow(): void {
    const state = JSON.stringify(readState(this.#folder.root))
    if (state !== this.#followed) this.#cache.clear()
    this.#followed = state
  }

  /** Waits until the writer of this folder has put out an event, or until nobody writes it and we do. */
  async #followTo(event: number): Promise<void> {
    const deadline = performance.now() + PATIENCE
    while (!this.#builder && (readState(this.#folder.root)?.cursor ?? 0) < event) {
      if (performance.now() > deadline) throw new Error('The process that writes the public folder does not answer.')
      await wait(10)
      await this.#inTurn(() => this.#takeOver())
    }
    if (!this.#builder) this.#follow()
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
