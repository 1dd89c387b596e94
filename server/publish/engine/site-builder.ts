import { eventsAfter, newestEvent } from '../../../db/delivery/events.ts'
import { markShown, unpublishedIncidents } from '../../../db/incident/published.ts'
import { write } from '../../../db/open.ts'
import type { Db } from '../../../db/schema/index.ts'
import type { Site } from '../../../src/views.ts'
import type { Plan } from '../../domain/plan/plan.ts'
import { type Instant, MINUTE } from '../../domain/vocabulary.ts'
import { type Document, nowDocument, type Workbench } from '../documents/documents.ts'
import type { Shown, Touched } from '../documents/invalidation.ts'
import * as invalidation from '../documents/invalidation.ts'
import { createFacts, type Facts } from '../facts/facts.ts'
import { TroubleBook } from '../facts/uptime-cache.ts'
import type { Renderer } from '../render/renderer.ts'
import type { Folder } from '../store/folder.ts'
import { fileOf } from '../store/media.ts'
import { publicMonths } from '../views/history.ts'
import { copyAssets, sweep } from './assets.ts'
import { Output, type Report, unique } from './output.ts'
import type { Press } from './press.ts'
import type { Backlog, Job } from './render-queue.ts'
import { configurationOf, hasState, readState, type State, writeState } from './state.ts'

export interface Sources {
  db: Db
  renderer: Renderer
  /** The site as it is now: the demonstration may come and go. */
  site: () => Promise<Site>
  plan: Plan
  clock: () => Instant
  /** Is told of what failed; it will be tried again. */
  report: Report
}

/** So far behind, rendering everything is the shorter way. */
const FAR_BEHIND = 500
const RETRY_PAUSE = 5_000

/** The one that keeps a folder true to the database. Its calls are made one at a time. */
export class Writer {
  readonly state: State
  readonly output: Output
  readonly #sources: Sources
  readonly #folder: Folder
  readonly #press: Press
  readonly #backlog: Backlog
  #book = new TroubleBook()
  #shown: Shown = { months: [], lists: new Map() }
  /** The pages that the newest events touched. */
  #touched: readonly Document[] = []
  #edition = 0
  #configuration = ''
  /** What the files are made by once the backlog is done, while everything is made again. */
  #goal: (Pick<State, 'renderer' | 'configuration'> & { reached: boolean }) | null = null
  #settling: Promise<void> | null = null
  /** Time alone changes nothing before. */
  #quietUntil = 0
  #announcedAt = 0
  #retriedAt = 0
  #saved = false

  constructor(sources: Sources, folder: Folder, press: Press, backlog: Backlog) {
    this.#sources = sources
    this.#folder = folder
    this.#press = press
    this.#backlog = backlog
    this.output = new Output(press, backlog, sources.report)
    this.state = readState(folder.root) ?? {
      ...{ cursor: 0, settled: 0, shown: 0, renderer: '', configuration: '' },
      checkedAt: sources.clock(),
    }
  }

