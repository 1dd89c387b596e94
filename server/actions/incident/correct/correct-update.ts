import { loadIncident, unpublish } from '../../../../db/incident/incidents.ts'
import { correctUpdateRow, findUpdate } from '../../../../db/incident/updates.ts'
import { appendAudit } from '../../../../db/system/audit.ts'
import type { Translations } from '../../../domain/incident/incident.ts'
import { notFound, ok, type Result } from '../../../domain/refusal.ts'
import { changesOf } from '../../audit-detail.ts'
import { type ActionContext, record } from '../../context.ts'
import { inOtherLanguages } from '../../in-other-languages.ts'
import { tellCorrection } from './tell-correction.ts'

/**
 * Corrects the text of an update: people are not notified, the page marks it, and the audit trail keeps both texts. The same
 * text again changes nothing.
 */
export async function correctUpdate(
  ctx: ActionContext,
  incidentId: string,
  updateId: string,
  asked: { body?: string; translations?: Translations },
): Promise<Result<{ id: string; updateId: string }>> {
  const others = inOtherLanguages(ctx, asked.translations)
  if (!others.ok) return others
  return record(ctx, async (trx) => {
    const incident = await loadIncident(trx, incidentId)
    const before = await findUpdate(trx, incidentId, updateId)
    if (!incident || !before) return notFound('update')
    const after = {
      body: asked.body ?? before.body,
      translations: asked.translations ? JSON.stringify(asked.translations) : before.translations,
    }
    const changed = changesOf({ body: before.body, translations: before.translations }, after)
    if (!changed) return ok({ id: incidentId, updateId })
    await unpublish(trx, incidentId)
    await correctUpdateRow(trx, updateId, { ...after, corrected_at: Math.max(ctx.now, before.created_at) })
    const words = { body: after.body, translations: JSON.parse(after.translations) }
    await tellCorrection(trx, incident, { id: updateId, words }, ctx.now)
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
