import { type FieldError, noSuch } from '../refusal.ts'
import { byWay, object, type Said, says } from '../said.ts'
import type { Incident } from './incident.ts'

/**
 * The master of a duplicate is another incident that is open and no duplicate itself, so that followers move to where
 * updates will come. A drill cannot be the master of a real incident, nor the other way round. A P1G goes on in a P1G, so
 * that nothing extends its hour (the plan, statement 29) unless somebody says why it is none any more.
 */
export function badMaster(
  incident: Pick<Incident, 'id' | 'drill' | 'priority'>,
  named: string | undefined,
  master: Incident | null | undefined,
): FieldError[] {
  if (named === undefined) return []
  const wrong = (said: Said) => [{ pointer: '/duplicateOf', ...said }]
  if (named === incident.id) return wrong(says`An incident cannot be a duplicate of itself.`)
  if (!master || master.drill !== incident.drill) return wrong(noSuch('incident', named))
  if (master.duplicateOf)
    return wrong(says`That incident is itself a duplicate: name its master, ${object('incident', master.duplicateOf)}.`)
  if (master.phase === 'resolved')
    return wrong(says`The master of a duplicate has to be open: followers wait for its updates.`)
  if (endsHour(incident, master))
    return wrong(
      says`A P1G goes on in a P1G only, since its followers hear every hour: make that incident a P1G first.`,
    )
  return []
}

/** Whether whoever is told of a P1G every hour would be told less often of its master. */
export function endsHour({ priority }: Pick<Incident, 'priority'>, master: Pick<Incident, 'priority'>): boolean {
  return priority === 'P1G' && master.priority !== 'P1G'
}

/** A related incident has to exist, and has to be visible to the same readers. */
export function badRelative(
  { relatedTo, drill }: { relatedTo?: string; drill: boolean },
  other: Incident | null | undefined,
): FieldError[] {
  if (relatedTo === undefined || (other && other.drill === drill)) return []
  return [{ pointer: '/relatedTo', ...noSuch('incident', relatedTo) }]
}

/** Of an incident that is to be opened, in a sentence. */
export const relatedTo = (id: string) => byWay('relate', `with relatedTo "${id}"`)
