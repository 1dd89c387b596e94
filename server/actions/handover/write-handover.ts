import { insertHandover } from '../../../db/desk/handovers.ts'
import { appendAudit } from '../../../db/system/audit.ts'
import { ok, type Result } from '../../domain/refusal.ts'
import { newId } from '../../lib/ids.ts'
import { readHandedOver } from '../../queries/desk/handover.ts'
import { type ActionContext, record } from '../context.ts'

/**
 * Writes down what is open, owed and promised at a change of shift, as it is at that moment. It answers for nothing: the
 * ladder goes on as it would.
 */
export async function writeHandover(ctx: ActionContext, { note }: { note?: string }): Promise<Result<{ id: string }>> {
  return record(ctx, async (trx) => {
    const items = await readHandedOver(trx, ctx.plan, ctx.now)
    const id = newId()
    await insertHandover(trx, {
      ...{ id, author: ctx.actor.name, author_id: ctx.actor.id ?? null, note: note ?? null },
      ...{ items: JSON.stringify(items), demo: ctx.demo ? 1 : 0, created_at: ctx.now },
      ...{ acknowledged_by: null, acknowledged_at: null },
    })
    const counts = { owed: items.owed.length, open: items.open.length, waiting: items.waiting.length }
    await appendAudit(trx, {
      ...{ at: ctx.now, actor: ctx.actor.name, action: 'handover.write', object: `handover/${id}` },
      detail: { note, ...counts },
    })
    return ok({ id })
  })
}
