import { noteContactRow } from '../../../db/incident/follow-ups.ts'
import { loadIncident } from '../../../db/incident/incidents.ts'
import { appendAudit } from '../../../db/system/audit.ts'
import { conflict, invalid, notFound, ok, type Result } from '../../domain/refusal.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import { type ActionContext, record } from '../context.ts'

export interface Contact {
  /** The desk asked the customers something, or one of them answered. */
  what: 'asked' | 'answered'
  /** Not in the future; now, if left out. */
  at?: Instant | undefined
  /** For the audit trail alone; nothing of it is public. */
  note?: string | undefined
}

/** Notes a contact with the customers of an open case: it decides when the desk is chased for want of an answer. */
export async function noteContact(
  ctx: ActionContext,
  incidentId: string,
  { what, at = ctx.now, note }: Contact,
): Promise<Result<{ id: string }>> {
  return record(ctx, async (trx) => {
    const incident = await loadIncident(trx, incidentId)
    if (!incident) return notFound('incident')
    if (incident.phase === 'resolved') return conflict('incident_resolved', 'This incident is resolved.')
    if (at > ctx.now) return invalid([{ pointer: '/at', detail: 'at must not lie in the future.' }])
    await noteContactRow(trx, incidentId, what === 'asked' ? 'asked_at' : 'answered_at', at)
    await appendAudit(trx, {
      at: ctx.now,
      actor: ctx.actor.name,
      action: what === 'asked' ? 'case.ask' : 'case.answer',
      object: `incident/${incidentId}`,
      detail: { at, note },
    })
    return ok({ id: incidentId })
  })
}
