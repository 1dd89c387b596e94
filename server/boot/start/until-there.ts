import { setTimeout as wait } from 'node:timers/promises'
import type { Logger } from 'pino'
import { isDatabaseAway, isDiskFull } from '../../lib/error-code.ts'
import { createTrouble } from '../../lib/log/trouble.ts'

const AGAIN = 1_000
const AWAY = 'the database is not there yet: the pages are served as they were found'

/**
 * Does `work` again each second while the database is out of reach, or its disk full; rejects for any other reason, and
 * when it is to stop.
 */
export async function untilThere<T>(work: () => Promise<T>, log: Logger, stop: AbortSignal): Promise<T> {
  const trouble = createTrouble(log, AWAY, 'the database is there')
  for (;;) {
    try {
      const result = await work()
      trouble.over()
      return result
    } catch (error) {
      if (!isDatabaseAway(error) && !isDiskFull(error)) throw error
      trouble.failed(error)
      await wait(AGAIN, undefined, { signal: stop }).catch(() => {})
      stop.throwIfAborted()
    }
  }
}
