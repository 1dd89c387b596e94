import type { Logger } from 'pino'
import { MINUTE } from '../../domain/vocabulary.ts'
import { whyUnanswered } from '../../lib/error-code.ts'
import { createTrouble } from '../../lib/log/trouble.ts'

/** Milliseconds that a watchdog has to answer. */
const PATIENCE = 10_000
/** The ladder runs every few seconds: half of that is no reason to wait for its next run. */
const EVERY = MINUTE - 2_500

/** Pings a watchdog outside, which raises the alarm when the pings stop: a dead process tells nobody of its death. */
export interface Heartbeat {
  /** The ladder has run; pings if the last ping is a minute ago. Waits for nothing and never throws. */
  beat(): void
  /** Gives up a ping that is under way. */
  stop(): Promise<void>
}

/** `elapsed`: milliseconds of a clock that is never set. Without a URL nothing is pinged. */
export function createHeartbeat(url: string | undefined, log: Logger, elapsed: () => number): Heartbeat {
  const trouble = createTrouble(log, 'HEARTBEAT_URL cannot be pinged', 'HEARTBEAT_URL is pinged again', 'warn')
  const end = new AbortController()
  let last = Number.NEGATIVE_INFINITY
  let underWay: Promise<void> = Promise.resolve()
  const tell = (problem: string | null) => {
    if (end.signal.aborted) return
    if (problem === null) trouble.over()
    else trouble.failed(new Error(problem))
  }
  return {
    beat() {
      if (url === undefined || elapsed() - last < EVERY) return
      last = elapsed()
      underWay = ping(url, end.signal).then(tell)
    },
    async stop() {
      end.abort()
      await underWay
    },
  }
}

/**
 * Asks once, and follows nobody elsewhere. Null when it was taken, otherwise why not, in words without the address, whose
 * path is a secret. Never throws.
 */
export async function ping(url: string, signal?: AbortSignal): Promise<string | null> {
  try {
    const signals = [AbortSignal.timeout(PATIENCE), ...(signal ? [signal] : [])]
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.any(signals) })
    await response.body?.cancel()
    return response.ok ? null : `it answers ${response.status}`
  } catch (error) {
    return whyUnanswered(error)
  }
}
