import type { Logger } from 'pino'

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
 * longer than the interval. A failed run is logged, and the next one tries again.
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
  const next = () => {
    running ??= turn()
      .then(() => {})
      .catch((error: unknown) => log.error(error, `${name} failed`))
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
