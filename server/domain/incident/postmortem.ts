import type { Plan } from '../plan/plan.ts'
import { conflict, ok, type Result } from '../refusal.ts'
import { addSpan } from '../time/business-days.ts'
import type { Instant } from '../vocabulary.ts'
import type { Incident } from './incident.ts'

/** What decides whether a reason-for-outage report is owed. */
export type Accountable = Pick<Incident, 'priority' | 'phase' | 'caseStatus' | 'resolvedAt' | 'drill'>

/**
 * When the report on a resolved P1G is due (`plan.postmortem` after its resolution), or null where none is owed. A
 * duplicate owes none: its master does. A report on any other incident is welcome and never due.
 */
export function postmortemDueAt(incident: Accountable, plan: Plan): Instant | null {
  const { priority, phase, caseStatus, resolvedAt, drill } = incident
  if (priority !== 'P1G' || phase !== 'resolved' || resolvedAt === null || drill) return null
  return caseStatus === 'duplicate' ? null : addSpan(resolvedAt, plan.postmortem, plan)
}

/** May a report be published? Only what is over can be explained, and a duplicate is explained by its master. */
export function decidePostmortem(incident: Incident): Result<null> {
  if (incident.phase !== 'resolved') {
    return conflict('incident_open', 'This incident is open. Its report follows once it is resolved.')
  }
  if (incident.caseStatus === 'duplicate') {
    return conflict('incident_duplicate', `This is a duplicate: the report belongs to "${incident.duplicateOf}".`)
  }
  return ok(null)
}
