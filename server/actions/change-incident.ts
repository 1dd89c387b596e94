import { appendAudit } from '../../db/audit.ts'
import { appendEvent } from '../../db/events.ts'
import { loadIncident, saveIncident } from '../../db/incidents.ts'
import { lastUpdate } from '../../db/updates.ts'
import { type ChangeCommand, decideChange, type Incident } from '../domain/incident.ts'
import { notFound, ok, type Result } from '../domain/refusal.ts'
import type { Priority } from '../domain/vocabulary.ts'
import { circumstances } from './circumstances.ts'
import { type ActionContext, record } from './context.ts'

/** Changes an incident's title, priority or vendor, silently but on the page at once. */
export async function changeIncident(
  ctx: ActionContext,
  incidentId: string,
  command: ChangeCommand,
): Promise<Result<{ id: string }>> {
  return record(ctx, async (trx) => {
    const incident = await loadIncident(trx, incidentId)
    if (!incident) return notFound('incident')
    const last = await lastUpdate(trx, incidentId)
    const decided = decideChange(incident, command, last.created_at, await circumstances(trx, ctx))
    if (!decided.ok) return decided
    await saveIncident(trx, incidentId, decided.value, ctx.now)
    await appendEvent(trx, {
      kind: 'incident.changed',
      at: ctx.now,
      incidentId,
      platforms: incident.affected.map((platform) => platform.id),
    })
    await appendAudit(trx, {
      at: ctx.now,
      actor: ctx.actor.name,
      action: verb(incident, decided.value.priority),
      object: `incident/${incidentId}`,
      detail: { from: { title: incident.title, priority: incident.priority, vendor: incident.vendor }, to: command },
    })
    return ok({ id: incidentId })
  })
}

function verb(before: Incident, priority: Priority): string {
  if (before.priority === priority) return 'incident.change'
  if (priority === 'P1G') return 'incident.designate_p1g'
  return before.priority === 'P1G' ? 'incident.withdraw_p1g' : 'incident.change'
}
