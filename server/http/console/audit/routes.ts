import type { Context, Hono } from 'hono'
import type { AuditAsked, AuditView, CheckedChain } from '../../../../src/views.ts'
import type { AuditFilter } from '../../../domain/audit.ts'
import { asFile } from '../../../lib/csv.ts'
import { exportAudit, readAuditActors, readNewestAudit, verifyAudit } from '../../../queries/audit.ts'
import { csvOf } from '../../api/audit/files.ts'
import { streamed } from '../../api/streamed.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { must } from '../../middleware/problem.ts'
import { allowed, sessionOf } from '../access.ts'
import { consolePage, refusedPage } from '../page.ts'
import { askedIn, filterOf, queryOf } from './filter.ts'
import { namedEntries } from './named.ts'

const PATH = '/staff/audit/'
const FILE = 'audit.csv'
/** Entries of one page. */
const PAGE = 50

/** Who did what, when and why: searched, saved as a file, and checked. */
export function auditRoutes(app: Hono<Env>, deps: AppDeps): void {
  const reads = allowed(deps, 'audit.read')

  app.get(PATH, reads, (c) => show(c, deps))
  // It changes nothing, but costs a second: no link and no reload leads to it.
  app.post(PATH, reads, async (c) => show(c, deps, await check(c, deps)))
  app.get(`${PATH}${FILE}`, reads, async (c) => {
    const asked = askedIn(c)
    const filter = filterOf(deps, asked)
    if (!filter.ok) return refusedPage(c, deps, await contentOf(c, deps, asked, null), filter.refusal)
    const file = csvOf(must(exportAudit(deps.db, sessionOf(c).role, filter.value)))
    return c.body(streamed(file), 200, asFile('text/csv', FILE))
  })
}

async function show(c: Context<Env>, deps: AppDeps, checked: CheckedChain | null = null): Promise<Response> {
  const asked = askedIn(c)
  const filter = filterOf(deps, asked)
  const content = { ...(await contentOf(c, deps, asked, filter.ok ? filter.value : null)), checked }
  return filter.ok ? consolePage(c, deps, content) : refusedPage(c, deps, content, filter.refusal)
}

/** The page for a filter; null where it could not be read. */
async function contentOf(
  c: Context<Env>,
  deps: AppDeps,
  asked: AuditAsked,
  filter: AuditFilter | null,
): Promise<Omit<AuditView, 'me' | 'faults'>> {
  const before = /^[1-9]\d{0,14}$/.exec(c.req.query('before') ?? '')?.[0]
  const { role } = sessionOf(c)
  const position = before === undefined ? {} : { before: Number(before) }
  const found = filter && must(await readNewestAudit(deps.db, role, { ...filter, ...position, limit: PAGE }))
  return {
    ...{ kind: 'console/audit', asked, isFiltered: queryOf(asked) !== '', isFirst: before === undefined },
    actors: must(await readAuditActors(deps.db, role)),
    entries: found && (await namedEntries(deps.db, found.items, role)),
    ...{ path: `${PATH}${queryOf(asked)}`, file: `${PATH}${FILE}${queryOf(asked)}` },
    older: found?.next ? `${PATH}${queryOf(asked, { before: `${found.next}` })}` : null,
    checked: null,
  }
}

async function check(c: Context<Env>, deps: AppDeps): Promise<CheckedChain> {
  const began = deps.clock()
  const { broken, brokenAt, ...found } = must(await verifyAudit(deps.db, sessionOf(c).role))
  const { entries, firstAt, keyedFrom, formerKeys } = found
  const at = deps.clock()
  return {
    ...{ entries, firstAt, formerKeys, at, took: at - began },
    keyedFrom: keyedFrom !== null && keyedFrom > 1 ? keyedFrom : null,
    broken: broken === null ? null : { id: broken, at: brokenAt, href: `${PATH}?before=${broken + 1}` },
  }
}
