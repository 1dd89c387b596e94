import { revokeLink } from '../../../db/contact/links.ts'
import { appendAudit } from '../../../db/system/audit.ts'
import { notFound, ok, type Result } from '../../domain/refusal.ts'
import { type ActionContext, type Outcome, record } from '../context.ts'

/** Ends a link to an organisation's own page. */
export async function revokeOrganisationLink(
  ctx: ActionContext,
  organisationId: string,
  linkId: string,
): Promise<Result<Outcome>> {
  return record<Outcome>(ctx, async (trx) => {
    if (!(await revokeLink(trx, organisationId, linkId, ctx.now))) return notFound('valid link', linkId)
    const entry = { at: ctx.now, actor: ctx.actor.name, action: 'organisation.unlink' }
    await appendAudit(trx, { ...entry, object: `organisation/${organisationId}`, detail: { link: linkId } })
    return ok({ id: linkId, changed: true })
  })
}
