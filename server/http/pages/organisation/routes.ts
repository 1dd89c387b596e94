import type { Context } from 'hono'
import { Hono } from 'hono'
import { organisationOfLink } from '../../../../db/contact/links.ts'
import type { OrganisationUnknownView } from '../../../../src/views.ts'
import { noteOrganisationLink } from '../../../actions/organisation/note-organisation-link.ts'
import { asFile } from '../../../lib/csv.ts'
import { type OrganisationRecord, readOrganisation } from '../../../queries/organisation/organisations.ts'
import { proofFile } from '../../api/organisation/proof-file.ts'
import { streamed } from '../../api/streamed.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { actionContext } from '../../middleware/access.ts'
import { page } from '../page.ts'
import { standingPage } from '../standing.ts'
import { ownView, wishOf } from './view.ts'

const UNKNOWN: OrganisationUnknownView = { kind: 'organisation', state: 'unknown' }

/** A customer's own page, for whoever has one of its links, until the link is revoked; and its proofs as a file. */
export function organisationPage(deps: AppDeps): Hono<Env> {
  const app = new Hono<Env>()

  app.get('/organisations/:token/', (c) =>
    show(c, deps, async (organisation) => page(c, deps, await ownView(deps, organisation))),
  )

  app.get('/organisations/:token/proof.csv', (c) =>
    show(c, deps, async (organisation) => {
      const { now } = actionContext(c, deps)
      const headers = { 'Cache-Control': 'no-store', 'X-Robots-Tag': 'noindex' }
      const file = streamed(proofFile(deps, wishOf(organisation, now)))
      return c.body(file, 200, { ...asFile('text/csv', 'proof.csv'), ...headers })
    }),
  )

  return app
}

async function show(
  c: Context<Env, '/organisations/:token/'>,
  deps: AppDeps,
  answer: (organisation: OrganisationRecord) => Promise<Response>,
): Promise<Response> {
  const link = await organisationOfLink(deps.db, c.req.param('token'))
  const organisation = link && (await readOrganisation(deps.db, link.organisationId))
  if (!organisation) return standingPage(c, deps, UNKNOWN, 404)
  await noteOrganisationLink(actionContext(c, deps), link)
  return answer(organisation)
}
