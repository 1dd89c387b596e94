import type { Context, Hono } from 'hono'
import { findOrganisationRow } from '../../../../db/contact/organisations.ts'
import { dictionary } from '../../../../src/i18n/index.ts'
import type { CoverageView } from '../../../../src/views.ts'
import { noteAsked } from '../../../actions/organisation/note-asked.ts'
import { gapsOf } from '../../../domain/contact/coverage.ts'
import type { Instant } from '../../../domain/vocabulary.ts'
import { countForEscalations, readCoverage } from '../../../queries/organisation/coverage.ts'
import type { OrganisationRecord } from '../../../queries/organisation/organisations.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { actionContext } from '../../middleware/access.ts'
import { must } from '../../middleware/problem.ts'
import { allowed } from '../access.ts'
import { seeDone } from '../flash.ts'
import { consolePage } from '../page.ts'

const PATH = '/staff/organisations/coverage/'
const PAGE = 50
const ALL = 'show=all'
const showsAll = (c: Context<Env>) => c.req.query('show') === 'all'

/** Customers that a promised message may not reach, and at will those that lack another contact: whoever is at the desk writes to them, and says so. */
export function coverageRoutes(app: Hono<Env>, deps: AppDeps): void {
  app.get(PATH, allowed(deps, 'contact.read'), async (c) => {
    const after = (await findOrganisationRow(deps.db, c.req.query('after') ?? '')) ?? null
    const all = showsAll(c)
    const now = deps.clock()
    const { items, next } = await readCoverage(deps.db, now, { after, limit: PAGE, promised: !all })
    return consolePage(c, deps, {
      kind: 'console/organisations/coverage',
      ...{ all, others: await countForEscalations(deps.db, now) },
      items: items.map(({ organisation }) => itemOf(deps, organisation, now)),
      next: next && `${PATH}?${all ? `${ALL}&` : ''}after=${next.id}`,
    })
  })

  app.post('/staff/organisations/:id/asked/', allowed(deps, 'contact.call'), (c) => asked(c, deps, c.req.param('id')))
}

async function asked(c: Context<Env>, deps: AppDeps, id: string): Promise<Response> {
  must(await noteAsked(actionContext(c, deps), id))
  const { name = '' } = (await findOrganisationRow(deps.db, id)) ?? {}
  return seeDone(
    c,
    deps,
    showsAll(c) ? `${PATH}?${ALL}` : PATH,
    dictionary(deps.site.locale).console.coverage.noted(name),
  )
}

/** With all that it lacks: it is asked but once. */
function itemOf(
  { site }: Pick<AppDeps, 'site'>,
  organisation: OrganisationRecord,
  now: Instant,
): CoverageView['items'][number] {
  const { coverage } = dictionary(site.locale).console
  const { id, name, customerNumber, asked: askedLast, contacts } = organisation
  const to = contacts.filter(({ unreachable }) => unreachable === null).map(({ email }) => email)
  const gaps = gapsOf(contacts, now)
  const subject = coverage.mail.subject(name)
  const fields = { name, provider: site.name, gaps, link: `${site.url}/support/` }
  const body = coverage.mail.body(fields)
  const query = `subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body.replaceAll('\n', '\r\n'))}`
  const href = to.length === 0 ? null : `mailto:${to.map(encodeURIComponent).join(',')}?${query}`
  const hasNamed = contacts.length > 0
  return { id, name, customerNumber, gaps, hasNamed, asked: askedLast, mail: { to, subject, body, href } }
}
