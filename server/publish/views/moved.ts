import type { MovedView } from '../../../src/views.ts'
import type { PublishSnapshot } from '../facts/snapshot.ts'
import { incidentPath } from './summary.ts'

/** The page of an incident that goes on as another, or null for one that does not. */
export async function movedView(snapshot: PublishSnapshot, id: string): Promise<MovedView | null> {
  const incident = await snapshot.incident(id)
  const master = incident?.row.duplicate_of ? await snapshot.incident(incident.row.duplicate_of) : null
  if (!incident || !master) return null
  return { kind: 'moved', title: incident.row.title, to: { title: master.row.title, url: incidentPath(master.row.id) } }
}
