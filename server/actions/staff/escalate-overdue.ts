import { noteEscalation } from '../../../db/incident/follow-ups.ts'
import type { Reader } from '../../../db/schema/index.ts'
import type { OverdueNotice } from '../../domain/incident/notice.ts'
import { ok } from '../../domain/refusal.ts'
import { type ActionContext, record } from '../context.ts'
import { readWorklist } from './read-worklist.ts'
import { tellStaff } from './tell-staff.ts'

/**
 * Tells the desk of the configuration file what it owes at `ctx.now`: to close a case whose customers do not answer, or
 * the report on a P1G that is overdue. Each debt is told once. Run it once a minute, in as many processes as there are;
 * it only reads while there is nothing new. Answers what was told.
 */
export async function escalateOverdue(ctx: ActionContext): Promise<OverdueNotice[]> {
  const { desk } = ctx.plan.staff
  if (desk.length === 0 || (await untold(ctx.db, ctx)).length === 0) return []
  const told = await record(ctx, async (trx) => {
    const debts = await untold(trx, ctx)
    for (const notice of debts) {
      const topic = `debt:${notice.incidentId}`
      await tellStaff(trx, desk, { kind: 'staff.debt', topic, rank: 1, now: ctx.now, notice })
      await noteEscalation(trx, notice.incidentId, ctx.now)
    }
    return ok(debts)
  })
  return told.ok ? told.value : []
}

/** What fell due since the desk was last told about its case. */
async function untold(reader: Reader, { plan, now }: ActionContext): Promise<OverdueNotice[]> {
  const { unanswered, postmortems } = await readWorklist(reader, plan, now)
  return [
    ...unanswered.map((one) => ({ ...one, owes: 'closing' as const })),
    ...postmortems
      .filter(({ overdue }) => overdue)
      .map((one) => ({ ...one, owes: 'report' as const, since: one.dueAt })),
  ]
    .filter(({ toldAt, dueAt }) => toldAt === null || toldAt < dueAt)
    .map(({ id, title, owes, since }) => ({ incidentId: id, title, owes, since, at: now }))
}
