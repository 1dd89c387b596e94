import type { CaseStatus, Phase } from '../../vocabulary.ts'

/** Where a case stands after an update. */
export interface Stand {
  phase: Phase
  caseStatus: CaseStatus
}

/** What stands above an update: the case status where it says more than the phase. */
export interface Headline {
  /** Told in place of the phase, or beside it; null: the phase says all. */
  status: CaseStatus | null
  /** Null: the status says all. */
  phase: Phase | null
  /** Does it repeat the headline before it? */
  again: boolean
}

/** Beside these the phase would be wrong ("resolved" for want of an answer) or nothing new. */
const ALONE: readonly CaseStatus[] = ['new', 'duplicate', 'resolved_follow_up', 'closed_no_response']
const BESIDE: readonly CaseStatus[] = ['on_hold', 'shipping']

/**
 * The headline of an update that follows `before` (null: the first, or where a case stands at all). That a case was
 * reopened is said once. Source: support plan, "case statuses".
 */
export function headlineOf({ phase, caseStatus }: Stand, before: Stand | null): Headline {
  const again = before !== null && before.phase === phase && lasting(before.caseStatus) === lasting(caseStatus)
  if (ALONE.includes(caseStatus)) return { status: caseStatus, phase: null, again }
  if (BESIDE.includes(caseStatus)) return { status: caseStatus, phase, again }
  const reopened = caseStatus === 'customer_reopened' && before?.caseStatus !== caseStatus
  return reopened ? { status: caseStatus, phase, again: false } : { status: null, phase, again }
}

function lasting(status: CaseStatus): CaseStatus | null {
  return ALONE.includes(status) || BESIDE.includes(status) ? status : null
}

/** The headline of where a case stands by now: a hold that has passed holds nothing any more. */
export function headlineNow({ phase, caseStatus }: Stand, holdPassed = false): Headline {
  const wasHeld = caseStatus === 'on_hold' && holdPassed
  return headlineOf({ phase, caseStatus: wasHeld ? 'in_progress' : caseStatus }, null)
}
