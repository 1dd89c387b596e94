import { appendEvent } from '../../../db/delivery/events.ts'
import { loadIncident, saveIncident } from '../../../db/incident/incidents.ts'
import { lastUpdate, setReportPromise, tightenPromise } from '../../../db/incident/updates.ts'
import type { Row, Trx } from '../../../db/schema/index.ts'
import { appendAudit } from '../../../db/system/audit.ts'
import { type ChangeCommand, decideChange } from '../../domain/incident/changing.ts'
import type { Incident } from '../../domain/incident/incident.ts'
import { reportAfterChange } from '../../domain/incident/postmortem.ts'
import { notFound, ok, type Result } from '../../domain/refusal.ts'
import type { Priority } from '../../domain/vocabulary.ts'
import { changesOf } from '../audit-detail.ts'
import { type ActionContext, record } from '../context.ts'
import { tellLeads } from '../staff/tell-leads.ts'
import { decisionContext } from './decision-context.ts'

/** Changes an incident's title, priority or vendor: on the page at once, without notifying. No change writes nothing. */
export async function changeIncident(
  ctx: ActionContext,
  incidentId: string,
  command: ChangeCommand,
): Promise<Result<{ id: string }>> {
  return record(ctx, async (trx) => {
    const incident = await loadIncident(trx, incidentId)
    if (!incident) return notFound('incident')
    const last = await lastUpdate(trx, incidentId)
    const context = await decisionContext(trx, ctx)
    const decided = decideChange(incident, command, last.created_at, context)
    if (!decided.ok) return decided
    const changed = changesOf(visible(incident), visible(decided.value))
    if (!changed) return ok({ id: incidentId })
    await saveIncident(trx, incidentId, decided.value, ctx.now)
    const promise = await moveEarlier(trx, last, decided.value)
    const report = await moveReport(trx, last, decided.value, context)
    await appendEvent(trx, {
      kind: 'incident.changed',
      at: ctx.now,
      incidentId,
      platforms: incident.affected.map((platform) => platform.id),
    })
    const turn = turnOf(incident.priority, decided.value.priority)
    if (turn) await tellLeads(trx, ctx, { ...decided.value, id: incidentId }, turn, command.reason ?? null)
    await appendAudit(trx, {
      at: ctx.now,
      actor: ctx.actor.name,
      action: turn === null ? 'incident.change' : VERBS[turn],
      object: `incident/${incidentId}`,
      detail: { ...changed, ...promise, ...report, reason: command.reason },
    })
    return ok({ id: incidentId })
  })
}

/**
 * Moves the promise of the newest update forward if the new priority requires it: the promise ledger uses the new time,
 * the audit trail keeps the old one.
 */
async function moveEarlier(trx: Trx, last: Row<'updates'>, { nextUpdateDueAt, priority }: Omit<Incident, 'id'>) {
  if (nextUpdateDueAt === null || nextUpdateDueAt === last.due_at) return {}
  await tightenPromise(trx, last.id, { due_at: nextUpdateDueAt, basis: 'cadence', promised_under: priority })
  return {
    promise: last.id,
    dueAt: { from: last.due_at, to: nextUpdateDueAt },
    basis: { from: last.basis, to: 'cadence' },
  }
}

/** Makes or withdraws the promise of a report on a resolved case; the audit trail keeps the old one. */
async function moveReport(
  trx: Trx,
  last: Row<'updates'>,
  incident: Omit<Incident, 'id'>,
  { now, plan }: Pick<ActionContext, 'now' | 'plan'>,
) {
  const before = last.report_due_at
  const reportDueAt = reportAfterChange(before, incident, now, plan)
  if (reportDueAt === before) return {}
  await setReportPromise(trx, last.id, reportDueAt)
  return { reportDueAt: { from: before, to: reportDueAt } }
}

function visible({ title, priority, vendor }: Omit<Incident, 'id'>) {
  return { title, priority, vendor }
}

const VERBS = { designated: 'incident.designate_p1g', withdrawn: 'incident.withdraw_p1g' } as const

/** Does the change make the incident a P1G, or end that? */
function turnOf(before: Priority, after: Priority): keyof typeof VERBS | null {
  if ((before === 'P1G') === (after === 'P1G')) return null
  return after === 'P1G' ? 'designated' : 'withdrawn'
}
