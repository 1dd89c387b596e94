import type { MovedView } from '../../../src/views.ts'
import type { IncidentWithUpdates } from '../facts/incidents.ts'
import type { PublishSnapshot } from '../facts/snapshot.ts'
import { incidentPath } from './summary.ts'

/** The page of an incident that goes on as another, or null for one that does not. */
export async function movedView(snapshot: PublishSnapshot, id: string): Promise<MovedView | null> {
  const incident = await snapshot.incident(id)
  const master = incident && (await masterOf(snapshot, incident))
  if (!incident || !master) return null
  const { id: to, title, opened_at: openedAt } = master.row
  const which = incident.row.title === title ? { openedAt } : {}
  return { kind: 'moved', title: incident.row.title, to: { title, url: incidentPath(to), ...which } }
}

/** The incident that a duplicate goes on in; null for any other. */
export async function masterOf(
  snapshot: PublishSnapshot,
  { row }: Pick<IncidentWithUpdates, 'row'>,
): Promise<IncidentWithUpdates | null> {
  return row.duplicate_of === null ? null : snapshot.incident(row.duplicate_of)
}
