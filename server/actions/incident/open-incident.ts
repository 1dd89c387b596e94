import { incidentColumns, insertIncident } from '../../../db/incident/incidents.ts'
import { appendAudit } from '../../../db/system/audit.ts'
import { decideOpen, type OpenCommand } from '../../domain/incident/opening.ts'
import { responseDueAt } from '../../domain/promise/promise.ts'
import { ok, type Result } from '../../domain/refusal.ts'
import { newId } from '../../lib/ids.ts'
import { updateDetail } from '../audit-detail.ts'
import { type ActionContext, record } from '../context.ts'
import { inOtherLanguages } from '../in-other-languages.ts'
import { tellLeads } from '../staff/tell-leads.ts'
import { announce } from './announce.ts'
import { decisionContext } from './decision-context.ts'
import { relateTo } from './relate-to.ts'

/** Opens an incident with its first public update. Returns its id, or `decideOpen`'s refusal. */
export async function openIncident(ctx: ActionContext, command: OpenCommand): Promise<Result<{ id: string }>> {
  const others = inOtherLanguages(ctx, command.update.translations, '/update/translations')
  if (!others.ok) return others
  return record(ctx, async (trx) => {
    const context = await decisionContext(trx, ctx, command.relatedTo)
    const decided = decideOpen(command, context)
    if (!decided.ok) return decided
    const id = newId()
    await insertIncident(trx, {
      id,
      ...incidentColumns(decided.value.incident),
      demo: ctx.demo ? 1 : 0,
      created_at: ctx.now,
      updated_at: ctx.now,
      published_at: null,
      response_due_at: responseDueAt(command.priority, decided.value.incident.openedAt, ctx.plan),
      response_under: command.priority,
    })
    const updateId = await announce(trx, {
      incidentId: id,
      kind: 'incident.opened',
      sequence: 1,
      before: null,
      decided: decided.value,
      text: command.update,
      notify: command.notify,
      author: ctx.actor.name,
      now: ctx.now,
      plan: ctx.plan,
    })
    if (command.relatedTo !== undefined) await relateTo(trx, id, command.relatedTo, ctx.now)
    if (command.priority === 'P1G') await tellLeads(trx, ctx, { id, ...decided.value.incident }, 'opened', null)
    await appendAudit(trx, {
      at: ctx.now,
      actor: ctx.actor.name,
      action: command.priority === 'P1G' ? 'incident.designate_p1g' : 'incident.open',
      object: `incident/${id}`,
      detail: {
        title: command.title,
        priority: command.priority,
        caseNumber: command.caseNumber,
        vendor: command.vendor,
        drill: command.drill,
        confirmed: ctx.plan.priorities[command.priority].confirm ? command.confirmed : undefined,
        relatedTo: command.relatedTo,
        notify: command.notify,
        ...updateDetail(updateId, decided.value, command.update),
      },
    })
    return ok({ id })
  })
}
