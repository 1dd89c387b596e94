import type { Plan } from '../plan/plan.ts'
import type { CaseStatus, Instant, Priority } from '../vocabulary.ts'
import { escalatesAt, type FollowUp, noAnswerSince } from './follow-up.ts'

/** A case as the worklist names it. */
interface ListedCase {
  id: string
  title: string
  /** When the desk was last told of anything overdue about this case. */
  toldAt: Instant | null
}

/** An open case that may be waiting for its customers. */
export interface WaitingCase extends ListedCase, FollowUp {
  priority: Priority
  caseStatus: CaseStatus
}

/** A case to be closed as `closed_no_response`, or to be asked about again. */
export interface UnansweredCase extends ListedCase {
  priority: Priority
  caseStatus: CaseStatus
  /** No customer has answered since then. */
  since: Instant
  /** From then on the desk is told about it. */
  dueAt: Instant
}

/** The cases whose customers have not answered for too long, in the order given. Nothing is closed by itself. */
export function unansweredCases(waiting: readonly WaitingCase[], now: Instant, plan: Plan): UnansweredCase[] {
  return waiting.flatMap((one) => {
    const [since, dueAt] = [noAnswerSince(one, now, plan), escalatesAt(one, plan)]
    if (since === null || dueAt === null) return []
    const { id, title, priority, caseStatus, toldAt } = one
    return [{ id, title, priority, caseStatus, since, dueAt, toldAt }]
  })
}

/** A resolved case whose promised report is still to be published. */
export interface UnreportedCase extends ListedCase {
  resolvedAt: Instant
  dueAt: Instant
  platforms: readonly string[]
}

/** A promised report that is still to be published. */
export interface MissingReport extends Omit<UnreportedCase, 'platforms'> {
  overdue: boolean
}

/** The reports that are still to be published, in the order given. */
export function missingReports(cases: readonly UnreportedCase[], now: Instant): MissingReport[] {
  return cases.map(({ platforms: _, ...one }) => ({ ...one, overdue: now > one.dueAt }))
}
