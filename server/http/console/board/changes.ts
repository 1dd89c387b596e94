/** So often, in milliseconds, a process looks whether anything is otherwise, while somebody watches. */
const LOOK_EVERY = 1_000

interface Listener {
  /** There is something new; at once when one begins to listen, with what is there. */
  hear(mark: string): unknown
  /** It cannot be seen any more whether there is. */
  lost(): unknown
}

/** Looks on behalf of every open board of this process: one look at a time for all of them, none while there is none. */
export class Changes {
  readonly #look: () => Promise<string>
  readonly #every: number
  readonly #listeners = new Set<Listener>()
  #mark: string | null = null
  #isLooking = false

  constructor(look: () => Promise<string>, every = LOOK_EVERY) {
    this.#look = look
    this.#every = every
  }

  /** How many listen. */
  get size(): number {
    return this.#listeners.size
  }

  /** Returns how to end it. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener)
    if (this.#mark !== null) listener.hear(this.#mark)
    if (!this.#isLooking) void this.#goOn()
    return () => this.#listeners.delete(listener)
  }

  async #goOn(): Promise<void> {
    this.#isLooking = true
    while (this.#listeners.size > 0) {
      await this.#lookOnce()
      await new Promise<void>((resolve) => setTimeout(resolve, this.#every).unref())
    }
    this.#isLooking = false
    this.#mark = null
  }

  async #lookOnce(): Promise<void> {
    try {
      const mark = await this.#look()
      if (mark === this.#mark) return
      this.#mark = mark
      for (const listener of [...this.#listeners]) listener.hear(mark)
    } catch {
      // Whoever comes again is told what is wrong, by the answer to that.
      this.#mark = null
      for (const listener of [...this.#listeners]) listener.lost()
    }
  }
}
