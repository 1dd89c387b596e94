import { createHash } from 'node:crypto'
import { eventsAfter, newestEvent } from '../../db/events.ts'
import { write } from '../../db/open.ts'
import { markShown } from '../../db/published.ts'
import type { Db } from '../../db/schema.ts'
import type { Site } from '../../src/views.ts'
import type { Plan } from '../domain/plan.ts'
import { type Instant, MINUTE } from '../domain/vocabulary.ts'
import { copyAssets } from './assets.ts'
import type { Backlog, Job } from './backlog.ts'
import { type Document, nowDocument, type Workbench } from './documents.ts'
import { createFacts, type Facts } from './facts.ts'
import type { Folder } from './folder.ts'
import { fileOf } from './media.ts'
import type { Press } from './press.ts'
import type { Renderer } from './renderer.ts'
import { readState, type State, writeState } from './state.ts'
import { everything, foremost, nextChange, type Touched, touchedBy, touchedByTime } from './touched.ts'
import { publicMonths } from './views/history.ts'

export interface Sources {
  db: Db
  renderer: Renderer
  /** The site as it is now: the demonstration may come and go. */
  site: () => Promise<Site>
  plan: Plan
  clock: () => Instant
  /** Is told of what failed; it will be tried again. */
  report: (error: unknown, what: string) => void
}

export interface Failure {
  document: Document
  error: unknown
}

export type Writer = ReturnType<typeof createWriter>

/** So far behind, rendering everything is the shorter way. */
const FAR_BEHIND = 500
const RETRY_PAUSE = 5_000

