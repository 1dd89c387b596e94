import type { Backlog } from './backlog.ts'
import type { Document, Workbench } from './documents.ts'
import { fileOf } from './media.ts'
import type { Press } from './press.ts'

export interface Failure {
  document: Document
  error: unknown
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
      const finish = await this.#attempt(document, () => this.#press.make(document, bench))
      if (finish) writes.push(this.#attempt(document, async () => this.#compressLater(document, await finish())))
    }
    await Promise.all(writes)
  }

  /** Leaves documents to the backlog; a document that waits there already is made once, by the newer bench. */
  soon(documents: readonly Document[], bench: Workbench): void {
    for (const document of documents) this.#backlog.add(document.path, () => this.one(document, bench, true))
  }

  /** Puts one document out. `keep`: also into memory, where it is not held already. */
  async one(document: Document, bench: Workbench, keep: boolean): Promise<void> {
    await this.#attempt(document, async () => {
      const finish = await this.#press.make(document, bench, keep)
      if (finish) this.#compressLater(document, await finish())
    })
  }

  /** The first of these documents that is not out, if any. */
  failureOf(documents: readonly Document[]): Failure | undefined {
    return documents.map(({ path }) => this.failing.get(path)).find((failure) => failure !== undefined)
  }

  #compressLater(document: Document, body: Buffer): void {
    const file = fileOf(document.path)
    this.#backlog.add(`compress ${file}`, async () => {
      await this.#attempt(document, () => this.#press.compress(file, body))
    })
  }

  async #attempt<T>(document: Document, step: () => Promise<T>): Promise<T | null> {
    try {
      const result = await step()
      this.failing.delete(document.path)
      return result
    } catch (error) {
      if (!this.failing.has(document.path)) this.#report(error, `could not publish ${document.path}`)
      this.failing.set(document.path, { document, error })
      return null
    }
  }
}

/** Each path once, where it came first. */
export function unique(documents: readonly Document[]): Document[] {
  return [...new Map(documents.map((document) => [document.path, document])).values()]
}
