import { eventsAfter, newestEvent } from '../../../db/delivery/events.ts'
import { markShown, unpublishedIncidents } from '../../../db/incident/published.ts'
import { write } from '../../../db/open.ts'
import { type Instant, MINUTE } from '../../domain/vocabulary.ts'
import { Memo } from '../../lib/memo.ts'
import type { Document, RenderContext } from '../documents/document.ts'
import { invalidatedBy, type Shown } from '../documents/event-subjects.ts'
import { changesEverything } from '../documents/event-tags.ts'
import { nextMoment, timeTags } from '../documents/moments.ts'
import { momentsAround } from '../documents/pending.ts'
import { everything, foremost, type Selection, select } from '../documents/selection.ts'
import type { Tag } from '../documents/tags.ts'
import { createSnapshot, type PublishSnapshot } from '../facts/snapshot.ts'
import { UptimeCache } from '../facts/uptime-cache.ts'
import type { Folder } from '../store/folder.ts'
import { fileOf } from '../store/media.ts'
import type { PublicFiles } from '../store/public-files.ts'
import { publicMonths } from '../views/history.ts'
import { copyAssets, copyOwn, sweep } from './assets.ts'
import { Emitter } from './emitter.ts'
import { Patrol } from './patrol.ts'
import { Progress } from './progress.ts'
import type { Job, RenderQueue } from './render-queue.ts'
import type { Sources } from './sources.ts'
import { configurationOf } from './state.ts'

/** So far behind, rendering everything is the shorter way. */
const FAR_BEHIND = 500
const RETRY_PAUSE = 5_000

/** The one that keeps a folder true to the database. Its calls are made one at a time. */
export class SiteBuilder {
  readonly emitter: Emitter
  readonly #progress: Progress
  readonly #sources: Sources
  readonly #folder: Folder
  readonly #files: PublicFiles
  readonly #queue: RenderQueue
  readonly #patrol: Patrol
  #uptimeCache = new UptimeCache()
  readonly #shown: Shown = { months: 0, lists: new Map() }
  /** The documents that the newest events changed and that callers wait for. */
  #awaited: readonly Document[] = []
  #edition = 0
  #configuration = ''
  /** Time alone changes nothing before. */
  #quietUntil = 0
  #announcedAt = 0
  #retriedAt = 0

