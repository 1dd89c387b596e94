import { casesThatMayWait } from '../../db/follow-ups.ts'
import { p1gsWithoutPostmortem } from '../../db/postmortems.ts'
import type { Reader } from '../../db/schema.ts'
import { noAnswerSince } from '../domain/follow-up.ts'
import type { Plan } from '../domain/plan.ts'
import { postmortemDueAt } from '../domain/postmortem.ts'
import type { CaseStatus, Instant, Priority } from '../domain/vocabulary.ts'

/** What the desk is chased for beyond its updates. Shown to staff; nothing here happens by itself. */
export interface Worklist {
  /** Cases to be closed as `closed_no_response`, or to be asked about again. */
  unanswered: { id: string; title: string; priority: Priority; caseStatus: CaseStatus; since: Instant }[]
  /** Reports on resolved P1Gs that are not published, the one due first first. */
  postmortems: { id: string; title: string; resolvedAt: Instant; dueAt: Instant; overdue: boolean }[]
}

/** What the desk owes at `now`. */
export async function readWorklist(db: Reader, plan: Plan, now: Instant): Promise<Worklist> {
  const waiting = await casesThatMayWait(db)
  const resolved = await p1gsWithoutPostmortem(db)
  return {
    unanswered: waiting.flatMap((one) => {
      const since = noAnswerSince(one, now, plan)
      const { id, title, priority, case_status: caseStatus } = one
      return since === null ? [] : [{ id, title, priority, caseStatus, since }]
    }),
    postmortems: resolved.flatMap(({ id, title, priority, phase, case_status, resolved_at: resolvedAt }) => {
      const dueAt = postmortemDueAt({ priority, phase, caseStatus: case_status, resolvedAt, drill: false }, plan)
      return dueAt === null || resolvedAt === null ? [] : [{ id, title, resolvedAt, dueAt, overdue: now > dueAt }]
    }),
  }
}
