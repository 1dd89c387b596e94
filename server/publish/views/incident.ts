import type { UpdateRow } from '../../../db/views.ts'
import type { IncidentView, OpenIncident, PromiseView, UpdateView } from '../../../src/views.ts'
import type { ImpactChange } from '../../domain/incident.ts'
import { standing } from '../../domain/promise.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import type { Facts, Platforms, Told } from '../facts.ts'
import { htmlOf } from '../html.ts'
import { summary } from './summary.ts'

/** The page of one incident, or null where there is none to show (unknown, or a drill). */
export async function incidentView(facts: Facts, id: string): Promise<IncidentView | null> {
  const told = await facts.incident(id)
  if (!told) return null
  const platforms = await facts.platforms()
  return {
    kind: 'incident',
    incident: summary(told, platforms),
    caseNumber: told.row.case_number,
    vendor: told.row.vendor,
    promise: promiseView(told, facts.now, facts.plan.dueSoon),
    updates: told.updates.map((update, index) => updateView(update, told.updates[index + 1], platforms)),
  }
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
