import { eventsAfter, newestEvent } from '../../../db/delivery/events.ts'
import { markShown, unpublishedIncidents } from '../../../db/incident/published.ts'
import { write } from '../../../db/open.ts'
import type { Db } from '../../../db/schema/index.ts'
import type { Site } from '../../../src/views.ts'
import type { Plan } from '../../domain/plan/plan.ts'
import { type Instant, MINUTE } from '../../domain/vocabulary.ts'
import { type Document, nowDocument, type RenderContext } from '../documents/documents.ts'
import * as invalidation from '../documents/invalidation.ts'
import { createSnapshot, type PublishSnapshot } from '../facts/snapshot.ts'
import { UptimeCache } from '../facts/uptime-cache.ts'
import type { Renderer } from '../render/renderer.ts'
import type { Folder } from '../store/folder.ts'
import { fileOf } from '../store/media.ts'
import type { PublicFiles } from '../store/public-files.ts'
import { publicMonths } from '../views/history.ts'
import { copyAssets, sweep } from './assets.ts'
import { Emitter, unique } from './emitter.ts'
import type { Job, RenderQueue } from './render-queue.ts'
import type { Report } from './report.ts'
import { configurationOf, hasState, readState, type State, writeState } from './state.ts'

export interface Sources {
  db: Db
  renderer: Renderer
  /** The site as it is now: the demonstration may come and go. */
  site: () => Promise<Site>
  plan: Plan
  clock: () => Instant
  /** It will be tried again. */
  report: Report
}

/** So far behind, rendering everything is the shorter way. */
const FAR_BEHIND = 500
const RETRY_PAUSE = 5_000

/** The one that keeps a folder true to the database. Its calls are made one at a time. */
export class SiteBuilder {
  readonly state: State
  readonly emitter: Emitter
  readonly #sources: Sources
  readonly #folder: Folder
  readonly #files: PublicFiles
  readonly #queue: RenderQueue
  #uptimeCache = new UptimeCache()
  #shown: invalidation.Shown = { months: [], lists: new Map() }
  /** The pages that the newest events touched. */
  #touched: readonly Document[] = []
  #edition = 0
  #configuration = ''
  /** What the files are made by once the queue is done, while everything is made again. */
  #goal: (Pick<State, 'renderer' | 'configuration'> & { reached: boolean }) | null = null
  #settling: Promise<void> | null = null
  /** Time alone changes nothing before. */
  #quietUntil = 0
  #announcedAt = 0
  #retriedAt = 0
  #saved = false

  constructor(sources: Sources, folder: Folder, files: PublicFiles, queue: RenderQueue) {
    this.#sources = sources
    this.#folder = folder
    this.#files = files
    this.#queue = queue
    this.emitter = new Emitter(files, queue, sources.report)
    this.state = readState(folder.root) ?? {
      ...{ cursor: 0, settled: 0, shown: 0, renderer: '', configuration: '' },
      checkedAt: sources.clock(),
    }
  }

