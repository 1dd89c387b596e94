import type { FieldError } from '../refusal.ts'
import type { Incident } from './incident.ts'

/**
 * The master of a duplicate is another incident that is open and no duplicate itself, so that followers move to where
 * updates will come. A drill cannot be the master of a real incident, nor the other way round.
 */
export function badMaster(
  incident: Pick<Incident, 'id' | 'drill'>,
  named: string | undefined,
  master: Incident | null | undefined,
): FieldError[] {
  if (named === undefined) return []
  const wrong = (detail: string) => [{ pointer: '/duplicateOf', detail }]
  if (named === incident.id) return wrong('An incident cannot be a duplicate of itself.')
  if (!master || master.drill !== incident.drill) return wrong(`There is no incident "${named}".`)
  if (master.duplicateOf) return wrong(`That incident is itself a duplicate: name its master, "${master.duplicateOf}".`)
  if (master.phase === 'resolved')
    return wrong('The master of a duplicate has to be open: followers wait for its updates.')
  return []
}

/** A related incident has to exist, and has to be visible to the same readers. */
export function badRelative(
  { relatedTo, drill }: { relatedTo?: string; drill: boolean },
  other: Incident | null | undefined,
): FieldError[] {
  if (relatedTo === undefined || (other && other.drill === drill)) return []
  return [{ pointer: '/relatedTo', detail: `There is no incident "${relatedTo}".` }]
}
