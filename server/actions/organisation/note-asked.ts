import { changeOrganisationRow, findOrganisationRow } from '../../../db/contact/organisations.ts'
import { appendAudit } from '../../../db/system/audit.ts'
import { notFound, ok, type Result } from '../../domain/refusal.ts'
import { type ActionContext, type Outcome, record } from '../context.ts'

/** Notes that somebody asked an organisation to name its contacts, so that nobody asks again the same day. */
export async function noteAsked(ctx: ActionContext, id: string): Promise<Result<Outcome>> {
  return record<Outcome>(ctx, async (trx) => {
    if (!(await findOrganisationRow(trx, id))) return notFound('organisation', id)
    await changeOrganisationRow(trx, id, { asked_at: ctx.now, asked_by: ctx.actor.name })
    const entry = { at: ctx.now, actor: ctx.actor.name, action: 'organisation.ask', object: `organisation/${id}` }
    await appendAudit(trx, { ...entry, detail: null })
    return ok({ id, changed: true })
  })
}