  /** Brings a folder as found up to date: what events since have touched, or all of it if it was made by something else. */
  async begin(): Promise<void> {
    const { db, clock, renderer } = this.#sources
    this.#uptimeCache = await UptimeCache.read(db, clock())
    const snapshot = await this.#snapshot(clock())
    this.#configuration = configurationOf(snapshot)
    this.#shown.months = await publicMonths(snapshot)
    const { settled, configuration } = this.state
    if (this.state.renderer !== renderer.hash || configuration !== this.#configuration) return this.renderAll()
    // What was under way when the last writer ended is done again.
    this.state.cursor = settled
    await this.catchUp()
  }

  /** Puts out every event recorded so far; a page that cannot be made is tried again. */
  async catchUp(): Promise<void> {
    const { db, clock } = this.#sources
    if (this.#isCleared()) return this.renderAll()
    const ahead = (await newestEvent(db)) - this.state.cursor
    if (ahead === 0) return
    if (ahead < 0 || ahead > FAR_BEHIND) return this.renderAll()
    const events = await eventsAfter(db, this.state.cursor, FAR_BEHIND)
    const snapshot = await this.#snapshot(clock())
    const changed = configurationOf(snapshot) !== this.#configuration
    const pagesMayGo = events.some(({ kind }) => ['demo.cleared', 'programme.changed'].includes(kind))
    if (changed || pagesMayGo) return this.renderAll()
    const touched = await invalidation.touchedBy(events, snapshot, db, this.#uptimeCache, this.#shown)
    this.state.cursor = events.at(-1)?.id ?? this.state.cursor
    if (touched) {
      this.state.shown = this.state.cursor
      await this.#put(touched, snapshot)
    }
    this.#touched = touched?.pages ?? []
    this.#save()
  }

  /** Renders everything: what people look at first before this resolves, the rest from the queue. */
  async renderAll(): Promise<void> {
    const { db, clock, renderer } = this.#sources
    const newest = await newestEvent(db)
    this.#uptimeCache = await UptimeCache.read(db, clock())
    const snapshot = await this.#snapshot(clock())
    this.#configuration = configurationOf(snapshot)
    this.#goal = { renderer: renderer.hash, configuration: this.#configuration, reached: false }
    this.#shown.lists.clear()
    await copyAssets(renderer.assets, this.#folder, this.#files)
    Object.assign(this.state, { cursor: newest, shown: newest, checkedAt: snapshot.now })
    await this.#put(await invalidation.foremost(snapshot), snapshot)
    this.#queue.follow(this.#allTheRest(snapshot, this.#edition))
    this.#save()
  }

  /** Puts out what time alone has changed, and tries again what failed. */
  async tick(now: Instant): Promise<void> {
    if (this.#isCleared()) return this.renderAll()
    await this.#retry(now)
    if (now < this.#quietUntil) return
    const snapshot = await this.#snapshot(now)
    if (configurationOf(snapshot) !== this.#configuration) return this.renderAll()
    const touched = await invalidation.touchedByTime(snapshot, this.state.checkedAt, this.#shown.months)
    if (now >= this.#announcedAt + MINUTE) {
      touched.pages.push(nowDocument)
      this.#announcedAt = now
    }
    this.state.checkedAt = now
    if (touched.pages.length > 0) {
      await this.#put(touched, snapshot)
      this.#save()
    }
    this.#quietUntil = Math.min(await invalidation.nextChange(snapshot), this.#announcedAt + MINUTE)
  }

  /** Resolves when all that was begun is on the disk. */
  async settled(): Promise<void> {
    await this.#queue.settled()
    await this.#settling
  }

  async #retry(now: Instant): Promise<void> {
    const { failing } = this.emitter
    // A long rendering that broke off has left its goal behind.
    const brokeOff = this.#goal?.reached === false && this.#queue.waiting() === 0
    if ((failing.size === 0 && !brokeOff) || now < this.#retriedAt + RETRY_PAUSE) return
    this.#retriedAt = now
    if (brokeOff) return this.renderAll()
    const snapshot = await this.#snapshot(now)
    const pages = [...failing.values()].map(({ document }) => document)
    const incidents = await unpublishedIncidents(this.#sources.db)
    await snapshot.load(incidents)
    await this.#put({ pages, rest: [], incidents }, snapshot)
    this.#save()
  }

  async #put({ pages, rest, incidents }: invalidation.Touched, snapshot: PublishSnapshot): Promise<void> {
    const context = this.#workbench(snapshot)
    const first = unique(pages)
    await this.emitter.now(first, context)
    const done = new Set(first.map(({ path }) => path))
    this.emitter.soon(
      unique(rest).filter(({ path }) => !done.has(path)),
      context,
    )
    this.#shown.months = await publicMonths(snapshot)
    this.#quietUntil = 0
    if (!this.emitter.failureOf(first)) await this.#callPublished(incidents, snapshot)
  }

  async #callPublished(ids: readonly string[], snapshot: PublishSnapshot): Promise<void> {
    const told = await Promise.all(ids.map((id) => snapshot.incident(id)))
    const waiting = told.flatMap((one) => (one && one.row.published_at === null ? [one.row.id] : []))
    if (waiting.length === 0) return
    const now = this.#sources.clock()
    await write(this.#sources.db, (trx) => markShown(trx, waiting, this.state.cursor, now))
  }

  async *#allTheRest(first: PublishSnapshot, since: number): AsyncGenerator<Job> {
    const { db, clock } = this.#sources
    const known = new Set<string>()
    for await (const { documents, incidents } of invalidation.everything(db, first)) {
      const snapshot = await this.#snapshot(clock())
      await snapshot.load(incidents)
      const context = this.#workbench(snapshot)
      for (const document of documents) {
        known.add(fileOf(document.path))
        yield () => this.emitter.one(document, context, false)
      }
      if (incidents.length > 0) yield () => this.#callPublished(incidents, snapshot)
    }
    const isWanted = (file: string) => known.has(file) || this.#files.isFrom(file, since)
    yield () => sweep(this.#folder, this.#files, this.#sources.renderer.assets, isWanted)
    if (this.#goal) this.#goal.reached = true
  }

  /** Throws if a page that the newest events touch could not be made. */
  throwIfFailing(): void {
    const failure = this.emitter.failureOf(this.#touched)
    if (failure) throw new Error(`${failure.document.path} could not be published.`, { cause: failure.error })
  }

  /** Has somebody emptied the folder under us? Then every file of it is wanted again. */
  #isCleared(): boolean {
    return this.#saved && !hasState(this.#folder.root)
  }

  #save(): void {
    writeState(this.#folder.root, this.state)
    this.#saved = true
    const report = (error: unknown) => this.#sources.report(error, 'could not bring the folder to the disk')
    this.#settling ??= this.#settle().catch(report)
  }

  /** Once nothing waits, notes how far the whole folder is; where some of it failed, the next event asks again. */
  async #settle(): Promise<void> {
    const done = await this.#queue.settled()
    try {
      await this.#folder.sync()
    } finally {
      this.#settling = null
    }
    if (!done || this.emitter.failing.size > 0 || this.#goal?.reached === false) return
    this.state.settled = this.state.cursor
    if (this.#goal) {
      this.state.renderer = this.#goal.renderer
      this.state.configuration = this.#goal.configuration
    }
    this.#goal = null
    writeState(this.#folder.root, this.state)
  }

  async #snapshot(now: Instant): Promise<PublishSnapshot> {
    return createSnapshot(this.#sources.db, await this.#sources.site(), this.#sources.plan, now, this.#uptimeCache)
  }

  #workbench(snapshot: PublishSnapshot): RenderContext {
    this.#edition += 1
    return { snapshot, render: this.#sources.renderer.render, event: this.state.shown, edition: this.#edition }
  }
}