/** The one that keeps a folder true to the database. Its calls are made one at a time. */
export function createWriter(sources: Sources, folder: Folder, press: Press, backlog: Backlog) {
  const { db, renderer, plan, clock, report } = sources
  const failing = new Map<string, Failure>()
  const found = readState(folder.root)
  const state: State = found ?? { cursor: 0, settled: 0, shown: 0, renderer: '', configuration: '', checkedAt: clock() }
  let edition = 0
  let months: string[] = []
  /** What the files are made by once the backlog is done, while everything is made again. */
  let goal: Pick<State, 'renderer' | 'configuration'> | null = null
  let configuration = state.configuration
  let settling: Promise<void> | null = null
  let quietUntil = 0
  let announcedAt = 0
  let retryAt = 0

  async function newFacts(now: Instant): Promise<Facts> {
    return createFacts(db, await sources.site(), plan, now)
  }

  function workbench(facts: Facts): Workbench {
    edition += 1
    return { facts, render: renderer.render, event: state.shown, edition }
  }

  const configurationOf = ({ site }: Facts) =>
    createHash('sha256')
      .update(JSON.stringify([site, plan]))
      .digest('base64url')
      .slice(0, 16)

  /** Runs one step for a document; a failure is kept until a later step succeeds. */
  async function attempt<T>(document: Document, step: () => Promise<T>): Promise<T | null> {
    try {
      const result = await step()
      failing.delete(document.path)
      return result
    } catch (error) {
      if (!failing.has(document.path)) report(error, `could not publish ${document.path}`)
      failing.set(document.path, { document, error })
      return null
    }
  }

  /** Pages first, all the way to the disk; the rest is left to the backlog. Then incidents may be called published. */
  async function put(touched: Touched, bench: Workbench): Promise<void> {
    const pages = unique(touched.pages)
    const writes: Promise<unknown>[] = []
    for (const document of pages) {
      const finish = await attempt(document, () => press.make(document, bench))
      if (finish) writes.push(attempt(document, () => finish().then((body) => leaveCompression(document, body))))
    }
    await Promise.all(writes)
    const pending = new Set(pages.map(({ path }) => path))
    for (const document of unique(touched.rest)) {
      if (!pending.has(document.path)) backlog.add(document.path, () => later(document, bench, true))
    }
    months = await publicMonths(bench.facts)
    quietUntil = 0
    if (!pages.some(({ path }) => failing.has(path))) await callPublished(touched.incidents, bench.facts)
  }

  async function later(document: Document, bench: Workbench, keep: boolean): Promise<void> {
    await attempt(document, async () => {
      const finish = await press.make(document, bench, keep)
      if (finish) leaveCompression(document, await finish())
    })
  }

  function leaveCompression(document: Document, body: Buffer): void {
    const file = fileOf(document.path)
    backlog.add(`compress ${file}`, async () => {
      await attempt(document, () => press.compress(file, body))
    })
  }

  async function callPublished(ids: readonly string[], facts: Facts): Promise<void> {
    const told = await Promise.all(ids.map((id) => facts.incident(id)))
    const waiting = told.filter((one) => one !== null).filter(({ row }) => row.published_at === null)
    if (waiting.length === 0) return
    const now = clock()
    await write(db, (trx) =>
      markShown(
        trx,
        waiting.map(({ row }) => row.id),
        state.cursor,
        now,
      ),
    )
  }

  function save(): void {
    writeState(folder.root, state)
    settling ??= backlog.settled().then(settle)
  }

  /** Nothing waits any more: notes how far the whole folder is, unless something of it could not be made. */
  function settle(): void {
    settling = null
    if (failing.size > 0) return
    state.settled = state.cursor
    if (goal) Object.assign(state, goal)
    goal = null
    writeState(folder.root, state)
  }

  async function catchUp(): Promise<void> {
    const newest = await newestEvent(db)
    if (newest === state.cursor) return
    if (newest < state.cursor || newest - state.cursor > FAR_BEHIND) return renderAll()
    const events = await eventsAfter(db, state.cursor, FAR_BEHIND)
    const facts = await newFacts(clock())
    if (configurationOf(facts) !== configuration || events.some((event) => event.kind === 'demo.cleared')) {
      return renderAll()
    }
    const touched = await touchedBy(events, facts, db, months)
    state.cursor = events.at(-1)?.id ?? state.cursor
    if (touched) {
      state.shown = state.cursor
      await put(touched, workbench(facts))
    }
    save()
    throwIfFailing(touched?.pages ?? [])
  }

  async function renderAll(): Promise<void> {
    const newest = await newestEvent(db)
    const facts = await newFacts(clock())
    configuration = configurationOf(facts)
    goal = { renderer: renderer.hash, configuration }
    await copyAssets(renderer.assets, folder, press)
    Object.assign(state, { cursor: newest, shown: newest, checkedAt: facts.now })
    const bench = workbench(facts)
    await put(await foremost(facts), bench)
    backlog.follow(allTheRest(bench))
    save()
  }

  async function* allTheRest(first: Workbench): AsyncGenerator<Job> {
    const known = new Set<string>()
    for await (const { documents, incidents } of everything(db, first.facts)) {
      const bench = workbench(await newFacts(clock()))
      await bench.facts.load(incidents)
      for (const document of documents) {
        known.add(fileOf(document.path))
        yield () => later(document, bench, false)
      }
      if (incidents.length > 0) yield () => callPublished(incidents, bench.facts)
    }
    yield () => sweep(known, first.edition)
  }

  /** Removes files that nothing makes any more. Hashed assets stay: pages in caches still ask for them. */
  async function sweep(known: ReadonlySet<string>, since: number): Promise<void> {
    const assets = await copyAssets(renderer.assets, folder, press)
    const wanted = new Set([...known, ...press.since(since), ...assets])
    for (const file of await folder.list()) {
      if (!wanted.has(file) && !file.startsWith('_astro/')) press.remove(file)
    }
  }

  function throwIfFailing(pages: readonly Document[]): void {
    const failed = pages.map(({ path }) => failing.get(path)).filter((failure) => failure !== undefined)
    if (failed[0]) throw new Error(`${failed[0].document.path} could not be published.`, { cause: failed[0].error })
  }

  async function retry(now: Instant): Promise<void> {
    if (failing.size === 0 || now < retryAt) return
    retryAt = now + RETRY_PAUSE
    const facts = await newFacts(now)
    const incidents = await facts.open()
    const documents = [...failing.values()].map(({ document }) => document)
    await put({ pages: documents, rest: [], incidents: incidents.map(({ row }) => row.id) }, workbench(facts))
    save()
  }

  return {
    state,
    failing,
    /** Brings a folder as found up to date: all of it, or what events since have touched. */
    begin: async (): Promise<void> => {
      const facts = await newFacts(clock())
      const stale = !found || found.renderer !== renderer.hash || found.configuration !== configurationOf(facts)
      // What was under way when the last writer ended is done again.
      state.cursor = state.settled
      months = await publicMonths(facts)
      await (stale ? renderAll() : catchUp().catch((error: unknown) => report(error, 'could not catch up')))
    },
    /** Puts out every event recorded so far. Throws if one of its pages could not be made: that is tried again. */
    catchUp,
    renderAll,
    /** Puts out what time alone has changed. */
    tick: async (now: Instant): Promise<void> => {
      await retry(now)
      if (now < quietUntil) return
      const facts = await newFacts(now)
      if (configurationOf(facts) !== configuration) return renderAll()
      const touched = await touchedByTime(facts, state.checkedAt, months)
      if (now >= announcedAt + MINUTE) {
        touched.pages.push(nowDocument)
        announcedAt = now
      }
      state.checkedAt = now
      if (touched.pages.length > 0) {
        await put(touched, workbench(facts))
        save()
      }
      quietUntil = Math.min(await nextChange(facts), announcedAt + MINUTE)
    },
    /** Resolves when all that was begun is on the disk. */
    settled: async (): Promise<void> => {
      await backlog.settled()
      await settling
    },
  }
}

/** Each path once, where it came first. */
function unique(documents: readonly Document[]): Document[] {
  return [...new Map(documents.map((document) => [document.path, document])).values()]
}
