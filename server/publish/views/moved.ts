import type { MovedView } from '../../../src/views.ts'
import type { Facts } from '../facts/facts.ts'
import { incidentPath } from './summary.ts'

/** The page of an incident that goes on as another, or null for one that does not. */
export async function movedView(facts: Facts, id: string): Promise<MovedView | null> {
  const told = await facts.incident(id)
  const master = told?.row.duplicate_of ? await facts.incident(told.row.duplicate_of) : null
  if (!told || !master) return null
  return { kind: 'moved', title: told.row.title, to: { title: master.row.title, url: incidentPath(master.row.id) } }
}
