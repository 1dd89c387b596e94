import type { IncidentRow, UpdateRow } from '../../../db/incident/public.ts'
import type { IncidentRef, IncidentView, OpenIncident, PromiseView, UpdateView } from '../../../src/views.ts'
import type { ImpactChange } from '../../domain/incident/incident.ts'
import { standing } from '../../domain/promise/promise.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import { htmlOf } from '../facts/html.ts'
import type { IncidentWithUpdates } from '../facts/incidents.ts'
import type { Platforms, PublishSnapshot } from '../facts/snapshot.ts'
import { promiseRecord } from './promises.ts'
import { incidentPath, summary } from './summary.ts'

/** The page of one incident, or null where there is none to show (unknown, or a drill). */
export async function incidentView(snapshot: PublishSnapshot, id: string): Promise<IncidentView | null> {
  const incident = await snapshot.incident(id)
  if (!incident) return null
  const [platforms, related, duplicates] = await Promise.all([
    snapshot.platforms(),
    snapshot.related(id),
    snapshot.duplicates(id),
  ])
  return {
    kind: 'incident',
    incident: summary(incident, platforms),
    caseStatus: incident.row.case_status,
    caseNumber: incident.row.case_number,
    vendor: incident.row.vendor,
    promise: promiseView(incident, snapshot.now, snapshot.plan.dueSoon),
    updates: incident.updates.map((update, index) => updateView(update, incident.updates[index + 1], platforms)),
    record: promiseRecord(incident, snapshot.now),
    related: related.map(incidentRef),
    duplicates: duplicates.map(incidentRef),
    postmortem: postmortemView(snapshot.now, incident),
  }
}

function incidentRef({ id, title, opened_at }: Pick<IncidentRow, 'id' | 'title' | 'opened_at'>): IncidentRef {
  return { title, url: incidentPath(id), openedAt: opened_at }
}

/** The report on its cause, or by when it is promised. */
function postmortemView(now: Instant, { row, updates, report }: IncidentWithUpdates): IncidentView['postmortem'] {
  if (row.phase !== 'resolved') return null
  if (report) return { body: htmlOf(report.body), at: report.published_at, correctedAt: report.corrected_at }
  const dueAt = updates[0]?.report_due_at ?? null
  return dueAt === null ? null : { dueAt, overdue: now > dueAt }
}

/** An open incident as the home page and its platforms' pages show it. */
export function openIncident(
  incident: IncidentWithUpdates,
  platforms: Platforms,
  snapshot: Pick<PublishSnapshot, 'now' | 'plan'>,
): OpenIncident {
  const [latest, before] = incident.updates
  if (!latest) throw new Error(`Incident ${incident.row.id} has no update.`)
  return {
    ...summary(incident, platforms),
    promise: promiseView(incident, snapshot.now, snapshot.plan.dueSoon),
    latest: updateView(latest, before, platforms),
  }
}

/** What is promised next, as of `now`. */
function promiseView({ row, updates }: IncidentWithUpdates, now: Instant, dueSoon: number): PromiseView {
  const dueAt = row.next_update_due_at
  return {
    dueAt,
    standing: standing(dueAt, now, dueSoon),
    basis: dueAt === null ? null : (updates[0]?.basis ?? null),
    etr: row.etr,
    holdUntil: row.hold_until,
    reason: dueAt === null ? null : (updates[0]?.reason ?? null),
  }
}

/** One public text; `before` is the update it follows, if any. */
function updateView(update: UpdateRow, before: UpdateRow | undefined, platforms: Platforms): UpdateView {
  return {
    id: update.id,
    phase: update.phase,
    phaseChanged: update.phase !== before?.phase,
    body: htmlOf(update.body),
    at: update.created_at,
    correctedAt: update.corrected_at,
    changes: impactChanges(update).flatMap(({ id, from, to }) => {
      const platform = platforms.byId.get(id)
      return platform ? [{ name: platform.name, from, to }] : []
    }),
  }
}

/** What an update set on which platforms, also archived ones. */
export function impactChanges(update: Pick<UpdateRow, 'changes'>): ImpactChange[] {
  return JSON.parse(update.changes) as ImpactChange[]
}
