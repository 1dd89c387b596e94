import { appendAudit } from '../../../db/system/audit.ts'
import { ok, type Result } from '../../domain/refusal.ts'
import { type ActionContext, record } from '../context.ts'

/** Records that somebody takes away to whom an event was told; `whole`: with the addresses. */
export async function exportDeliveries(ctx: ActionContext, eventId: number, whole: boolean): Promise<Result<null>> {
  return record<null>(ctx, async (trx) => {
    const entry = { at: ctx.now, actor: ctx.actor.name, action: 'deliveries.export', object: `event/${eventId}` }
    await appendAudit(trx, { ...entry, detail: { whole } })
    return ok(null)
  })
}
