import { appendAudit } from '../../../db/system/audit.ts'
import { ok, type Result } from '../../domain/refusal.ts'
import { type ActionContext, record } from '../context.ts'

/** Records that somebody takes away who was told of an incident or a window, of one organisation or of all. */
export async function exportNotices(
  ctx: ActionContext,
  { object, organisation }: { object: string; organisation: string | null },
): Promise<Result<null>> {
  return record<null>(ctx, async (trx) => {
    const entry = { at: ctx.now, actor: ctx.actor.name, action: 'notices.export', object }
    await appendAudit(trx, { ...entry, detail: { organisation } })
    return ok(null)
  })
}
