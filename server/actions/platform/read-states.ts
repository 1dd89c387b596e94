import { impactsNow } from '../../../db/incident/impacts.ts'
import { openMaintenances } from '../../../db/maintenance/maintenances.ts'
import { listProgrammes } from '../../../db/maintenance/programmes.ts'
import type { Reader } from '../../../db/schema/index.ts'
import { resolveAll } from '../../domain/maintenance/calendar.ts'
import { isRunning } from '../../domain/maintenance/maintenance.ts'
import { maintenanceTroubles, statesOf } from '../../domain/platform/state.ts'
import type { PlatformState } from '../../domain/vocabulary.ts'

/** How platforms fare as the database has it now: the worst that open incidents and running maintenance do to each. */
export async function readStates(reader: Reader, ids: Iterable<string>): Promise<Map<string, PlatformState>> {
  const impacts = await impactsNow(reader)
  const running = resolveAll(await listProgrammes(reader), await openMaintenances(reader)).filter(isRunning)
  return statesOf(ids, [
    ...impacts.map(({ platform_id, impact }) => ({ id: platform_id, state: impact })),
    ...maintenanceTroubles(running),
  ])
}
