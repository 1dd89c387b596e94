import type { Context, Hono } from 'hono'
import { findOrganisationRow } from '../../../../db/contact/organisations.ts'
import { dictionary } from '../../../../src/i18n/index.ts'
import type { CoverageView } from '../../../../src/views.ts'
import { noteAsked } from '../../../actions/organisation/note-asked.ts'
import { readCoverage, type Uncovered } from '../../../queries/organisation/coverage.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { actionContext } from '../../middleware/access.ts'
import { must } from '../../middleware/problem.ts'
import { allowed } from '../access.ts'
import { seeDone } from '../flash.ts'
import { consolePage } from '../page.ts'

const PATH = '/staff/organisations/coverage/'
const PAGE = 50

/** Customers that a promise cannot reach: whoever is at the desk writes to them, and says so. */
export function coverageRoutes(app: Hono<Env>, deps: AppDeps): void {
  app.get(PATH, allowed(deps, 'contact.read'), async (c) => {
    const after = (await findOrganisationRow(deps.db, c.req.query('after') ?? '')) ?? null
    const { items, next } = await readCoverage(deps.db, deps.clock(), { after, limit: PAGE })
    return consolePage(c, deps, {
      kind: 'console/organisations/coverage',
      items: items.map((one) => itemOf(deps, one)),
      next: next && `${PATH}?after=${next.id}`,
    })
  })

  app.post('/staff/organisations/:id/asked/', allowed(deps, 'contact.call'), (c) => asked(c, deps, c.req.param('id')))
}

async function asked(c: Context<Env>, deps: AppDeps, id: string): Promise<Response> {
  must(await noteAsked(actionContext(c, deps), id))
  const { name = '' } = (await findOrganisationRow(deps.db, id)) ?? {}
  return seeDone(c, deps, PATH, dictionary(deps.site.locale).console.coverage.noted(name))
}

function itemOf({ site }: Pick<AppDeps, 'site'>, { organisation, gaps }: Uncovered): CoverageView['items'][number] {
  const { coverage } = dictionary(site.locale).console
  const { id, name, customerNumber, asked: askedLast, contacts } = organisation
  const to = contacts.filter(({ unreachable }) => unreachable === null).map(({ email }) => email)
  const lines = gaps.map(({ purpose, lack }) => coverage.mail.gap(coverage.purpose[purpose], coverage.lack[lack]))
  const subject = coverage.mail.subject(name)
  const fields = { name, provider: site.name, gaps: lines.join('\n'), link: `${site.url}/support/` }
  const body = coverage.mail.body(fields)
  const query = `subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body.replaceAll('\n', '\r\n'))}`
  const href = `mailto:${to.map(encodeURIComponent).join(',')}?${query}`
  return { id, name, customerNumber, gaps, asked: askedLast, mail: { to, subject, body, href } }
}
