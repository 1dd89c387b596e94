import type { IncidentRow, UpdateRow } from '../../../db/incident/public.ts'
import type { IncidentRef, IncidentView, OpenIncident, PromiseView, UpdateView } from '../../../src/views.ts'
import type { ImpactChange } from '../../domain/incident/incident.ts'
import { postmortemDueAt } from '../../domain/incident/postmortem.ts'
import { standing } from '../../domain/promise/promise.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import type { Facts, Platforms, Told } from '../facts/facts.ts'
import { htmlOf } from '../facts/html.ts'
import { promiseRecord } from './promises.ts'
import { incidentPath, summary } from './summary.ts'

/** The page of one incident, or null where there is none to show (unknown, or a drill). */
export async function incidentView(facts: Facts, id: string): Promise<IncidentView | null> {
  const told = await facts.incident(id)
  if (!told) return null
  const [platforms, related, duplicates] = await Promise.all([
    facts.platforms(),
    facts.related(id),
    facts.duplicates(id),
  ])
  return {
    kind: 'incident',
    incident: summary(told, platforms),
    caseStatus: told.row.case_status,
    caseNumber: told.row.case_number,
    vendor: told.row.vendor,
    promise: promiseView(told, facts.now, facts.plan.dueSoon),
    updates: told.updates.map((update, index) => updateView(update, told.updates[index + 1], platforms)),
    record: promiseRecord(told, facts.now),
    related: related.map(incidentRef),
    duplicates: duplicates.map(incidentRef),
    postmortem: postmortemView(facts, told),
  }
}

function incidentRef({ id, title, opened_at }: Pick<IncidentRow, 'id' | 'title' | 'opened_at'>): IncidentRef {
  return { title, url: incidentPath(id), openedAt: opened_at }
}

/** The report on its cause. While it is owed, its day is told; that it is overdue is a matter of the desk. */
function postmortemView(facts: Facts, { row, report }: Told): IncidentView['postmortem'] {
  if (row.phase !== 'resolved') return null
  if (report) return { body: htmlOf(report.body), at: report.published_at, correctedAt: report.corrected_at }
  const { priority, phase, case_status, resolved_at, drill } = row
  const accountable = { priority, phase, caseStatus: case_status, resolvedAt: resolved_at, drill: drill === 1 }
  const dueAt = postmortemDueAt(accountable, facts.plan)
  return dueAt !== null && facts.now <= dueAt ? { dueAt } : null
}

/** An open incident as the home page and its platforms' pages show it. */
export function openIncident(told: Told, platforms: Platforms, facts: Pick<Facts, 'now' | 'plan'>): OpenIncident {
  const [latest, before] = told.updates
  if (!latest) throw new Error(`Incident ${told.row.id} has no update.`)
  return {
    ...summary(told, platforms),
    promise: promiseView(told, facts.now, facts.plan.dueSoon),
    latest: updateView(latest, before, platforms),
  }
}

/** What is promised next, as of `now`. */
export function promiseView({ row, updates }: Told, now: Instant, dueSoon: number): PromiseView {
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
export function updateView(update: UpdateRow, before: UpdateRow | undefined, platforms: Platforms): UpdateView {
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
