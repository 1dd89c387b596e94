import { mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { mkdir, open, readdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

/** The public folder, as files. Whoever reads one sees it whole: old or new, never half. */

export type Encoding = 'br' | 'gzip'
export const SIBLINGS: Readonly<Record<Encoding, string>> = { br: '.br', gzip: '.gz' }
/** A body that fits into one network packet gains nothing from compression. */
const WORTH_COMPRESSING = 1_200
const HIDDEN = '.tmp'

export type Folder = ReturnType<typeof openFolder>

/** Opens (or makes) the folder. Only its one writer calls anything but `read`. */
export function openFolder(root: string) {
  mkdirSync(root, { recursive: true })
  const scratch = join(root, HIDDEN)
  let count = 0

  /** Writes beside the public files and makes sure that it is on the disk. `age` says from when it is, in seconds. */
  async function draft(content: Buffer, age: (now: number) => number): Promise<string> {
    const path = join(scratch, `${process.pid}-${count++}`)
    const file = await open(path, 'w')
    try {
      await file.writeFile(content)
      const time = age(Math.floor((await file.stat()).mtimeMs / 1_000))
      await file.utimes(time, time)
      await file.sync()
    } finally {
      await file.close()
    }
    return path
  }

  /** The whole seconds of a file's time; 0 if there is none. */
  function ageOf(file: string): number {
    return Math.floor((statSync(join(root, file), { throwIfNoEntry: false })?.mtimeMs ?? 0) / 1_000)
  }

  return {
    root,
    /** Removes what an interrupted writer left behind; before the first `write`. */
    prepare: async (): Promise<void> => {
      await rm(scratch, { recursive: true, force: true })
      await mkdir(scratch)
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
     * apart by size and second, so that no version has the second of the one before it.
     */
    write: async (file: string, content: Buffer, stillWanted = () => true): Promise<void> => {
      const target = join(root, file)
      const age = (now: number) => Math.max(now, ageOf(file) + 1)
      const [from] = await Promise.all([draft(content, age), mkdir(dirname(target), { recursive: true })])
      if (!stillWanted()) return rm(from)
      for (const ending of Object.values(SIBLINGS)) rmSync(target + ending, { force: true })
      renameSync(from, target)
      await syncFolder(dirname(target))
    },
    /** Puts a compressed sibling beside its file, unless the file has changed meanwhile. */
    writeSibling: async (
      file: string,
      encoding: Encoding,
      content: Buffer,
      stillWanted: () => boolean,
    ): Promise<void> => {
      const from = await draft(content, () => ageOf(file))
      if (!stillWanted()) return rm(from)
      renameSync(from, join(root, file + SIBLINGS[encoding]))
    },
    remove: (file: string): void => {
      for (const ending of [...Object.values(SIBLINGS), '']) rmSync(join(root, file + ending), { force: true })
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

/** A rename is on the disk once its folder is. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

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
