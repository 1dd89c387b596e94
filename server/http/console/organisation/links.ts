import type { Context } from 'hono'
import { dictionary } from '../../../../src/i18n/index.ts'
import { makeOrganisationLink } from '../../../actions/organisation/make-organisation-link.ts'
import { revokeOrganisationLink } from '../../../actions/organisation/revoke-organisation-link.ts'
import type { Refusal } from '../../../domain/refusal.ts'
import { organisationUrl } from '../../../lib/links.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { actionContext } from '../../middleware/access.ts'
import { must } from '../../middleware/problem.ts'
import { seeDone } from '../flash.ts'
import { unknownButton } from '../form/buttons.ts'
import { valuesOf } from '../form/reading.ts'
import { first } from '../form/values.ts'
import { consolePage, refusedPage } from '../page.ts'
import { organisationAt, pathOf } from './content.ts'
import { organisationContent } from './organisation.ts'

/** Makes a link, which is shown this once, or revokes one. */
export async function takeLink(c: Context<Env>, deps: AppDeps, id: string): Promise<Response> {
  const typed = await valuesOf(c)
  const one = await organisationAt(deps, id)
  const refused = async (refusal: Refusal) => refusedPage(c, deps, await organisationContent(c, deps, one), refusal)
  const unknown = unknownButton(deps, first(typed, 'do'), ['make', 'revoke'])
  if (unknown) return refused(unknown)
  if (first(typed, 'do') === 'revoke') {
    const revoked = await revokeOrganisationLink(actionContext(c, deps), id, first(typed, 'link') ?? '')
    // One that was revoked in the meantime is as it was wanted.
    if (!revoked.ok && revoked.refusal.kind !== 'not_found') must(revoked)
    return seeDone(c, deps, pathOf(id), dictionary(deps.site.locale).console.organisationLinks.revoked)
  }
  const made = await makeOrganisationLink(actionContext(c, deps), id)
  if (!made.ok) return refused(made.refusal)
  const link = organisationUrl(deps.site.url, made.value.token)
  return consolePage(c, deps, { ...(await organisationContent(c, deps, one)), link })
}
