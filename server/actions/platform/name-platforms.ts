import { impactsNow } from '../../../db/incident/impacts.ts'
import { openMaintenances } from '../../../db/maintenance/maintenances.ts'
import { listProgrammes } from '../../../db/maintenance/programmes.ts'
import { platformNames } from '../../../db/platform/platforms.ts'
import type { Reader } from '../../../db/schema/index.ts'
import { resolveAll } from '../../domain/maintenance/calendar.ts'
import { isRunning } from '../../domain/maintenance/maintenance.ts'
import { maintenanceTroubles, statesOf, worst, worstFirst } from '../../domain/platform/state.ts'
import type { Impact, PlatformState } from '../../domain/vocabulary.ts'

/** A platform as messages name it: what one incident does to it, and how it fares altogether. */
export interface NamedPlatform {
  id: string
  name: string
  impact: Impact
  state: PlatformState
}

/**
 * Names the platforms of an incident, the worst affected first. Their state is the platform's own, as the database has
 * it now: the worst that any open incident or running maintenance does to it.
 */
export async function namePlatforms(
  reader: Reader,
  affected: readonly { id: string; impact: Impact }[],
): Promise<NamedPlatform[]> {
  const names = await platformNames(reader)
  const impacts = await impactsNow(reader)
  const running = resolveAll(await listProgrammes(reader), await openMaintenances(reader)).filter(isRunning)
  const states = statesOf(names.keys(), [
    ...impacts.map(({ platform_id, impact }) => ({ id: platform_id, state: impact })),
    ...maintenanceTroubles(running),
  ])
  return worstFirst(affected).map(({ id, impact }) => ({
    ...{ id, impact },
    name: names.get(id) ?? id,
    state: worst([states.get(id) ?? 'operational', impact]),
  }))
}
