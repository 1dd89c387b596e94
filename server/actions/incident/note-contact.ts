import { noteContactRow } from '../../../db/incident/follow-ups.ts'
import { loadIncident } from '../../../db/incident/incidents.ts'
import { appendAudit } from '../../../db/system/audit.ts'
import { howOver } from '../../domain/incident/case/closing.ts'
import { conflict, invalid, notFound, ok, type Result } from '../../domain/refusal.ts'
import { notYet, stated } from '../../domain/time/stated.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import { type ActionContext, record } from '../context.ts'

interface Contact {
  /** Either the desk asked the customers something, or one of them answered. */
  what: 'asked' | 'answered'
  /** Not in the future; default: now. */
  at?: Instant
  /** For the audit trail only; never public. */
  note?: string
}

/** Records a contact with the customers of an open case. It decides when the desk is told that they do not answer. */
export async function noteContact(
  ctx: ActionContext,
  incidentId: string,
  { what, at = ctx.now, note }: Contact,
): Promise<Result<{ id: string }>> {
  return record(ctx, async (trx) => {
    const incident = await loadIncident(trx, incidentId)
    if (!incident) return notFound('incident', incidentId)
    if (incident.phase === 'resolved') return conflict('incident_resolved', howOver(incident))
    const errors = notYet('at', at, ctx.now)
    if (errors.length > 0) return invalid(errors)
    await noteContactRow(trx, incidentId, what === 'asked' ? 'asked_at' : 'answered_at', stated(at, ctx.now))
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
