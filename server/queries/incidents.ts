import { type DesignationRow, designationsOf } from '../../db/incident/designations.ts'
import { impactsOf } from '../../db/incident/impacts.ts'
import {
  findIncidentRow,
  type IncidentFilter,
  type IncidentRow,
  listIncidents as listRows,
} from '../../db/incident/incidents.ts'
import { postmortemsOf, type ReportRow } from '../../db/incident/postmortems.ts'
import { relatedTo } from '../../db/incident/relations.ts'
import { type UpdateRow, updatesOf } from '../../db/incident/updates.ts'
import { platformNames } from '../../db/platform/platforms.ts'
import type { Reader } from '../../db/schema/index.ts'
import type { Impact, Instant } from '../domain/vocabulary.ts'

/** An incident with everything that belongs to it. */
export interface IncidentInFull {
  incident: IncidentRow
  /** Every platform it has touched, with its impact there now (the last one, once resolved). */
  platforms: { id: string; name: string; impact: Impact }[]
  /** Newest first. */
  updates: UpdateRow[]
  /** Oldest first. */
  designations: DesignationRow[]
  /** Ids of incidents that belong to it, oldest first. */
  relatedTo: string[]
  postmortem: ReportRow | null
}

/** One incident; null if there is none, or if it is a drill and `drills` are not to be shown. */
export async function findIncident(
  db: Reader,
  id: string,
  { drills }: { drills: boolean },
): Promise<IncidentInFull | null> {
  const row = await findIncidentRow(db, id)
  if (!row || (row.drill === 1 && !drills)) return null
  const [incident = null] = await inFull(db, [row])
  return incident
}

/** A page of incidents, latest opened first, behind `after` (the last one of the page before). */
export async function listIncidents(
  db: Reader,
  filter: IncidentFilter,
  page: { limit: number; after?: { openedAt: Instant; id: string } },
): Promise<IncidentInFull[]> {
  return inFull(db, await listRows(db, filter, page))
}

async function inFull(db: Reader, rows: readonly IncidentRow[]): Promise<IncidentInFull[]> {
  const ids = rows.map((row) => row.id)
  const updates = Map.groupBy(await updatesOf(db, ids), (update) => update.incident_id)
  const impacts = Map.groupBy(await impactsOf(db, ids), (impact) => impact.incident_id)
  const designations = Map.groupBy(await designationsOf(db, ids), (one) => one.incident_id)
  const names = await platformNames(db)
  const related = Map.groupBy(await relatedTo(db, ids), (one) => one.incident_id)
  const reports = new Map((await postmortemsOf(db, ids)).map((report) => [report.incident_id, report]))
  return rows.map((incident) => ({
    incident,
    platforms: (impacts.get(incident.id) ?? []).map(({ platform_id: id, impact }) => ({
      id,
      name: names.get(id) ?? id,
      impact,
    })),
    updates: updates.get(incident.id) ?? [],
    designations: designations.get(incident.id) ?? [],
    relatedTo: (related.get(incident.id) ?? []).map(({ id }) => id),
    postmortem: reports.get(incident.id) ?? null,
  }))
}
