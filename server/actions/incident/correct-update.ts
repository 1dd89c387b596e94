import { appendEvent } from '../../../db/delivery/events.ts'
import { loadIncident, unpublish } from '../../../db/incident/incidents.ts'
import { correctUpdateRow, findUpdate } from '../../../db/incident/updates.ts'
import { appendAudit } from '../../../db/system/audit.ts'
import type { Translations } from '../../domain/incident/incident.ts'
import { notFound, ok, type Result } from '../../domain/refusal.ts'
import { changesOf } from '../audit-detail.ts'
import { type ActionContext, record } from '../context.ts'

/**
 * Corrects the text of an update: nobody is notified, the page marks it, and the audit trail keeps both texts. The same
 * text again changes nothing.
 */
export async function correctUpdate(
  ctx: ActionContext,
  incidentId: string,
  updateId: string,
  words: { body?: string; translations?: Translations },
): Promise<Result<{ id: string; updateId: string }>> {
  return record(ctx, async (trx) => {
    const incident = await loadIncident(trx, incidentId)
    const before = await findUpdate(trx, incidentId, updateId)
    if (!incident || !before) return notFound('update')
    const after = {
      body: words.body ?? before.body,
      translations: words.translations ? JSON.stringify(words.translations) : before.translations,
    }
    const changed = changesOf({ body: before.body, translations: before.translations }, after)
    if (!changed) return ok({ id: incidentId, updateId })
    await unpublish(trx, incidentId)
    await correctUpdateRow(trx, updateId, { ...after, corrected_at: Math.max(ctx.now, before.created_at) })
    await appendEvent(trx, {
      kind: 'incident.corrected',
      at: ctx.now,
      incidentId,
      updateId,
      platforms: incident.affected.map((platform) => platform.id),
    })
    await appendAudit(trx, {
      at: ctx.now,
      actor: ctx.actor.name,
      action: 'update.correct',
      object: `update/${updateId}`,
      detail: { incidentId, ...changed },
    })
    return ok({ id: incidentId, updateId })
  })
}
