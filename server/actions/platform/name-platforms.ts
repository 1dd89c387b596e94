import { platformNames } from '../../../db/platform/platforms.ts'
import type { Reader } from '../../../db/schema/index.ts'
import { worst, worstFirst } from '../../domain/platform/state.ts'
import type { Impact, PlatformState } from '../../domain/vocabulary.ts'
import { readStates } from './read-states.ts'

/** A platform as messages name it: what one incident does to it, and how it fares altogether. */
interface NamedPlatform {
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
  const states = await readStates(reader, names.keys())
  return worstFirst(affected).map(({ id, impact }) => ({
    ...{ id, impact },
    name: names.get(id) ?? id,
    state: worst([states.get(id) ?? 'operational', impact]),
  }))
}