  /** Brings a folder as found up to date: what events since have touched, or all of it if it was made by something else. */
  async begin(): Promise<void> {
    const { db, clock, renderer } = this.#sources
    this.#book = await TroubleBook.read(db, clock())
    const facts = await this.#facts(clock())
    this.#configuration = configurationOf(facts)
    this.#shown.months = await publicMonths(facts)
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
    const facts = await this.#facts(clock())
    const changed = configurationOf(facts) !== this.#configuration
    const pagesMayGo = events.some(({ kind }) => ['demo.cleared', 'programme.changed'].includes(kind))
    if (changed || pagesMayGo) return this.renderAll()
    const touched = await invalidation.touchedBy(events, facts, db, this.#book, this.#shown)
    this.state.cursor = events.at(-1)?.id ?? this.state.cursor
    if (touched) {
      this.state.shown = this.state.cursor
      await this.#put(touched, facts)
    }
    this.#touched = touched?.pages ?? []
    this.#save()
  }

  /** Renders everything: what people look at first before this resolves, the rest from the backlog. */
  async renderAll(): Promise<void> {
    const { db, clock, renderer } = this.#sources
    const newest = await newestEvent(db)
    this.#book = await TroubleBook.read(db, clock())
    const facts = await this.#facts(clock())
    this.#configuration = configurationOf(facts)
    this.#goal = { renderer: renderer.hash, configuration: this.#configuration, reached: false }
    this.#shown.lists.clear()
    await copyAssets(renderer.assets, this.#folder, this.#press)
    Object.assign(this.state, { cursor: newest, shown: newest, checkedAt: facts.now })
    await this.#put(await invalidation.foremost(facts), facts)
    this.#backlog.follow(this.#allTheRest(facts, this.#edition))
    this.#save()
  }

  /** Puts out what time alone has changed, and tries again what failed. */
  async tick(now: Instant): Promise<void> {
    if (this.#isCleared()) return this.renderAll()
    await this.#retry(now)
    if (now < this.#quietUntil) return
    const facts = await this.#facts(now)
    if (configurationOf(facts) !== this.#configuration) return this.renderAll()
    const touched = await invalidation.touchedByTime(facts, this.state.checkedAt, this.#shown.months)
    if (now >= this.#announcedAt + MINUTE) {
      touched.pages.push(nowDocument)
      this.#announcedAt = now
    }
    this.state.checkedAt = now
    if (touched.pages.length > 0) {
      await this.#put(touched, facts)
      this.#save()
    }
    this.#quietUntil = Math.min(await invalidation.nextChange(facts), this.#announcedAt + MINUTE)
  }

  /** Resolves when all that was begun is on the disk. */
  async settled(): Promise<void> {
    await this.#backlog.settled()
    await this.#settling
  }

  async #retry(now: Instant): Promise<void> {
    const { failing } = this.output
    // A long rendering that broke off has left its goal behind.
    const brokeOff = this.#goal?.reached === false && this.#backlog.waiting() === 0
    if ((failing.size === 0 && !brokeOff) || now < this.#retriedAt + RETRY_PAUSE) return
    this.#retriedAt = now
    if (brokeOff) return this.renderAll()
    const facts = await this.#facts(now)
    const pages = [...failing.values()].map(({ document }) => document)
    const incidents = await unpublishedIncidents(this.#sources.db)
    await facts.load(incidents)
    await this.#put({ pages, rest: [], incidents }, facts)
    this.#save()
  }

  async #put({ pages, rest, incidents }: Touched, facts: Facts): Promise<void> {
    const bench = this.#workbench(facts)
    const first = unique(pages)
    await this.output.now(first, bench)
    const done = new Set(first.map(({ path }) => path))
    this.output.soon(
      unique(rest).filter(({ path }) => !done.has(path)),
      bench,
    )
    this.#shown.months = await publicMonths(facts)
    this.#quietUntil = 0
    if (!this.output.failureOf(first)) await this.#callPublished(incidents, facts)
  }

  async #callPublished(ids: readonly string[], facts: Facts): Promise<void> {
    const told = await Promise.all(ids.map((id) => facts.incident(id)))
    const waiting = told.flatMap((one) => (one && one.row.published_at === null ? [one.row.id] : []))
    if (waiting.length === 0) return
    const now = this.#sources.clock()
    await write(this.#sources.db, (trx) => markShown(trx, waiting, this.state.cursor, now))
  }

  async *#allTheRest(first: Facts, since: number): AsyncGenerator<Job> {
    const { db, clock } = this.#sources
    const known = new Set<string>()
    for await (const { documents, incidents } of invalidation.everything(db, first)) {
      const facts = await this.#facts(clock())
      await facts.load(incidents)
      const bench = this.#workbench(facts)
      for (const document of documents) {
        known.add(fileOf(document.path))
        yield () => this.output.one(document, bench, false)
      }
      if (incidents.length > 0) yield () => this.#callPublished(incidents, facts)
    }
    const isWanted = (file: string) => known.has(file) || this.#press.isFrom(file, since)
    yield () => sweep(this.#folder, this.#press, this.#sources.renderer.assets, isWanted)
    if (this.#goal) this.#goal.reached = true
  }

  /** Throws if a page that the newest events touch could not be made. */
  throwIfFailing(): void {
    const failure = this.output.failureOf(this.#touched)
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
    const done = await this.#backlog.settled()
    try {
      await this.#folder.sync()
    } finally {
      this.#settling = null
    }
    if (!done || this.output.failing.size > 0 || this.#goal?.reached === false) return
    this.state.settled = this.state.cursor
    if (this.#goal) {
      this.state.renderer = this.#goal.renderer
      this.state.configuration = this.#goal.configuration
    }
    this.#goal = null
    writeState(this.#folder.root, this.state)
  }

  async #facts(now: Instant): Promise<Facts> {
    return createFacts(this.#sources.db, await this.#sources.site(), this.#sources.plan, now, this.#book)
  }

  #workbench(facts: Facts): Workbench {
    this.#edition += 1
    return { facts, render: this.#sources.renderer.render, event: this.state.shown, edition: this.#edition }
  }
}
