import type { Plan } from '../../plan/plan.ts'
import { addSpan } from '../../time/business-days.ts'
import type { CaseStatus, Instant } from '../../vocabulary.ts'
import { lastEntry } from '../follow-up.ts'
import { reopenableUntil } from '../reopening.ts'

/** What the status of a case leaves to its customers, and until when. */
export interface Outlook {
  /** Where their confirmation is awaited: from then on the case may be closed without it. */
  answerBy: Instant | null
  /** A closed case can be reopened until then; null once that has passed. */
  reopenUntil: Instant | null
}

/** What decides about it. */
interface Outlooked {
  caseStatus: CaseStatus
  /** In the order in which they were posted. */
  updates: readonly { at: Instant; caseStatus: CaseStatus }[]
}

/**
 * What customers can do, and until when. A case is closed by the update that says so, whenever its problem was over.
 * Source: support plan, "no response" and "closing and reopening".
 */
export function outlookOf({ caseStatus, updates }: Outlooked, plan: Plan, now: Instant): Outlook {
  const awaited = caseStatus === 'resolved_follow_up'
  const until = caseStatus === 'closed' ? reopenableUntil(lastEntry(updates, caseStatus), plan.zone) : null
  return {
    answerBy: awaited ? addSpan(lastEntry(updates, caseStatus), plan.noAnswer, plan) : null,
    reopenUntil: until === null || now > until ? null : until,
  }
}

/** Must somebody who still has the problem open a new case, because this one can no longer be reopened? */
export function opensNew(caseStatus: CaseStatus, { reopenUntil }: Outlook): boolean {
  return caseStatus === 'closed_no_response' || (caseStatus === 'closed' && reopenUntil === null)
}
