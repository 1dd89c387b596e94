import type { Plan } from '../plan/plan.ts'
import type { CaseStatus, Instant, Priority } from '../vocabulary.ts'
import { escalatesAt, type FollowUp, noAnswerSince } from './follow-up.ts'
import { type Accountable, postmortemDueAt } from './postmortem.ts'

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

/** A resolved P1G without a published report. */
export interface UnreportedCase extends ListedCase, Accountable {}

/** A report on a resolved P1G that is still to be published. */
export interface MissingReport extends ListedCase {
  resolvedAt: Instant
  dueAt: Instant
  overdue: boolean
}

/** The reports that are still to be published, in the order given. */
export function missingReports(cases: readonly UnreportedCase[], now: Instant, plan: Plan): MissingReport[] {
  return cases.flatMap((one) => {
    const dueAt = postmortemDueAt(one, plan)
    const { id, title, resolvedAt, toldAt } = one
    return dueAt === null || resolvedAt === null ? [] : [{ id, title, resolvedAt, dueAt, overdue: now > dueAt, toldAt }]
  })
}
