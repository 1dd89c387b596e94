import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { Env } from '../../deps.ts'
import { Problem } from '../../middleware/problem.ts'
import type { Changes } from './changes.ts'
import type { BoardLimits } from './limits.ts'

/** Streams that tell open boards that there is something new, and nothing of what it is. */
export class Streams {
  readonly #changes: Changes
  readonly #limits: BoardLimits
  readonly #open = new Map<string, number>()
  readonly #stopping: AbortSignal | undefined

  constructor(changes: Changes, limits: BoardLimits, stopping?: AbortSignal) {
    this.#changes = changes
    this.#limits = limits
    this.#stopping = stopping
  }

  /**
   * Opens one for a person, or refuses with words. It ends at the first beat at which they are signed in no more. `changes`
   * of one thing alone may be followed in place of all.
   */
  open(c: Context<Env>, personId: string, isSignedIn: () => Promise<boolean>, changes = this.#changes): Response {
    const mine = this.#open.get(personId) ?? 0
    const { each, all } = this.#limits
    if (mine >= each) throw tooManyBoards(`You have ${mine} boards open, which is the most. Close some of them.`)
    const everybodys = [...this.#open.values()].reduce((sum, count) => sum + count, 0)
    if (everybodys >= all)
      throw tooManyBoards(`${everybodys} boards are open, which is the most. Try again in a moment.`)
    this.#open.set(personId, mine + 1)
    c.header('X-Accel-Buffering', 'no')
    const response = streamSSE(c, async (stream) => {
      try {
        await this.#tell(stream, isSignedIn, changes)
      } finally {
        const left = (this.#open.get(personId) ?? 1) - 1
        if (left === 0) this.#open.delete(personId)
        else this.#open.set(personId, left)
      }
    })
    // The stream has its own idea of it.
    response.headers.set('Cache-Control', 'no-store')
    return response
  }

  async #tell(
    stream: Parameters<Parameters<typeof streamSSE>[1]>[0],
    isSignedIn: () => Promise<boolean>,
    changes: Changes,
  ): Promise<void> {
    const { lasts, beat, retry } = this.#limits
    const { promise: ended, resolve: end } = Promise.withResolvers<void>()
    stream.onAbort(end)
    this.#stopping?.addEventListener('abort', () => end(), { once: true })
    if (this.#stopping?.aborted) end()
    await stream.write(`retry: ${retry}\n\n`)
    const leave = changes.listen({
      hear: (mark) => void stream.writeSSE({ event: 'changed', id: mark, data: mark }),
      lost: end,
    })
    // An event, not a comment: a page hears it, and knows by its absence that the network has gone unnoticed.
    const pulse = setInterval(() => {
      void stream.writeSSE({ event: 'beat', data: '' })
      // The page then asks why, and is told.
      isSignedIn().then((isIn) => isIn || end(), end)
    }, beat)
    const last = setTimeout(end, lasts)
    await ended
    clearInterval(pulse)
    clearTimeout(last)
    leave()
  }
}

function tooManyBoards(detail: string): Problem {
  return new Problem(429, 'too_many_boards', detail, { headers: { 'Retry-After': '30' } })
}
