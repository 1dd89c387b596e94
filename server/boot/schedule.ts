import type { Logger } from 'pino'
import { MINUTE } from '../domain/vocabulary.ts'

/** Something that is done at regular intervals. */
export interface Routine {
  /** For the log. */
  name: string
  /** Milliseconds between two runs. */
  every: number
  turn(): Promise<unknown>
}

/**
 * Runs every routine now and then at its interval, never twice at the same time: catching up after down time may take
 * longer than the interval. A failed run is logged, the same failure once a minute, and the next run tries again.
 */
export function startRoutines(routines: readonly Routine[], log: Logger): { stop(): Promise<void> } {
  const running = routines.map((routine) => startRoutine(routine, log))
  return {
    stop: async () => {
      await Promise.all(running.map((one) => one.stop()))
    },
  }
}

function startRoutine({ name, every, turn }: Routine, log: Logger): { stop(): Promise<void> } {
  let running: Promise<void> | undefined
  const report = onceAMinute(log)
  const next = () => {
    running ??= turn()
      .then(() => {})
      .catch((error: unknown) => report(error, `${name} failed`))
      .finally(() => (running = undefined))
  }
  next()
  const timer = setInterval(next, every)
  return {
    stop: async () => {
      clearInterval(timer)
      await running
    },
  }
}

/** What fails each second for hours must not fill the log. */
export function onceAMinute(log: Pick<Logger, 'error'>): (error: unknown, text: string) => void {
  let last = ''
  let at = Number.NEGATIVE_INFINITY
  return (error, text) => {
    const message = error instanceof Error ? error.message : String(error)
    if (message === last && performance.now() - at < MINUTE) return
    last = message
    at = performance.now()
    log.error(error, text)
  }
}
