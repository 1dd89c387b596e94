import type { Plan } from '../plan/plan.ts'
import { conflict, ok, type Result } from '../refusal.ts'
import { addSpan } from '../time/business-days.ts'
import type { Instant } from '../vocabulary.ts'
import type { Incident } from './incident.ts'

/** What decides whether a reason-for-outage report is due. */
export type Accountable = Pick<Incident, 'priority' | 'phase' | 'caseStatus' | 'resolvedAt' | 'drill'>

/**
 * When the report on a resolved P1G is due (`plan.postmortem` after its resolution), or null. For a duplicate the
 * master's report is due instead. A report on any other incident is possible but never due.
 */
export function postmortemDueAt(incident: Accountable, plan: Plan): Instant | null {
  const { priority, phase, caseStatus, resolvedAt, drill } = incident
  if (priority !== 'P1G' || phase !== 'resolved' || resolvedAt === null || drill) return null
  return caseStatus === 'duplicate' ? null : addSpan(resolvedAt, plan.postmortem, plan)
}

/** Decides whether a report may be published: only on a resolved incident that is no duplicate. */
export function decidePostmortem(incident: Incident): Result<null> {
  if (incident.phase !== 'resolved') {
    return conflict('incident_open', 'This incident is open. Publish its report once it is resolved.')
  }
  if (incident.caseStatus === 'duplicate') {
    return conflict('incident_duplicate', `This is a duplicate: publish the report on "${incident.duplicateOf}".`)
  }
  return ok(null)
}
