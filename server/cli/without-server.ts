import { join } from 'node:path'
import type { Config } from '../config/index.ts'
import { tryLock } from '../publish/engine/lock.ts'
import { CommandFailure } from './exit.ts'

/** Does something that no server with this `DATA_DIR` may run beside; throws `CommandFailure` if one does. */
export async function withoutServer({ dataDir }: Pick<Config, 'dataDir'>, work: () => Promise<void>): Promise<void> {
  const lock = tryLock(join(dataDir, 'publisher.lock'))
  if (!lock) throw new CommandFailure('A server is running with this DATA_DIR. Stop it first.')
  try {
    await work()
  } finally {
    lock.release()
  }
}
