import type { Document, Workbench } from '../documents/documents.ts'
import type { Shelf } from '../store/cache.ts'
import { compress, type Encoding, type Folder } from '../store/folder.ts'
import { fileOf, mediaOf } from '../store/media.ts'

export type Press = ReturnType<typeof createPress>

/**
 * Puts documents out: into memory first, then as files. Whatever order things finish in, a file only ever moves on to
 * a later edition.
 */
export function createPress(folder: Folder, shelf: Shelf) {
  /** The edition that each file is at, or is about to be at. */
  const editions = new Map<string, number>()

  const isLate = (file: string, edition: number) => (editions.get(file) ?? 0) > edition

  return {
    /** Was a file made in this edition or later? */
    isFrom: (file: string, edition: number): boolean => (editions.get(file) ?? 0) >= edition,
    /**
     * Makes a document. When this resolves it is served from memory; the answered function puts it into the folder.
     * Null: an edition at least as new was there already, or the document is gone. `keep` false leaves the memory to
     * what is asked for.
     */
    make: async (document: Document, bench: Workbench, keep = true): Promise<(() => Promise<Buffer>) | null> => {
      const file = fileOf(document.path)
      const content = await document.make(bench)
      if (isLate(file, bench.edition)) return null
      editions.set(file, bench.edition)
      if (content === null) {
        shelf.drop(file)
        folder.remove(file)
        return null
      }
      const body = Buffer.from(content)
      const since = keep || shelf.has(file) ? shelf.put(file, body, bench.edition, bench.facts.now) : 0
      return async () => {
        await folder.write(file, body, () => !isLate(file, bench.edition), since)
        return body
      }
    },
    /** Gives a file its compressed siblings, on disk and in memory. */
    compress: async (file: string, body: Buffer): Promise<void> => {
      const edition = editions.get(file) ?? 0
      if (!mediaOf(file)?.text) return
      const forms = await compress(body)
      for (const [encoding, form] of Object.entries(forms) as [Encoding, Buffer][]) {
        await folder.writeSibling(file, encoding, form, () => !isLate(file, edition))
      }
      shelf.compress(file, body, forms)
    },
    /** Puts out a file that is copied as it is. */
    copy: async (file: string, body: Buffer): Promise<void> => {
      shelf.drop(file)
      await folder.write(file, body)
    },
    remove: (file: string): void => {
      shelf.drop(file)
      folder.remove(file)
    },
  }
}
