import type { Report } from './report.ts'

/** One piece of work that may wait. */
export type Job = () => Promise<void>

/** They mostly wait for the disk, which syncs several files at once almost as fast as one. */
const HANDS = 4

/**
 * Work off the hot path: named jobs first, in the order they came (a new one takes the place of a waiting one of its
 * name), then what a long sequence yields. A sequence that fails is reported and dropped. Between any two jobs the
 * thread goes back to whoever waits for it.
 */
export class RenderQueue {
  readonly #report: Report
  readonly #jobs = new Map<string, Job>()
  #sequence: AsyncIterator<Job> | null = null
  #working = 0
  #idle = Promise.resolve()
  #becomeIdle = () => {}
  #holds = 0
  #released = Promise.resolve()
  #release = () => {}
  #closed = false

  constructor(report: Report) {
    this.#report = report
  }

  add(name: string, job: Job): void {
    // In the place of the one it replaces: put last again and again, it would never have its turn.
    this.#jobs.set(name, job)
    this.#wake()
  }

  /** Works through a sequence whenever nothing else waits; a sequence under way is dropped. */
  follow(sequence: AsyncIterator<Job>): void {
    this.#sequence = sequence
    this.#wake()
  }

  /** Runs something while no job begins. */
  async aside<T>(run: () => Promise<T>): Promise<T> {
    if (this.#holds++ === 0) {
      const { promise, resolve } = Promise.withResolvers<void>()
      this.#released = promise
      this.#release = resolve
    }
    try {
      return await run()
    } finally {
      if (--this.#holds === 0) this.#release()
    }
  }

  waiting(): number {
    return this.#jobs.size + (this.#sequence ? 1 : 0)
  }

  /** Is nothing waiting, and nothing under way? */
  isIdle(): boolean {
    return this.#working === 0
  }

  /** Resolves when nothing is left to do; false if that is because the queue was closed. */
  async settled(): Promise<boolean> {
    while (this.#working > 0) await this.#idle
    return !this.#closed
  }

  /** Drops what waits; resolves when what is under way has ended. */
  async close(): Promise<void> {
    this.#closed = true
    this.#jobs.clear()
    this.#sequence = null
    await this.settled()
  }

  #wake(): void {
    if (this.#closed) return
    if (this.#working === 0) {
      const { promise, resolve } = Promise.withResolvers<void>()
      this.#idle = promise
      this.#becomeIdle = resolve
    }
    for (; this.#working < HANDS; this.#working++) void this.#work()
  }

  async #work(): Promise<void> {
    for (;;) {
      await this.#released
      const job = this.#closed ? null : await this.#next()
      if (!job) break
      await job().catch((error: unknown) => this.#report(error, 'could not finish what was left for later'))
      await new Promise(setImmediate)
    }
    this.#working -= 1
    if (this.#working === 0) this.#becomeIdle()
  }

  async #next(): Promise<Job | null> {
    for (const [name, job] of this.#jobs) {
      this.#jobs.delete(name)
      return job
    }
    const sequence = this.#sequence
    if (!sequence) return null
    const step = await sequence.next().catch((error: unknown) => {
      this.#report(error, 'could not go on rendering')
      return { done: true as const, value: undefined }
    })
    if (!step.done) return step.value
    if (this.#sequence === sequence) this.#sequence = null
    return this.#next()
  }
}
