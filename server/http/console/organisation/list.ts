import type { Context } from 'hono'
import type { ListedOrganisation } from '../../../../src/views.ts'
import { coverageOf } from '../../../domain/contact/coverage.ts'
import { can } from '../../../domain/staff/can.ts'
import type { Instant } from '../../../domain/vocabulary.ts'
import { type OrganisationRecord, readOrganisations } from '../../../queries/organisation/organisations.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { sessionOf } from '../access.ts'
import { consolePage } from '../page.ts'
import { LIST, platformNames } from './content.ts'

/** On one page. */
const MOST = 50
/** Platforms of one entry that are named; the rest are counted. */
const NAMED = 6

type Position = Parameters<typeof readOrganisations>[1]['after']

/** Organisations by name, and those in which each word is found. */
export async function listPage(c: Context<Env>, deps: AppDeps): Promise<Response> {
  const query = (c.req.query('q') ?? '').trim().slice(0, 100)
  const after = positionIn(c.req.query('after'))
  const { items, next } = await readOrganisations(deps.db, { query, after, limit: MOST })
  const names = await platformNames(deps)
  const more = next && `${LIST}?${new URLSearchParams({ ...(query && { q: query }), after: written(next) })}`
  return consolePage(c, deps, {
    ...{ kind: 'console/organisations/list', query, isFirst: after === null, more },
    organisations: items.map((one) => listed(one, names, deps.clock())),
    mayChange: can(sessionOf(c), 'contact.change'),
  })
}

/** An organisation in a list. */
export function listed(one: OrganisationRecord, names: ReadonlyMap<string, string>, now: Instant): ListedOrganisation {
  const { id, name, customerNumber, platforms, contacts } = one
  return {
    ...{ id, name, customerNumber, contacts: contacts.length, coverage: coverageOf(contacts, now) },
    platforms: platforms.slice(0, NAMED).map((platform) => names.get(platform) ?? platform),
    otherPlatforms: Math.max(0, platforms.length - NAMED),
  }
}

function written({ search, id }: NonNullable<Position>): string {
  return Buffer.from(JSON.stringify([search, id])).toString('base64url')
}

/** Where a page begins; what nobody wrote here is the beginning. */
function positionIn(text: string | undefined): Position {
  try {
    const position: unknown = JSON.parse(Buffer.from(text ?? '', 'base64url').toString())
    if (!Array.isArray(position) || position.length !== 2) return null
    const [search, id]: unknown[] = position
    return typeof search === 'string' && typeof id === 'string' ? { search, id } : null
  } catch {
    return null
  }
}
