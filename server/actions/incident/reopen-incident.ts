import { beforeClosing } from '../../../db/incident/closings.ts'
import { loadIncident, saveIncident } from '../../../db/incident/incidents.ts'
import { findPostmortem } from '../../../db/incident/postmortems.ts'
import { lastUpdate } from '../../../db/incident/updates.ts'
import { appendAudit } from '../../../db/system/audit.ts'
import { reportPutOff } from '../../domain/incident/postmortem.ts'
import { decideReopen, type ReopenCommand } from '../../domain/incident/reopening.ts'
import { notFound, ok, type Result } from '../../domain/refusal.ts'
import { caseDetail, updateDetail } from '../audit-detail.ts'
import { type ActionContext, record } from '../context.ts'
import { inOtherLanguages } from '../in-other-languages.ts'
import { tellLeads } from '../staff/tell-leads.ts'
import { announce } from './announce.ts'
import { decisionContext } from './decision-context.ts'

/**
 * Reopens a closed case with a public update; its impacts are again what they were before it was resolved. Returns both
 * ids, or `decideReopen`'s refusal (after `reopen_too_late`, open a new incident related to it).
 */
export async function reopenIncident(
  ctx: ActionContext,
  incidentId: string,
  command: ReopenCommand,
): Promise<Result<{ id: string; updateId: string }>> {
  const others = inOtherLanguages(ctx, command.translations)
  if (!others.ok) return others
  return record(ctx, async (trx) => {
    const incident = await loadIncident(trx, incidentId)
    if (!incident) return notFound('incident', incidentId)
    const last = await lastUpdate(trx, incidentId)
    const { before, closedAt } = await beforeClosing(trx, incidentId)
    const reported = (await findPostmortem(trx, incidentId)) !== null
    const context = { ...(await decisionContext(trx, ctx)), closedAt, reported }
    const decided = decideReopen(incident, before, command, context)
    if (!decided.ok) return decided
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
      about: 'reopened',
      reportWasDueAt: reportPutOff(last.report_due_at, decided.value.incident, context),
    })
    const reopened = { ...decided.value.incident, id: incidentId }
    if (reopened.priority === 'P1G') await tellLeads(trx, ctx, reopened, 'reopened', command.reason ?? null)
    await appendAudit(trx, {
      at: ctx.now,
      actor: ctx.actor.name,
      action: 'incident.reopen',
      object: `incident/${incidentId}`,
      detail: {
        notify: command.notify,
        ...updateDetail(updateId, decided.value, command),
        ...caseDetail(incident, reopened),
      },
    })
    return ok({ id: incidentId, updateId })
  })
}
