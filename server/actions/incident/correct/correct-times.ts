import { lastReopening } from '../../../../db/incident/closings.ts'
import { rewriteImpacts } from '../../../../db/incident/impacts.ts'
import { findIncidentRow, saveTimes } from '../../../../db/incident/incidents.ts'
import { lastUpdate, restateResolution } from '../../../../db/incident/updates.ts'
import type { Trx } from '../../../../db/schema/index.ts'
import { appendAudit } from '../../../../db/system/audit.ts'
import type { Incident } from '../../../domain/incident/incident.ts'
import { correctsTimes, decideTimes, type TimesCommand } from '../../../domain/incident/times/correcting.ts'
import { beganAt, type Times } from '../../../domain/incident/times/times.ts'
import { responseDueAt } from '../../../domain/promise/promise.ts'
import { notFound, ok, type Result } from '../../../domain/refusal.ts'
import { changesOf } from '../../audit-detail.ts'
import type { ActionContext } from '../../context.ts'
import { tellCorrection } from './tell-correction.ts'

/**
 * Corrects when an incident was, as part of another action; people are not notified. The page marks it, the audit trail keeps
 * the old times, and what is computed from them follows. Returns the incident with its times, or `decideTimes`'s refusal.
 */
export async function correctTimes(
  trx: Trx,
  ctx: ActionContext,
  incident: Incident,
  command: TimesCommand,
): Promise<Result<Incident>> {
  if (!correctsTimes(command)) return ok(incident)
  const row = await findIncidentRow(trx, incident.id)
  if (!row) return notFound('incident')
  const { actor, now, plan } = ctx
  const reopenedAt = await lastReopening(trx, incident.id)
  const context = { now, plan, role: actor.role, toldAt: row.created_at, reopenedAt }
  const decided = decideTimes(incident, command, context)
  if (!decided.ok) return decided
  const times = decided.value
  const { openedAt, startedAt, resolvedAt } = incident
  const changed = changesOf<Times>({ openedAt, startedAt, resolvedAt }, times)
  if (!changed) return ok(incident)
  const wasDue = row.response_due_at !== null && times.openedAt !== openedAt
  const dueAt = wasDue ? responseDueAt(row.response_under ?? row.priority, times.openedAt, plan) : row.response_due_at
  await saveTimes(trx, incident.id, times, dueAt, now)
  if (times.resolvedAt !== resolvedAt) {
    await restateResolution(trx, (await lastUpdate(trx, incident.id)).id, times.resolvedAt)
  }
  await rewriteImpacts(trx, incident.id, beganAt(times))
  await tellCorrection(trx, { ...incident, ...times }, null, now)
  await appendAudit(trx, {
    at: now,
    actor: actor.name,
    action: 'incident.correct_times',
    object: `incident/${incident.id}`,
    detail: {
      ...changed,
      ...(wasDue && { responseDueAt: { from: row.response_due_at, to: dueAt } }),
      reason: command.reason,
    },
  })
  return ok({ ...incident, ...times })
}
