import { maintenanceTroubles, statesOf } from '../../domain/platform/state.ts'
import type { PlatformState } from '../../domain/vocabulary.ts'
import type { PublishSnapshot } from './snapshot.ts'

/** The state of every public platform: the worst of what open incidents and running maintenance do to it now. */
export async function currentStates(
  snapshot: Pick<PublishSnapshot, 'platforms' | 'open' | 'running'>,
): Promise<Map<string, PlatformState>> {
  const [platforms, open, running] = await Promise.all([snapshot.platforms(), snapshot.open(), snapshot.running()])
  const impacts = open.flatMap((incident) => incident.impacts).filter(({ until_at }) => until_at === null)
  const troubles = impacts.map(({ platform_id, impact }) => ({ id: platform_id, state: impact }))
  return statesOf(
    platforms.list.map(({ id }) => id),
    [...troubles, ...maintenanceTroubles(running)],
  )
}
