import { runningImpacts } from '../../../db/incident/impacts.ts'
import { openMaintenances } from '../../../db/maintenance/maintenances.ts'
import { listProgrammes } from '../../../db/maintenance/programmes.ts'
import { noteStateChange } from '../../../db/platform/platforms.ts'
import type { Reader, Trx } from '../../../db/schema/index.ts'
import { resolveAll } from '../../domain/maintenance/calendar.ts'
import { isRunning } from '../../domain/maintenance/maintenance.ts'
import { worst } from '../../domain/platform/state.ts'
import type { Instant, PlatformState } from '../../domain/vocabulary.ts'

/** Runs `write`, and notes for each of these platforms whether its state is another one afterwards. */
export async function noteStates<T>(
  trx: Trx,
  platforms: readonly string[],
  now: Instant,
  write: () => Promise<T>,
): Promise<T> {
  if (platforms.length === 0) return write()
  const before = await statesOf(trx, platforms)
  const written = await write()
  const after = await statesOf(trx, platforms)
  const changed = platforms.filter((id) => before.get(id) !== after.get(id))
  await noteStateChange(trx, changed, now)
  return written
}

/** The worst of what open incidents and running maintenance do to each platform. */
async function statesOf(db: Reader, platforms: readonly string[]): Promise<Map<string, PlatformState>> {
  const impacts = await runningImpacts(db, platforms)
  const running = resolveAll(await listProgrammes(db), await openMaintenances(db)).filter(isRunning)
  return new Map(
    platforms.map((id) => {
      const windows = running.filter((one) => one.impact !== 'none' && one.platforms.includes(id))
      const incidents = impacts.filter((one) => one.platform_id === id)
      return [id, worst([...incidents, ...windows].map(({ impact }) => impact as PlatformState))]
    }),
  )
}
