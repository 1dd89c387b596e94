import { noteEscalation, waitingCases } from '../../../db/incident/follow-ups.ts'
import { unreportedCases } from '../../../db/incident/postmortems.ts'
import type { Reader } from '../../../db/schema/index.ts'
import type { OverdueNotice } from '../../domain/incident/notice.ts'
import { missingReports, unansweredCases } from '../../domain/incident/worklist.ts'
import { ok } from '../../domain/refusal.ts'
import { type ActionContext, record } from '../context.ts'
import { tellStaff } from './tell-staff.ts'

/**
 * Tells the desk of the configuration file what is overdue at `ctx.now`: to close a case whose customers do not answer,
 * or the report on a P1G. Each is told once. Run it once a minute, in as many processes as there are; it only reads
 * while there is nothing new. Returns what was told.
 */
export async function escalateOverdue(ctx: ActionContext): Promise<OverdueNotice[]> {
  const { desk } = ctx.plan.staff
  if (desk.length === 0 || (await newlyOverdue(ctx.db, ctx)).length === 0) return []
  const told = await record(ctx, async (trx) => {
    const overdue = await newlyOverdue(trx, ctx)
    for (const notice of overdue) {
      const topic = `debt:${notice.incidentId}`
      await tellStaff(trx, desk, { kind: 'staff.debt', topic, rank: 1, now: ctx.now, notice })
      await noteEscalation(trx, notice.incidentId, ctx.now)
    }
    return ok(overdue)
  })
  return told.ok ? told.value : []
}

/** What fell due since the desk was last told about its case. */
async function newlyOverdue(db: Reader, { plan, now }: ActionContext): Promise<OverdueNotice[]> {
  const unanswered = unansweredCases(await waitingCases(db), now, plan)
  const reports = missingReports(await unreportedCases(db), now).filter(({ overdue }) => overdue)
  return [
    ...unanswered.map((one) => ({ ...one, owes: 'closing' as const })),
    ...reports.map((one) => ({ ...one, owes: 'report' as const, since: one.dueAt })),
  ]
    .filter(({ toldAt, dueAt }) => toldAt === null || toldAt < dueAt)
    .map(({ id, title, owes, since }) => ({ incidentId: id, title, owes, since, at: now }))
}
