import { conflict, ok, type Result } from '../refusal.ts'
import { object, says } from '../said.ts'
import { addSpan } from '../time/business-days.ts'
import type { Instant, Phase } from '../vocabulary.ts'
import type { DecisionContext, Incident } from './incident.ts'

/** What decides whether a reason-for-outage report is promised. */
type Accountable = Pick<Incident, 'priority' | 'phase' | 'caseStatus' | 'drill'>

/**
 * By when a public text at `at` promises the report on a resolved P1G: `plan.postmortem` later. Null where the operator
 * promises none, and for a duplicate, whose master's report is promised instead. A report on any other incident is
 * possible but never due. It counts from the text and not from the end of the trouble: what is told days afterwards
 * promises nothing that is broken already. Nor does it promise what is there: the report of a case that was taken up again
 * is corrected, visibly, and nobody waits for another.
 */
export function promisedReport(
  incident: Accountable,
  { now: at, plan, reported }: Pick<DecisionContext, 'now' | 'plan' | 'reported'>,
): Instant | null {
  const { priority, phase, caseStatus, drill } = incident
  if (reported || plan.postmortem === null || priority !== 'P1G' || phase !== 'resolved' || drill) return null
  return caseStatus === 'duplicate' ? null : addSpan(at, plan.postmortem, plan)
}

/**
 * By when the report was promised that a case taken up again still owes: it follows the next resolution, which promises it
 * anew. Null where none was promised, it is out, or that resolution would promise none.
 */
export function reportPutOff(
  promisedBy: Instant | null,
  reopened: Accountable,
  context: Pick<DecisionContext, 'now' | 'plan' | 'reported'>,
): Instant | null {
  const next = promisedReport({ ...reopened, phase: 'resolved', caseStatus: 'closed' }, context)
  return next === null ? null : promisedBy
}

/** Decides whether a report may be published: only on a resolved incident that is no duplicate. */
export function decidePostmortem(incident: Incident): Result<null> {
  if (incident.phase !== 'resolved') {
    return conflict('incident_open', 'This incident is open. Publish its report once it is resolved.')
  }
  if (incident.caseStatus === 'duplicate') {
    const master = object('incident', incident.duplicateOf ?? '')
    return conflict('incident_duplicate', says`This is a duplicate: publish the report on ${master}.`)
  }
  return ok(null)
}

/** A report that is out. `reopenedAt`: its case was opened again since it was written or corrected. */
interface PublishedReport {
  at: Instant
  correctedAt: Instant | null
  reopenedAt: Instant | null
}
/** How it stands with the report on the cause; null: there is none, and none is promised. */
export type ReportStanding = PublishedReport | { dueAt: Instant; overdue: boolean } | null

/** What decides it. */
interface Reportable {
  phase: Phase
  /** The report itself, once it is out. */
  report: { published_at: Instant; corrected_at: Instant | null } | null
  /** By when the newest update promises it. */
  promisedBy: Instant | null
  /** When the case was reopened last. */
  reopenedAt: Instant | null
}

/** What was published stays public, whatever becomes of its case. One is owed only of what is over. */
export function reportStanding({ phase, report, promisedBy, reopenedAt }: Reportable, now: Instant): ReportStanding {
  if (report) {
    const { published_at: at, corrected_at: correctedAt } = report
    const isOutdated = reopenedAt !== null && reopenedAt > (correctedAt ?? at)
    return { at, correctedAt, reopenedAt: isOutdated ? reopenedAt : null }
  }
  if (phase !== 'resolved' || promisedBy === null) return null
  return { dueAt: promisedBy, overdue: now > promisedBy }
}
