import type { Document, Workbench } from '../documents/documents.ts'
import { fileOf } from '../store/media.ts'
import type { Press } from './press.ts'
import type { Backlog } from './render-queue.ts'

export interface Failure {
  document: Document
  error: unknown
  edition: number
}

export type Report = (error: unknown, what: string) => void

/** Puts documents out, now or later, and remembers which could not be made until they are. */
export class Output {
  readonly failing = new Map<string, Failure>()
  readonly #press: Press
  readonly #backlog: Backlog
  readonly #report: Report

  constructor(press: Press, backlog: Backlog, report: Report) {
    this.#press = press
    this.#backlog = backlog
    this.#report = report
  }

  /** Serves every page, then has all of them in the folder, but for those that fail. */
  async now(pages: readonly Document[], bench: Workbench): Promise<void> {
    const writes: Promise<unknown>[] = []
    for (const document of pages) {
      const finish = await this.#attempt(document, bench.edition, () => this.#press.make(document, bench))
      if (!finish) continue
      const write = async () => this.#compressLater(document, bench.edition, await finish())
      writes.push(this.#attempt(document, bench.edition, write))
    }
    await Promise.all(writes)
  }

  /** Leaves documents to the backlog; a document that waits there already is made once, by the newer bench. */
  soon(documents: readonly Document[], bench: Workbench): void {
    for (const document of documents) this.#backlog.add(document.path, () => this.one(document, bench, true))
  }

  /** Puts one document out. `keep`: also into memory, where it is not held already. */
  async one(document: Document, bench: Workbench, keep: boolean): Promise<void> {
    await this.#attempt(document, bench.edition, async () => {
      const finish = await this.#press.make(document, bench, keep)
      if (finish) this.#compressLater(document, bench.edition, await finish())
    })
  }

  /** The first of these documents that is not out, if any. */
  failureOf(documents: readonly Document[]): Failure | undefined {
    return documents.map(({ path }) => this.failing.get(path)).find((failure) => failure !== undefined)
  }

  #compressLater(document: Document, edition: number, body: Buffer): void {
    const file = fileOf(document.path)
    this.#backlog.add(`compress ${file}`, async () => {
      await this.#attempt(document, edition, () => this.#press.compress(file, body))
    })
  }

  /** Runs a step of making one edition. Its success says nothing about a later edition that has failed. */
  async #attempt<T>(document: Document, edition: number, step: () => Promise<T>): Promise<T | null> {
    const failed = this.failing.get(document.path)
    try {
      const result = await step()
      if ((this.failing.get(document.path)?.edition ?? 0) <= edition) this.failing.delete(document.path)
      return result
    } catch (error) {
      if (!failed) this.#report(error, `could not publish ${document.path}`)
      if ((failed?.edition ?? 0) <= edition) this.failing.set(document.path, { document, error, edition })
      return null
    }
  }
}

/** Each path once, where it came first. */
export function unique(documents: readonly Document[]): Document[] {
  return [...new Map(documents.map((document) => [document.path, document])).values()]
}
