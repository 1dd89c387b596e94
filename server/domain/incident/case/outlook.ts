import type { Plan } from '../../plan/plan.ts'
import { addSpan } from '../../time/business-days.ts'
import type { CaseStatus, Instant } from '../../vocabulary.ts'
import { lastEntry } from '../follow-up.ts'
import { reopenableUntil } from '../reopening.ts'

/** What the status of a case leaves to its customers, and until when. */
export interface Outlook {
  /** Where their confirmation is awaited: from then on the case may be closed without it. */
  answerBy: Instant | null
  /** A closed case can be reopened until then. */
  reopenUntil: Instant | null
}

/** What decides about it. */
export interface Outlooked {
  caseStatus: CaseStatus
  resolvedAt: Instant | null
  /** In the order in which they were posted. */
  updates: readonly { at: Instant; caseStatus: CaseStatus }[]
}

/** What customers can do, and until when. Source: support plan, "no response" and "closing and reopening". */
export function outlookOf({ caseStatus, resolvedAt, updates }: Outlooked, plan: Plan): Outlook {
  const awaited = caseStatus === 'resolved_follow_up'
  const reopenable = caseStatus === 'closed' && resolvedAt !== null
  return {
    answerBy: awaited ? addSpan(lastEntry(updates, caseStatus), plan.noAnswer, plan) : null,
    reopenUntil: reopenable ? reopenableUntil(resolvedAt, plan.zone) : null,
  }
}
