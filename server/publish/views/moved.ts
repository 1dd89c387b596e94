import { titleFor } from '../../../src/i18n/wording.ts'
import type { MovedView } from '../../../src/views.ts'
import type { IncidentWithUpdates } from '../facts/incidents.ts'
import type { PublishSnapshot } from '../facts/snapshot.ts'
import { incidentPath, titled } from './summary.ts'

/** The page of an incident that goes on as another, or null for one that does not. */
export async function movedView(snapshot: PublishSnapshot, id: string): Promise<MovedView | null> {
  const incident = await snapshot.incident(id)
  const master = incident && (await masterOf(snapshot, incident))
  if (!incident || !master) return null
  const { id: to, opened_at: openedAt } = master.row
  const titleOf = ({ row }: IncidentWithUpdates) => titleFor(snapshot.site, row.title)
  const [own, other] = [titleOf(incident), titleOf(master)]
  const which = own.text === other.text ? { openedAt } : {}
  return { kind: 'moved', ...titled(own), to: { ...titled(other), url: incidentPath(to), ...which } }
}

/** The incident that a duplicate goes on in; null for any other. */
export async function masterOf(
  snapshot: PublishSnapshot,
  { row }: Pick<IncidentWithUpdates, 'row'>,
): Promise<IncidentWithUpdates | null> {
  return row.duplicate_of === null ? null : snapshot.incident(row.duplicate_of)
}
