import type { Logger } from 'pino'
import { createTrouble, type Trouble } from '../lib/log/trouble.ts'

/** Something that is done at regular intervals. */
export interface Routine {
  /** For the log. */
  name: string
  /** Milliseconds between two runs. */
  every: number
  turn(): Promise<unknown>
  /** Also once more at the end, unless it fails. */
  endsWithTurn?: boolean
}

/** What failed is tried again after so many milliseconds, or at its interval if that is shorter. */
const AGAIN = 5_000

/**
 * Runs every routine now and then at its interval, never twice at the same time: catching up after down time may take
 * longer than the interval. A failed run is tried again soon. The log hears of it once, and once that all work again: a
 * database that is away fails them all.
 */
export function startRoutines(routines: readonly Routine[], log: Logger): { stop(): Promise<void> } {
  const trouble = troubleOfAll(log)
  const running = routines.map((routine) => startRoutine(routine, trouble))
  return {
    stop: async () => {
      await Promise.all(running.map((one) => one.stop()))
    },
  }
}

type TroubleOfAll = Record<keyof Trouble, (routine: string, error?: unknown) => void>

function troubleOfAll(log: Logger): TroubleOfAll {
  const trouble = createTrouble(log, 'regular work failed; it is tried again', 'all regular work succeeds again')
  const failing = new Set<string>()
  return {
    failed(routine, error) {
      failing.add(routine)
      trouble.failed(error, { routine })
    },
    over(routine) {
      failing.delete(routine)
      if (failing.size === 0) trouble.over()
    },
  }
}

function startRoutine(
  { name, every, turn, endsWithTurn = false }: Routine,
  trouble: TroubleOfAll,
): { stop(): Promise<void> } {
  let running: Promise<void> | undefined
  let again: NodeJS.Timeout | undefined
  let isFailing = false
  const next = () => {
    clearTimeout(again)
    running ??= turn()
      .then(
        () => {
          isFailing = false
          trouble.over(name)
        },
        (error: unknown) => {
          isFailing = true
          trouble.failed(name, error)
          if (every > AGAIN) again = setTimeout(next, AGAIN)
        },
      )
      .finally(() => (running = undefined))
  }
  next()
  const timer = setInterval(next, every)
  return {
    stop: async () => {
      clearInterval(timer)
      await running
      clearTimeout(again)
      if (endsWithTurn && !isFailing) await turn().catch((error: unknown) => trouble.failed(name, error))
    },
  }
}
