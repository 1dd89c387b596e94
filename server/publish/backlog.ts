import type { Report } from './output.ts'

/** One piece of work that may wait. */
export type Job = () => Promise<void>

const HANDS = 2

export type Backlog = ReturnType<typeof createBacklog>

/**
 * Work off the hot path: named jobs first, in the order they came (a new one replaces a waiting one of its name), then
 * what a long sequence yields. A sequence that fails is reported and dropped. Between any two jobs the thread goes back to whoever waits for it.
 */
export function createBacklog(report: Report) {
  const jobs = new Map<string, Job>()
  let sequence: AsyncIterator<Job> | null = null
  let idle = Promise.withResolvers<void>()
  let holds = 0
  let released = Promise.withResolvers<void>()
  let working = 0
  let closed = false
  idle.resolve()
  released.resolve()

  async function next(): Promise<Job | null> {
    const [name] = jobs.keys()
    if (name !== undefined) {
      const job = jobs.get(name) as Job
      jobs.delete(name)
      return job
    }
    const mine = sequence
    if (!mine) return null
    const step = await mine.next().catch((error: unknown) => {
      report(error, 'could not go on rendering')
      return { done: true as const, value: undefined }
    })
    if (!step.done) return step.value
    if (sequence === mine) sequence = null
    return next()
  }

  async function work(): Promise<void> {
    for (;;) {
      await released.promise
      const job = closed ? null : await next()
      if (!job) break
      await job().catch((error: unknown) => report(error, 'could not finish what was left for later'))
      await new Promise(setImmediate)
    }
    working -= 1
    if (working === 0) idle.resolve()
  }

  function wake(): void {
    if (closed) return
    if (working === 0) idle = Promise.withResolvers<void>()
    for (; working < HANDS; working++) void work()
  }

  return {
    add: (name: string, job: Job): void => {
      jobs.delete(name)
      jobs.set(name, job)
      wake()
    },
    /** Works through a sequence whenever nothing else waits; a sequence under way is dropped. */
    follow: (jobs: AsyncIterator<Job>): void => {
      sequence = jobs
      wake()
    },
    /** Runs something while no job begins. */
    aside: async <T>(run: () => Promise<T>): Promise<T> => {
      if (holds++ === 0) released = Promise.withResolvers<void>()
      try {
        return await run()
      } finally {
        if (--holds === 0) released.resolve()
      }
    },
    waiting: (): number => jobs.size + (sequence ? 1 : 0),
    /** Resolves when nothing is left to do; false if that is because the backlog was closed. */
    settled: async (): Promise<boolean> => {
      while (working > 0) await idle.promise
      return !closed
    },
    /** Drops what waits; resolves when what is under way has ended. */
    close: async (): Promise<void> => {
      closed = true
      jobs.clear()
      sequence = null
      while (working > 0) await idle.promise
    },
  }
}
