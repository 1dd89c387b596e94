import {
  closeSync,
  existsSync,
  fstatSync,
  fsync,
  futimesSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { open, readdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { codeOf } from '../../lib/error-code.ts'

/** The public folder, as files. Whoever reads one sees it whole: old or new, never half. */

export type Encoding = 'br' | 'gzip'
export const SIBLINGS: Readonly<Record<Encoding, string>> = { br: '.br', gzip: '.gz' }
/** What is sent in three packets at once arrives no sooner compressed, and takes a block of the disk either way. */
const WORTH_COMPRESSING = 4_096
const HIDDEN = '.tmp'

export type Folder = ReturnType<typeof openFolder>

/** Opens (or makes) the folder. Only its one writer calls anything but `read`. */
export function openFolder(root: string) {
  mkdirSync(root, { recursive: true })
  const scratch = join(root, HIDDEN)
  /** Folders with renames that a power cut could undo: to the state before, never to half a file. */
  const unsynced = new Set<string>()
  let count = 0

  /**
   * Writes beside the public files, makes sure that it is on the disk, and moves it with `place`; if anything fails,
   * nothing is left behind. `age` says from when it is, in seconds. Only the disk is waited for: the other steps take
   * microseconds, and a round trip through the thread pool far longer.
   */
  async function put(content: Buffer, age: (now: number) => number, place: (draft: string) => void): Promise<void> {
    const path = join(scratch, `${process.pid}-${count++}`)
    // Whoever clears the folder clears this one, too.
    const file = inFolder(scratch, () => openSync(path, 'w'))
    try {
      writeFileSync(file, content)
      const time = age(Math.floor(fstatSync(file).mtimeMs / 1_000))
      futimesSync(file, time, time)
      await toDisk(file)
      place(path)
    } catch (error) {
      // On a full disk, what fitted would keep the next try from fitting.
      discard(path)
      throw error
    } finally {
      closeSync(file)
    }
  }

  /** The whole seconds of a file's time; 0 if there is none. */
  function ageOf(file: string): number {
    return Math.floor((statSync(join(root, file), { throwIfNoEntry: false })?.mtimeMs ?? 0) / 1_000)
  }

  return {
    root,
    ageOf,
    /** Removes what an interrupted writer left behind; before the first `write`. */
    prepare: async (): Promise<void> => {
      await rm(scratch, { recursive: true, force: true })
    },
    read: (file: string): Buffer | null => {
      try {
        return readFileSync(join(root, file))
      } catch {
        return null
      }
    },
    /**
     * Puts a file in its place, unless `stillWanted` (asked at the last moment) says no. Its compressed siblings go
     * first: a web server that prefers them would otherwise go on showing the old state. Web servers tell versions
     * apart by size and second, so that no version has the second of the one before it, nor one before `since`.
     */
    write: async (file: string, content: Buffer, stillWanted = () => true, since = 0): Promise<void> => {
      const target = join(root, file)
      const age = (now: number) => Math.max(now, since, ageOf(file) + 1)
      await put(content, age, (draft) => {
        if (!stillWanted()) return discard(draft)
        for (const ending of Object.values(SIBLINGS)) discard(target + ending)
        inFolder(dirname(target), () => renameSync(draft, target))
        unsynced.add(dirname(target))
      })
    },
    /** Puts a compressed sibling beside its file, unless the file has changed meanwhile. */
    writeSibling: async (
      file: string,
      encoding: Encoding,
      content: Buffer,
      stillWanted: () => boolean,
    ): Promise<void> => {
      await put(
        content,
        () => ageOf(file),
        (draft) => (stillWanted() ? renameSync(draft, join(root, file + SIBLINGS[encoding])) : discard(draft)),
      )
    },
    /** Makes sure that every rename so far is on the disk; what could not be made sure of is tried again by the next call. */
    sync: async (): Promise<void> => {
      const folders = [...unsynced]
      unsynced.clear()
      try {
        await Promise.all(folders.map(syncFolder))
      } catch (error) {
        for (const folder of folders) unsynced.add(folder)
        throw error
      }
    },
    remove: (file: string): void => {
      for (const ending of [...Object.values(SIBLINGS), '']) discard(join(root, file + ending))
    },
    /** Every file but hidden ones and siblings. */
    list: async (): Promise<string[]> => {
      const entries = await readdir(root, { recursive: true, withFileTypes: true })
      return entries
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
        .filter((file) => !file.startsWith('.') && !/\.(br|gz)$/.test(file))
    },
  }
}

/** Does something in a folder, which is made first where it is missing; to ask each time costs more than the rest. */
function inFolder<T>(folder: string, act: () => T): T {
  try {
    return act()
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
    mkdirSync(folder, { recursive: true })
    return act()
  }
}

/** Far cheaper than `rmSync`, and most files have nothing beside them to remove. */
function discard(path: string): void {
  try {
    unlinkSync(path)
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
  }
}

/** A rename is on the disk once its folder is; in a folder that is gone there is nothing to make sure of. */
async function syncFolder(path: string): Promise<void> {
  if (!existsSync(path)) return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

const toDisk = promisify(fsync)
const toBrotli = promisify(brotliCompress)
const toGzip = promisify(gzip)

/**
 * Compressed forms of a text that is worth it, made off the thread. Within a few hundredths of the smallest, at a
 * fortieth of its cost; the window of 64 kB spares the allocation of tables that costs more than the compression.
 */
export async function compress(content: Buffer): Promise<Partial<Record<Encoding, Buffer>>> {
  if (content.length < WORTH_COMPRESSING) return {}
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_LGWIN]: 16 }
  const [br, gz] = await Promise.all([toBrotli(content, { params }), toGzip(content, { level: 9 })])
  return { br, gzip: gz }
}
