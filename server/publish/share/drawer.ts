import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { reasonOf } from '../../lib/error-code.ts'
import { createReasons } from '../../lib/log/trouble.ts'
import { inTurn } from '../../lib/order/in-turn.ts'
import type { Report } from '../engine/report.ts'

/** Makes a PNG of an SVG, off the thread; rejects where it cannot. */
export type Draw = (svg: string) => Promise<Buffer>

/** A picture takes a tenth of a second or so. */
const LONGEST = 15_000
/** The thread, and its memory, goes when nothing was drawn for so long. */
const IDLE = 10_000

/** Draws in a thread that is there while there is something to draw, and keeps no program from ending. */
export function createDraw(): Draw {
  const next = inTurn()
  let worker: Worker | null = null
  let idle: NodeJS.Timeout | undefined

  async function end(): Promise<void> {
    clearTimeout(idle)
    const ended = worker
    worker = null
    await ended?.terminate()
  }

  async function drawOne(svg: string): Promise<Buffer> {
    clearTimeout(idle)
    worker ??= new Worker(new URL('./worker.ts', import.meta.url))
    worker.ref()
    try {
      // Rejects when the thread dies, and when it takes too long.
      const answer = once(worker, 'message', { signal: AbortSignal.timeout(LONGEST) })
      worker.postMessage(svg)
      const [{ png, error }] = (await answer) as [{ png?: Uint8Array; error?: string }]
      if (!png) throw new Error(error)
      return Buffer.from(png)
    } catch (cause) {
      await end()
      throw new Error('a picture could not be drawn', { cause })
    } finally {
      // A program that has nothing else to do ends.
      worker?.unref()
      idle = setTimeout(() => void end(), IDLE).unref()
    }
  }

  return (svg) => next(() => drawOne(svg))
}

/** Tells of pictures that could not be drawn, once for each cause. */
export function perCause(report: Report): Report {
  const causes = createReasons()
  return (error, what) => {
    const cause = error instanceof Error && error.cause !== undefined ? error.cause : error
    if (causes.isNews(reasonOf(cause))) report(error, what)
  }
}
