import { setTimeout as wait } from 'node:timers/promises'
import type { Logger } from 'pino'
import { isDatabaseAway } from '../lib/error-code.ts'
import { onceAMinute } from './schedule.ts'

const AGAIN = 1_000

/** Does `work` again each second while the database is out of reach; rejects for any other reason. */
export async function untilThere<T>(work: () => Promise<T>, log: Logger): Promise<T> {
  const report = onceAMinute(log)
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (!isDatabaseAway(error)) throw error
      report(error, 'the database is not there yet: the pages are served as they were found')
      await wait(AGAIN)
    }
  }
}
