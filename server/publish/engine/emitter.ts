import { reasonOf } from '../../lib/error-code.ts'
import { createReasons } from '../../lib/log/trouble.ts'
import type { Document, RenderContext } from '../documents/document.ts'
import { fileOf } from '../store/media.ts'
import type { PublicFiles } from '../store/public-files.ts'
import type { RenderQueue } from './render-queue.ts'
import type { Mended, Report } from './report.ts'

export interface Failure {
  document: Document
  error: unknown
  edition: number
}

/** Emits documents, now or later, and remembers which could not be made until they are. */
export class Emitter {
  readonly failing = new Map<string, Failure>()
  readonly #files: PublicFiles
  readonly #queue: RenderQueue
  readonly #report: Report
  readonly #mended: Mended
  readonly #reasons = createReasons()

  constructor(
    files: PublicFiles,
    queue: RenderQueue,
    { report, mended = () => {} }: { report: Report; mended?: Mended },
  ) {
    this.#files = files
    this.#queue = queue
    this.#report = report
    this.#mended = mended
  }

  /** Serves every document, then has all of them in the folder, but for those that fail. */
  async now(documents: readonly Document[], context: RenderContext): Promise<void> {
    const writes: Promise<unknown>[] = []
    for (const document of documents) {
      const finish = await this.#attempt(document, context.edition, () => this.#make(document, context, true))
      if (!finish) continue
      const write = async () => this.#compressLater(document, context.edition, await finish())
      writes.push(this.#attempt(document, context.edition, write))
    }
    await Promise.all(writes)
  }

  /** Leaves documents to the queue; a document that waits there already is made once, in the newer context. */
  soon(documents: readonly Document[], context: RenderContext): void {
    for (const document of documents) this.#queue.add(document.path, () => this.one(document, context, true))
  }

  /** Emits one document. `keep`: also into memory, where it is not held already. */
  async one(document: Document, context: RenderContext, keep: boolean): Promise<void> {
    await this.#attempt(document, context.edition, async () => {
      const finish = await this.#make(document, context, keep)
      if (finish) this.#compressLater(document, context.edition, await finish())
    })
  }

  /** The first of these documents that is not out, if any. */
  failureOf(documents: readonly Document[]): Failure | undefined {
    return documents.map(({ path }) => this.failing.get(path)).find((failure) => failure !== undefined)
  }

  async #make(document: Document, context: RenderContext, keep: boolean): Promise<(() => Promise<Buffer>) | null> {
    const edition = { number: context.edition, madeAt: context.snapshot.now }
    return this.#files.put(fileOf(document.path), await document.make(context), edition, keep)
  }

  #compressLater(document: Document, edition: number, body: Buffer): void {
    const file = fileOf(document.path)
    this.#queue.add(`compress ${file}`, async () => {
      await this.#attempt(document, edition, () => this.#files.compress(file, body))
    })
  }

  /** Runs a step of making one edition. Its success says nothing about a later edition that has failed. */
  async #attempt<T>(document: Document, edition: number, step: () => Promise<T>): Promise<T | null> {
    const failed = this.failing.get(document.path)
    try {
      const result = await step()
      if ((this.failing.get(document.path)?.edition ?? 0) <= edition) this.#succeeded(document)
      return result
    } catch (error) {
      // A full disk fails thousands of documents alike.
      if (!failed && this.#reasons.isNews(reasonOf(error))) this.#report(error, `could not publish ${document.path}`)
      if ((failed?.edition ?? 0) <= edition) this.failing.set(document.path, { document, error, edition })
      return null
    }
  }

  #succeeded({ path }: Document): void {
    if (!this.failing.delete(path) || this.failing.size > 0) return
    this.#reasons.forget()
    this.#mended('everything that could not be published is published')
  }
}
