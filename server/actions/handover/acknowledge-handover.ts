import { findHandover, noteTaken } from '../../../db/desk/handovers.ts'
import { appendAudit } from '../../../db/system/audit.ts'
import { isSame } from '../../domain/draft/four-eyes.ts'
import { conflict, notFound, ok, type Result, refuse } from '../../domain/refusal.ts'
import { actor, says } from '../../domain/said.ts'
import { type ActionContext, type Outcome, record } from '../context.ts'

/**
 * Says that the next shift has read what was handed over: once, and not by whoever wrote it (`own_handover`). Somebody
 * else was faster: `handover_acknowledged`.
 */
export async function acknowledgeHandover(ctx: ActionContext, id: string): Promise<Result<Outcome>> {
  return record<Outcome>(ctx, async (trx) => {
    const row = await findHandover(trx, id)
    if (!row) return notFound('handover', id)
    const by = ctx.actor.name
    if (row.acknowledged_by === by) return ok({ id, changed: false })
    if (row.acknowledged_by !== null) {
      return conflict('handover_acknowledged', says`${actor(row.acknowledged_by)} has taken this on already.`)
    }
    if (isSame({ name: row.author, id: row.author_id }, ctx.actor)) {
      const detail = 'You handed this over: whoever comes next takes it on.'
      return refuse({ kind: 'forbidden', code: 'own_handover', detail })
    }
    await noteTaken(trx, id, by, ctx.now)
    await appendAudit(trx, {
      ...{ at: ctx.now, actor: by, action: 'handover.acknowledge', object: `handover/${id}` },
      detail: { author: row.author },
    })
    return ok({ id, changed: true })
  })
}
