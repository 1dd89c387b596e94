import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { readCoverage } from '../../../queries/organisation/coverage.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { guarded } from '../../middleware/access.ts'
import { next, problems, response } from '../common.ts'
import { gap } from './gap.ts'
import { byName, cursorAt, organisation, organisationResource, positionIn, tags } from './resource.ts'

const items = z.array(z.object({ organisation, gaps: z.array(gap) }))

const list = createRoute({
  method: 'get',
  path: '/organisations/coverage',
  operationId: 'showCoverage',
  summary: 'List organisations without a working contact for a purpose',
  description: 'By name: those that use a platform.',
  tags,
  ...guarded('contact.read'),
  request: { query: z.strictObject(byName) },
  responses: { 200: response('What they lack', z.object({ items, next })), ...problems(401, 403, 422) },
})

export function coverageRoutes(app: OpenAPIHono<Env>, { db, clock }: AppDeps): void {
  app.openapi(list, async (c) => {
    const { limit, cursor } = c.req.valid('query')
    const { items, next } = await readCoverage(db, clock(), { after: positionIn(cursor), limit })
    const shown = items.map((one) => ({ organisation: organisationResource(one.organisation), gaps: [...one.gaps] }))
    return c.json({ items: shown, next: cursorAt(next) }, 200)
  })
}
