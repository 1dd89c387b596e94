import { casesThatMayWait } from '../../../db/incident/follow-ups.ts'
import { p1gsWithoutPostmortem } from '../../../db/incident/postmortems.ts'
import type { Reader } from '../../../db/schema/index.ts'
import { chasedAt, noAnswerSince } from '../../domain/incident/follow-up.ts'
import { postmortemDueAt } from '../../domain/incident/postmortem.ts'
import type { Plan } from '../../domain/plan/plan.ts'
import type { CaseStatus, Instant, Priority } from '../../domain/vocabulary.ts'

/** What somebody owes a case. */
interface Owed {
  id: string
  title: string
  /** When the desk was last told of anything that it owes this case. */
  toldAt: Instant | null
}

/** What the desk is chased for beyond its updates. Nothing here happens by itself. */
export interface Worklist {
  /**
   * Cases to be closed as `closed_no_response`, or to be asked about again: since when nobody answered, and from when on
   * the desk is chased for it.
   */
  unanswered: (Owed & { priority: Priority; caseStatus: CaseStatus; since: Instant; dueAt: Instant })[]
  /** Reports on resolved P1Gs that are not published, the one due first first. */
  postmortems: (Owed & { resolvedAt: Instant; dueAt: Instant; overdue: boolean })[]
}

/** What the desk owes at `now`. */
export async function readWorklist(db: Reader, plan: Plan, now: Instant): Promise<Worklist> {
  const waiting = await casesThatMayWait(db)
  const resolved = await p1gsWithoutPostmortem(db)
  return {
    unanswered: waiting.flatMap((one) => {
      const [since, dueAt] = [noAnswerSince(one, now, plan), chasedAt(one, plan)]
      const { id, title, priority, case_status: caseStatus, chased_at: toldAt } = one
      return since === null || dueAt === null ? [] : [{ id, title, priority, caseStatus, since, dueAt, toldAt }]
    }),
    postmortems: resolved.flatMap((one) => {
      const { id, title, priority, phase, case_status: caseStatus, resolved_at: resolvedAt, chased_at: toldAt } = one
      const dueAt = postmortemDueAt({ priority, phase, caseStatus, resolvedAt, drill: false }, plan)
      if (dueAt === null || resolvedAt === null) return []
      return [{ id, title, resolvedAt, dueAt, overdue: now > dueAt, toldAt }]
    }),
  }
}
