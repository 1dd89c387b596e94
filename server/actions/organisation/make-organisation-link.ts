import { insertLink, linksTo } from '../../../db/contact/links.ts'
import { findOrganisationRow } from '../../../db/contact/organisations.ts'
import { appendAudit } from '../../../db/system/audit.ts'
import { MOST_LINKS } from '../../domain/contact/contact.ts'
import { conflict, notFound, ok, type Result } from '../../domain/refusal.ts'
import { newId } from '../../lib/ids.ts'
import { hashOf, newSecret } from '../../lib/secret/secrets.ts'
import { type ActionContext, record } from '../context.ts'

/** Makes a link to an organisation's own page and returns its token, which is never shown again. */
export async function makeOrganisationLink(
  ctx: ActionContext,
  organisationId: string,
): Promise<Result<{ id: string; token: string }>> {
  return record(ctx, async (trx) => {
    if (!(await findOrganisationRow(trx, organisationId))) return notFound('organisation', organisationId)
    const valid = (await linksTo(trx, organisationId)).filter((link) => link.revoked_at === null)
    if (valid.length >= MOST_LINKS)
      return conflict('too_many_links', `The organisation has ${MOST_LINKS} links already. Revoke one first.`)
    const [id, token] = [newId(), newSecret()]
    await insertLink(trx, {
      ...{ id, organisation_id: organisationId, hash: hashOf(token) },
      ...{ made_by: ctx.actor.name, made_at: ctx.now, used_at: null, revoked_at: null },
    })
    const entry = { at: ctx.now, actor: ctx.actor.name, action: 'organisation.link' }
    await appendAudit(trx, { ...entry, object: `organisation/${organisationId}`, detail: { link: id } })
    return ok({ id, token })
  })
}
