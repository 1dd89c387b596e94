import { appendAudit } from '../../db/audit.ts'
import { appendEvent } from '../../db/events.ts'
import { loadIncident } from '../../db/incidents.ts'
import { correctUpdateRow, findUpdate } from '../../db/updates.ts'
import type { Translations } from '../domain/incident.ts'
import { notFound, ok, type Result } from '../domain/refusal.ts'
import { type ActionContext, record } from './context.ts'

/** Corrects the words of an update: silent, marked on the page, the old text kept in the audit trail. */
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
      detail: { from: { body: before.body, translations: JSON.parse(before.translations) }, to: words },
    })
    return ok({ id: incidentId, updateId })
  })
}
