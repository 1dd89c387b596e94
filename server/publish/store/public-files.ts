import type { Instant } from '../../domain/vocabulary.ts'
import { compress, type Encoding, type Folder } from './folder.ts'
import { mediaOf } from './media.ts'
import type { PageCache } from './page-cache.ts'

/** Which version of the whole site something belongs to; rises with every snapshot of the database. */
interface Edition {
  number: number
  /** The time of its snapshot. */
  madeAt: Instant
}

export type PublicFiles = ReturnType<typeof createPublicFiles>

/**
 * The public files, in memory and in the folder. Whatever order things finish in, a file only ever moves on to a later
 * edition.
 */
export function createPublicFiles(folder: Folder, cache: PageCache) {
  /** The edition that each file is at, or is about to be at. */
  const editions = new Map<string, number>()

  /** What was found to have no file. */
  const absent = new Set<string>()

  const isLate = (file: string, edition: number) => (editions.get(file) ?? 0) > edition

  const remove = (file: string): void => {
    cache.drop(file)
    folder.remove(file)
  }

  return {
    /** Was a file made in this edition or later? */
    isFrom: (file: string, edition: number): boolean => (editions.get(file) ?? 0) >= edition,
    /** Was there nothing to put into this file when it was made last? */
    isAbsent: (file: string): boolean => absent.has(file),
    /**
     * Serves a file from memory at once; the returned function puts it into the folder. Content null removes it. Returns
     * null where nothing is left to be done: it is gone, or an edition at least as new is there already. `keep` false
     * leaves the memory to what is asked for.
     */
    put: (
      file: string,
      content: string | Buffer | null,
      edition: Edition,
      keep: boolean,
    ): (() => Promise<Buffer>) | null => {
      if (isLate(file, edition.number)) return null
      editions.set(file, edition.number)
      if (content === null) {
        absent.add(file)
        remove(file)
        return null
      }
      absent.delete(file)
      const body = typeof content === 'string' ? Buffer.from(content) : content
      const since = keep || cache.has(file) ? cache.put(file, body, edition.number, edition.madeAt) : 0
      return async () => {
        await folder.write(file, body, () => !isLate(file, edition.number), since)
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
      cache.compress(file, body, forms)
    },
    /** Puts out a file that is copied as it is. */
    copy: async (file: string, body: Buffer): Promise<void> => {
      cache.drop(file)
      await folder.write(file, body)
    },
    remove,
  }
}
