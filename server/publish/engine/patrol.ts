import { type Instant, MINUTE } from '../../domain/vocabulary.ts'
import type { Document, RenderContext } from '../documents/document.ts'
import { everything } from '../documents/selection.ts'
import type { PublishSnapshot } from '../facts/snapshot.ts'
import type { Folder } from '../store/folder.ts'
import { fileOf } from '../store/media.ts'
import type { PublicFiles } from '../store/public-files.ts'
import { assetNames, copyAssets, copyOwn } from './assets.ts'
import type { Emitter } from './emitter.ts'
import type { RenderQueue } from './render-queue.ts'
import type { Sources } from './sources.ts'

/** With what the patrol looks, and makes again what is gone. */
interface Beat {
  folder: Folder
  files: PublicFiles
  queue: RenderQueue
  emitter: Emitter
  snapshot: () => Promise<PublishSnapshot>
  context: (snapshot: PublishSnapshot) => RenderContext
}

/** Documents looked for at once, each second: those of ten thousand incidents within three minutes. */
const AT_ONCE = 1_000

/**
 * Notices that a file was taken out of the folder by somebody else, and has it made again: all are looked for once a
 * minute, or one slice after the other where there are many. Nothing is rendered where nothing is missing.
 */
export class Patrol {
  readonly #sources: Sources
  readonly #beat: Beat
  #round: AsyncIterator<number> | null = null
  #begunAt = Number.NEGATIVE_INFINITY

  constructor(sources: Sources, beat: Beat) {
    this.#sources = sources
    this.#beat = beat
  }

  /** Goes on with the round under way, or begins the next one; what is under way elsewhere is not missing yet. */
  async look(now: Instant): Promise<void> {
    if (!this.#beat.queue.isIdle() || (!this.#round && Math.abs(now - this.#begunAt) < MINUTE)) return
    if (!this.#round) this.#begunAt = now
    const round = this.#round ?? this.#walk()
    this.#round = round
    for (let looked = 0; looked < AT_ONCE; ) {
      const step = await round.next()
      if (step.done) return this.beginAnew()
      looked += step.value
    }
  }

  /** What was known of what there should be is out of date. */
  beginAnew(): void {
    this.#round = null
  }

  /** Yields how many documents were looked for. */
  async *#walk(): AsyncGenerator<number> {
    yield await this.#lookForCopies()
    const first = await this.#beat.snapshot()
    for await (const { documents, incidents } of everything(this.#sources.db, first)) {
      const { folder, files, emitter } = this.#beat
      const wanted = documents.filter(({ path }) => !files.isAbsent(fileOf(path)) && !emitter.failing.has(path))
      const lacking = Map.groupBy(wanted, ({ path }) => folder.lacks(fileOf(path)))
      this.#render(lacking.get('file') ?? [], incidents)
      this.#compress((lacking.get('sibling') ?? []).map(({ path }) => fileOf(path)))
      yield documents.length
    }
  }

  #render(gone: readonly Document[], incidents: readonly string[]): void {
    const [one] = gone
    if (!one) return
    const { folder, queue, emitter, snapshot, context } = this.#beat
    queue.add(`patrol ${one.path}`, async () => {
      const now = await snapshot()
      await now.load(incidents)
      const made = context(now)
      for (const document of gone) await emitter.one(document, made, false)
      // Of what has no file there was none to take away: it is known from now on.
      this.#tell(gone.map(({ path }) => fileOf(path)).filter((file) => folder.lacks(file) !== 'file'))
    })
  }

  #compress(files: readonly string[]): void {
    for (const file of files) {
      this.#beat.queue.add(`compress ${file}`, async () => {
        const body = this.#beat.folder.read(file)
        if (body) await this.#beat.files.compress(file, body)
      })
    }
    this.#tell(files.map((file) => `a compressed form of ${file}`))
  }

  async #lookForCopies(): Promise<number> {
    const { folder, files, queue } = this.#beat
    const { renderer, logos = [] } = this.#sources
    const [assets, own] = [await assetNames(renderer.assets), logos.map(({ logo }) => fileOf(logo.path))]
    const gone = [
      ...assets.filter((file) => folder.lacks(file) !== null),
      ...own.filter((file) => folder.lacks(file) === 'file'),
    ]
    if (gone.length > 0)
      queue.add('patrol copies', async () => {
        await copyAssets(renderer.assets, folder, files)
        await copyOwn(logos, folder, files)
        this.#tell(gone)
      })
    return assets.length + own.length
  }

  #tell([one, ...others]: readonly string[]): void {
    if (one === undefined) return
    const more = others.length > 0 ? ` and ${others.length} more were` : ' was'
    this.#sources.lost?.(`${one}${more} gone from the folder and made again`)
  }
}
