import {
  chmodSync,
  closeSync,
  existsSync,
  fchmodSync,
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
import { mediaOf } from './media.ts'

/** The public folder, as files. Whoever reads one sees it whole: old or new, never half. */

export type Encoding = 'br' | 'gzip'
export const SIBLINGS: Readonly<Record<Encoding, string>> = { br: '.br', gzip: '.gz' }
/** What is sent in three packets at once arrives no sooner compressed, and takes a block of the disk either way. */
const WORTH_COMPRESSING = 4_096
const HIDDEN = '.tmp'
/** Public: whatever the umask. */
const [FILE, DIRECTORY] = [0o644, 0o755]

/** The folder as its one writer sees it; whoever else opens it calls nothing but `read`. */
export class Folder {
  readonly root: string
  readonly #scratch: string
  /** Folders with renames that a power cut could undo: to the state before, never to half a file. */
  readonly #unsynced = new Set<string>()
  #count = 0

  /** Makes the folder where it is missing. */
  constructor(root: string) {
    mkdirSync(dirname(root), { recursive: true })
    makeOpen(root)
    this.root = root
    this.#scratch = join(root, HIDDEN)
  }

  /** Removes what an interrupted writer left behind; before the first `write`. */
  async prepare(): Promise<void> {
    await rm(this.#scratch, { recursive: true, force: true })
  }

  read(file: string): Buffer | null {
    try {
      return readFileSync(join(this.root, file))
    } catch {
      return null
    }
  }

  /** Is a file missing that should be there, or a compressed sibling of it? */
  lacks(file: string): 'file' | 'sibling' | null {
    const path = join(this.root, file)
    const size = statSync(path, { throwIfNoEntry: false })?.size
    if (size === undefined) return 'file'
    if (size < WORTH_COMPRESSING || !mediaOf(file)?.text) return null
    return Object.values(SIBLINGS).every((ending) => existsSync(path + ending)) ? null : 'sibling'
  }

  /** The whole seconds of a file's time; 0 if there is none. */
  ageOf(file: string): number {
    return Math.floor((statSync(join(this.root, file), { throwIfNoEntry: false })?.mtimeMs ?? 0) / 1_000)
  }

  /**
   * Puts a file in its place, unless `stillWanted` (asked at the last moment) says no. Its compressed siblings go
   * first: a web server that prefers them would otherwise go on showing the old state. Web servers tell versions
   * apart by size and second, so that no version has the second of the one before it, nor one before `since`.
   */
  async write(file: string, content: Buffer, stillWanted = () => true, since = 0): Promise<void> {
    const target = join(this.root, file)
    const age = (now: number) => Math.max(now, since, this.ageOf(file) + 1)
    await this.#put(content, age, (draft) => {
      if (!stillWanted()) return discard(draft)
      for (const ending of Object.values(SIBLINGS)) discard(target + ending)
      inFolder(dirname(target), () => renameSync(draft, target))
      this.#unsynced.add(dirname(target))
    })
  }

  /** Puts a compressed sibling beside its file, unless the file has changed meanwhile. */
  async writeSibling(file: string, encoding: Encoding, content: Buffer, stillWanted: () => boolean): Promise<void> {
    const target = join(this.root, file + SIBLINGS[encoding])
    const place = (draft: string) => (stillWanted() ? renameSync(draft, target) : discard(draft))
    await this.#put(content, () => this.ageOf(file), place)
  }

  /** Makes sure that every rename so far is on the disk; what could not be made sure of is tried again by the next call. */
  async sync(): Promise<void> {
    const folders = [...this.#unsynced]
    this.#unsynced.clear()
    try {
      await Promise.all(folders.map(syncFolder))
    } catch (error) {
      for (const folder of folders) this.#unsynced.add(folder)
      throw error
    }
  }

  remove(file: string): void {
    for (const ending of [...Object.values(SIBLINGS), '']) discard(join(this.root, file + ending))
  }

  /** Every file but hidden ones and siblings. */
  async list(): Promise<string[]> {
    const entries = await readdir(this.root, { recursive: true, withFileTypes: true })
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(this.root.length + 1))
      .filter((file) => !file.startsWith('.') && !/\.(br|gz)$/.test(file))
  }

  /**
   * Writes beside the public files, makes sure that it is on the disk, and moves it with `place`; if anything fails,
   * nothing is left behind. `age` says from when it is, in seconds. Only the disk is waited for: the other steps take
   * microseconds, and a round trip through the thread pool far longer.
   */
  async #put(content: Buffer, age: (now: number) => number, place: (draft: string) => void): Promise<void> {
    const path = join(this.#scratch, `${process.pid}-${this.#count++}`)
    // Whoever clears the folder clears this one, too.
    const file = inFolder(this.#scratch, () => openSync(path, 'w'))
    try {
      writeFileSync(file, content)
      fchmodSync(file, FILE)
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
}

/**
 * Makes a folder, and what is missing above it, for everybody to read: a web server has another user, and the umask of a
 * terminal may keep out all but its own.
 */
function makeOpen(folder: string): void {
  const first = mkdirSync(folder, { recursive: true })
  for (let made = folder; first !== undefined && made.length >= first.length; made = dirname(made))
    chmodSync(made, DIRECTORY)
}

/** Does something in a folder, which is made first where it is missing; to ask each time costs more than the rest. */
function inFolder<T>(folder: string, act: () => T): T {
  try {
    return act()
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
    makeOpen(folder)
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
