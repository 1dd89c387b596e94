import type { FieldError } from '../refusal.ts'
import type { Incident } from './incident.ts'

/**
 * A duplicate names another incident that is open and no duplicate itself, so that its followers move to where news
 * will come. An exercise and the real thing never stand for each other.
 */
export function badMaster(
  incident: Pick<Incident, 'id' | 'drill'>,
  named: string | undefined,
  master: Incident | null | undefined,
): FieldError[] {
  if (named === undefined) return []
  const wrong = (detail: string) => [{ pointer: '/duplicateOf', detail }]
  if (named === incident.id) return wrong('An incident is not a duplicate of itself.')
  if (!master || master.drill !== incident.drill) return wrong(`There is no incident "${named}".`)
  if (master.duplicateOf) return wrong(`That is a duplicate itself: name its master, "${master.duplicateOf}".`)
  if (master.phase === 'resolved') return wrong('The master of a duplicate is open: followers wait for its news.')
  return []
}

/** What a new incident is related to must be there for those who may see the new one. */
export function badRelative(
  { relatedTo, drill }: { relatedTo?: string | undefined; drill: boolean },
  other: Incident | null | undefined,
): FieldError[] {
  if (relatedTo === undefined || (other && other.drill === drill)) return []
  return [{ pointer: '/relatedTo', detail: `There is no incident "${relatedTo}".` }]
}