  constructor(sources: Sources, folder: Folder, files: PublicFiles, queue: RenderQueue) {
    this.#sources = sources
    this.#folder = folder
    this.#files = files
    this.#queue = queue
    this.emitter = new Emitter(files, queue, sources)
    const failing = () => [...this.emitter.failing.keys()]
    this.#progress = new Progress(folder, queue, failing, sources.report, sources.clock())
    this.#patrol = new Patrol(sources, {
      ...{ folder, files, queue, emitter: this.emitter },
      snapshot: () => this.#snapshot(sources.clock()),
      context: (snapshot) => this.#context(snapshot),
    })
  }

  get state() {
    return this.#progress.state
  }

  /** Brings a folder as found up to date: what events since have changed, or all of it if it was made by something else. */
  async begin(): Promise<void> {
    const { db, clock, renderer } = this.#sources
    this.#uptimeCache = await UptimeCache.read(db, clock())
    const snapshot = await this.#snapshot(clock())
    this.#configuration = configurationOf(snapshot)
    this.#shown.months = (await publicMonths(snapshot)).length
    const { settled, configuration } = this.state
    if (this.state.renderer !== renderer.hash || configuration !== this.#configuration) return this.renderAll()
    // What was under way when the last writer ended is done again.
    this.state.cursor = settled
    await this.catchUp()
  }

  /** Puts out every event recorded so far; a page that cannot be made is tried again. */
  async catchUp(): Promise<void> {
    const { db, clock } = this.#sources
    if (this.#progress.isCleared()) return this.renderAll()
    const ahead = (await newestEvent(db)) - this.state.cursor
    if (ahead === 0) return
    if (ahead < 0 || ahead > FAR_BEHIND) return this.renderAll()
    const events = await eventsAfter(db, this.state.cursor, FAR_BEHIND)
    const snapshot = await this.#snapshot(clock())
    if (configurationOf(snapshot) !== this.#configuration || events.some(changesEverything)) return this.renderAll()
    const { tags, incidents } = await invalidatedBy(events, snapshot, db, this.#uptimeCache, this.#shown)
    this.state.cursor = events.at(-1)?.id ?? this.state.cursor
    if (tags.size > 0) this.state.shown = this.state.cursor
    this.#awaited = tags.size > 0 ? await this.#put(tags, incidents, snapshot) : []
    if (this.#awaited.length > 0 && !this.emitter.failureOf(this.#awaited))
      for (const { at } of events) this.#sources.delays?.add({}, clock() - at)
    this.#progress.save()
  }

  /** Renders everything: what people look at first before this resolves, the rest from the queue. */
  async renderAll(): Promise<void> {
    const { db, clock, renderer } = this.#sources
    const event = await newestEvent(db)
    this.#uptimeCache = await UptimeCache.read(db, clock())
    const snapshot = await this.#snapshot(clock())
    this.#configuration = configurationOf(snapshot)
    this.#progress.beginAnew({ renderer: renderer.hash, configuration: this.#configuration, event })
    this.state.checkedAt = snapshot.now
    this.#shown.lists.clear()
    this.#patrol.beginAnew()
    await copyAssets(renderer.assets, this.#folder, this.#files)
    await copyOwn(this.#sources.logos ?? [], this.#folder, this.#files)
    const { incidents, ...first } = await foremost(db, snapshot)
    await this.#emit(first, incidents, snapshot)
    this.#queue.follow(this.#allTheRest(snapshot, this.#edition))
    this.#progress.save()
  }

  /** Puts out what time alone has changed, tries again what failed, and looks for files that are gone. */
  async tick(now: Instant): Promise<void> {
    if (this.#progress.isCleared()) return this.renderAll()
    await this.#retry(now)
    await this.#patrol.look(now)
    if (now < this.#quietUntil) return
    const snapshot = await this.#snapshot(now)
    if (configurationOf(snapshot) !== this.#configuration) return this.renderAll()
    const moments = await momentsAround(snapshot, this.state.checkedAt)
    const tags = timeTags(moments, this.state.checkedAt, now)
    if (now >= this.#announcedAt + MINUTE) {
      tags.add('minute')
      this.#announcedAt = now
    }
    this.state.checkedAt = now
    if (tags.size > 0) {
      await this.#put(tags, [], snapshot)
      this.#progress.save()
    }
    this.#quietUntil = Math.min(nextMoment(moments, now), this.#announcedAt + MINUTE)
  }

  /** Is there a file of everything, or may one be missing that is still to be made? */
  isComplete(): boolean {
    return this.#progress.isComplete()
  }

  /** Resolves when all that was begun is on the disk. */
  settled(): Promise<void> {
    return this.#progress.settled()
  }

  /** Throws if a page that the newest events changed could not be made. */
  throwIfFailing(): void {
    const failure = this.emitter.failureOf(this.#awaited)
    if (failure) throw new Error(`${failure.document.path} could not be published.`, { cause: failure.error })
  }

  async #retry(now: Instant): Promise<void> {
    const { failing } = this.emitter
    const brokeOff = this.#progress.brokeOff()
    if ((failing.size === 0 && !brokeOff) || now < this.#retriedAt + RETRY_PAUSE) return
    this.#retriedAt = now
    if (brokeOff) return this.renderAll()
    const snapshot = await this.#snapshot(now)
    const documents = [...failing.values()].map(({ document }) => document)
    const incidents = await unpublishedIncidents(this.#sources.db)
    await snapshot.load(incidents)
    await this.#emit({ atOnce: documents, soon: [] }, incidents, snapshot)
    this.#progress.save()
  }

  /** Emits what shows something of this; returns what is out when this resolves. */
  async #put(tags: Iterable<Tag>, incidents: readonly string[], snapshot: PublishSnapshot): Promise<Document[]> {
    const selection = await select(tags, this.#sources.db, snapshot)
    await this.#emit(selection, incidents, snapshot)
    return selection.atOnce
  }

  async #emit({ atOnce, soon }: Selection, incidents: readonly string[], snapshot: PublishSnapshot): Promise<void> {
    const context = this.#context(snapshot)
    await this.emitter.now(atOnce, context)
    this.emitter.soon(soon, context)
    this.#shown.months = (await publicMonths(snapshot)).length
    this.#quietUntil = 0
    if (!this.emitter.failureOf(atOnce)) await this.#callPublished(incidents, snapshot)
  }

  async #callPublished(ids: readonly string[], snapshot: PublishSnapshot): Promise<void> {
    const found = await Promise.all(ids.map((id) => snapshot.incident(id)))
    const waiting = found.flatMap((one) => (one && one.row.published_at === null ? [one.row.id] : []))
    if (waiting.length === 0) return
    const now = this.#sources.clock()
    await write(this.#sources.db, (trx) => markShown(trx, waiting, this.state.cursor, now))
  }

  /** Everything, in slices that read the database once; then nothing else is left in the folder. */
  async *#allTheRest(first: PublishSnapshot, since: number): AsyncGenerator<Job> {
    const { db, clock } = this.#sources
    const known = new Set<string>()
    for await (const { documents, incidents } of everything(db, first)) {
      const snapshot = await this.#snapshot(clock())
      await snapshot.load(incidents)
      const context = this.#context(snapshot)
      for (const document of documents) {
        known.add(fileOf(document.path))
        if (!this.#files.isFrom(fileOf(document.path), since)) yield () => this.emitter.one(document, context, false)
      }
      if (incidents.length > 0) yield () => this.#callPublished(incidents, snapshot)
    }
    const isWanted = (file: string) => known.has(file) || this.#files.isFrom(file, since)
    yield () => sweep(this.#folder, this.#files, this.#sources.renderer.assets, isWanted)
    this.#progress.reachGoal()
  }

  async #snapshot(now: Instant): Promise<PublishSnapshot> {
    return createSnapshot(this.#sources.db, await this.#sources.site(), this.#sources.plan, now, this.#uptimeCache)
  }

  #context(snapshot: PublishSnapshot): RenderContext {
    this.#edition += 1
    const { render } = this.#sources.renderer
    return {
      snapshot,
      render,
      draw: this.#sources.draw,
      undrawn: this.#sources.undrawn,
      event: this.state.shown,
      edition: this.#edition,
      shared: new Memo(Number.POSITIVE_INFINITY),
    }
  }
}
