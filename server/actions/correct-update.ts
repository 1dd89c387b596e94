import { appendAudit } from '../../db/audit.ts'
import { appendEvent } from '../../db/events.ts'
import { loadIncident, unpublish } from '../../db/incidents.ts'
import { correctUpdateRow, findUpdate } from '../../db/updates.ts'
import type { Translations } from '../domain/incident.ts'
import { notFound, ok, type Result } from '../domain/refusal.ts'
import { type ActionContext, record } from './context.ts'
import { changesOf } from './trail.ts'

/**
 * Corrects the words of an update: silent, marked on the page, both texts kept in the audit trail. The same words again
 * are no correction.
 */
export async function correctUpdate(
  ctx: ActionContext,
  incidentId: string,
  updateId: string,
  words: { body?: string | undefined; translations?: Translations | undefined },
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
    await correctUpdateRow(trx, updateId, { ...after, corrected_at: ctx.now })
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
