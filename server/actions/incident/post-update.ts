import { lastReopening } from '../../../db/incident/closings.ts'
import { followUpOf } from '../../../db/incident/follow-ups.ts'
import { loadIncident, saveIncident } from '../../../db/incident/incidents.ts'
import { findPostmortem } from '../../../db/incident/postmortems.ts'
import { lastUpdate } from '../../../db/incident/updates.ts'
import { appendAudit } from '../../../db/system/audit.ts'
import { takenOver } from '../../domain/incident/affected.ts'
import type { MasterMessage } from '../../domain/incident/case/message.ts'
import type { Incident } from '../../domain/incident/incident.ts'
import { decideUpdate, type UpdateCommand } from '../../domain/incident/updating.ts'
import { notFound, ok, type Result } from '../../domain/refusal.ts'
import { caseDetail, updateDetail } from '../audit-detail.ts'
import { type ActionContext, record } from '../context.ts'
import { inOtherLanguages } from '../in-other-languages.ts'
import { announce } from './announce.ts'
import { decisionContext } from './decision-context.ts'
import { followMaster } from './duplicate/follow-master.ts'
import { takeOver } from './duplicate/take-over.ts'

/**
 * Posts a public update on an open incident. If it makes the incident a duplicate, its followers move to the master,
 * which takes over what it does to platforms.
 * Returns both ids, or `decideUpdate`'s refusal.
 */
export async function postUpdate(
  ctx: ActionContext,
  incidentId: string,
  command: UpdateCommand,
): Promise<Result<{ id: string; updateId: string }>> {
  const others = inOtherLanguages(ctx, command.translations)
  if (!others.ok) return others
  return record(ctx, async (trx) => {
    const incident = await loadIncident(trx, incidentId)
    if (!incident) return notFound('incident', incidentId)
    const last = await lastUpdate(trx, incidentId)
    const followUp = await followUpOf(trx, incidentId)
    const reopenedAt = await lastReopening(trx, incidentId)
    const reported = (await findPostmortem(trx, incidentId)) !== null
    const context = { ...(await decisionContext(trx, ctx, command.duplicateOf)), followUp, reopenedAt, reported }
    const decided = decideUpdate(incident, command, context)
    if (!decided.ok) return decided
    const master = command.duplicateOf === undefined ? null : context.other
    if (master && command.resolvedAt === undefined) {
      const taken = takenOver(decided.value.incident.affected, master.affected, context)
      await takeOver(trx, ctx, incidentId, master, taken)
    }
    await saveIncident(trx, incidentId, decided.value.incident, ctx.now)
    const updateId = await announce(trx, {
      incidentId,
      kind: 'incident.updated',
      sequence: last.sequence + 1,
      before: incident,
      decided: decided.value,
      text: command,
      notify: command.notify,
      author: ctx.actor.name,
      now: ctx.now,
      notBefore: last.created_at,
      plan: ctx.plan,
      ...(master && { about: 'duplicate', master: masterMessage(master) }),
    })
    if (master) await followMaster(trx, incidentId, master, ctx.now)
    await appendAudit(trx, {
      at: ctx.now,
      actor: ctx.actor.name,
      action: 'incident.update',
      object: `incident/${incidentId}`,
      detail: {
        notify: command.notify,
        confirmed: command.confirmed,
        ...updateDetail(updateId, decided.value, command),
        ...caseDetail(incident, decided.value.incident),
      },
    })
    return ok({ id: incidentId, updateId })
  })
}

function masterMessage(master: Incident): MasterMessage {
  const { id, title, openedAt, priority, phase, caseStatus, nextUpdateDueAt: dueAt, caseNumber } = master
  return { id, title, openedAt, priority, phase, caseStatus, dueAt, ...(caseNumber !== null && { caseNumber }) }
}
