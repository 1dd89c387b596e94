import { noteStateChange } from '../../../db/platform/platforms.ts'
import type { Trx } from '../../../db/schema/index.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import { readStates } from './read-states.ts'

/** Runs `write`, and notes for each of these platforms whether its state is another one afterwards. */
export async function noteStates<T>(
  trx: Trx,
  platforms: readonly string[],
  now: Instant,
  write: () => Promise<T>,
): Promise<T> {
  if (platforms.length === 0) return write()
  const before = await readStates(trx, platforms)
  const written = await write()
  const after = await readStates(trx, platforms)
  const changed = platforms.filter((id) => before.get(id) !== after.get(id))
  await noteStateChange(trx, changed, now)
  return written
}
