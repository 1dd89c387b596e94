import type { Context } from 'hono'
import { can } from '../../../domain/staff/can.ts'
import { searchable } from '../../../lib/text.ts'
import { listPlatforms, type Platform } from '../../../queries/platforms.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { sessionOf } from '../access.ts'
import { consolePage } from '../page.ts'
import { isMany } from './content.ts'
import { listGroups } from './groups.ts'

/** All platforms as the page groups them, and those in which each word that is looked for is found. */
export async function listPage(c: Context<Env>, deps: AppDeps): Promise<Response> {
  const query = (c.req.query('q') ?? '').trim().slice(0, 100)
  const found = (await listPlatforms(deps.db, { archived: true })).filter((one) => isFound(one, query))
  const groups = (await listGroups(deps.db)).map(({ platforms, ...group }) => ({
    ...group,
    platforms: platforms.filter((one) => isFound(one, query)).map(listed),
  }))
  return consolePage(c, deps, {
    ...{ kind: 'console/platforms/list', query, mayChange: can(sessionOf(c), 'platform.change') },
    isFolded: query === '' && isMany(found),
    groups: groups.filter(({ platforms }) => platforms.length > 0),
    archived: found.filter(({ archived }) => archived).map((one) => ({ ...listed(one), group: one.group })),
  })
}

const listed = ({ id, name, description }: Platform) => ({ id, name, description })

function isFound({ id, name, group, description }: Platform, query: string): boolean {
  const text = searchable(id, name, group, description)
  return searchable(query)
    .split(' ')
    .every((word) => text.includes(word))
}
