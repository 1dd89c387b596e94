import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { changePlatform } from '../../../actions/platform/change-platform.ts'
import { createPlatform } from '../../../actions/platform/create-platform.ts'
import { changePlatformInput, createPlatformInput } from '../../../actions/platform/input.ts'
import { notFound } from '../../../domain/refusal.ts'
import { slug } from '../../../lib/input/fields.ts'
import { platformUrl } from '../../../lib/links.ts'
import { findPlatform, listPlatforms, type Platform } from '../../../queries/platforms.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { actionContext, guarded } from '../../middleware/access.ts'
import { requireJson } from '../../middleware/body.ts'
import type { Idempotent } from '../../middleware/idempotency.ts'
import { must } from '../../middleware/problem.ts'
import { idempotencyKey, jsonBody, next, problems, response } from '../common.ts'
import { makePublic } from '../publish.ts'

const platform = z
  .object({
    id: z.string().describe('A slug.'),
    url: z.string().describe('Its public page.'),
    name: z.string(),
    group: z.string(),
    description: z.string().nullable(),
    position: z.int(),
    archived: z.boolean(),
  })
  .openapi('Platform')
type PlatformResource = z.output<typeof platform>

const one = z.strictObject({ id: slug })

const list = createRoute({
  method: 'get',
  path: '/platforms',
  operationId: 'listPlatforms',
  summary: 'List platforms',
  description: 'All platforms, in the order of the page.',
  tags: ['Platforms'],
  ...guarded('public'),
  request: {
    query: z.strictObject({ archived: z.enum(['true', 'false']).optional().describe('Include archived platforms.') }),
  },
  responses: { 200: response('All platforms', z.object({ items: z.array(platform), next })), ...problems(422) },
})

const show = createRoute({
  method: 'get',
  path: '/platforms/{id}',
  operationId: 'showPlatform',
  summary: 'Show a platform',
  tags: ['Platforms'],
  ...guarded('public'),
  request: { params: one },
  responses: { 200: response('The platform', platform), ...problems(404, 422) },
})

const create = createRoute({
  method: 'post',
  path: '/platforms',
  operationId: 'createPlatform',
  summary: 'Add a platform',
  tags: ['Platforms'],
  ...guarded('platform.change', requireJson),
  request: { headers: idempotencyKey, body: jsonBody(createPlatformInput.openapi('CreatePlatform')) },
  responses: { 201: response('The platform', platform), ...problems(400, 401, 403, 409, 413, 415, 422) },
})

const change = createRoute({
  method: 'patch',
  path: '/platforms/{id}',
  operationId: 'changePlatform',
  summary: 'Change or archive a platform',
  tags: ['Platforms'],
  ...guarded('platform.change', requireJson),
  request: { params: one, body: jsonBody(changePlatformInput.openapi('ChangePlatform')) },
  responses: { 200: response('The platform', platform), ...problems(400, 401, 403, 404, 409, 413, 415, 422) },
})

export function platformRoutes(app: OpenAPIHono<Env>, deps: AppDeps, idempotent: Idempotent): void {
  const resource = (one: Platform): PlatformResource => ({ ...one, url: platformUrl(deps.site.url, one.id) })
  const shown = async (id: string): Promise<PlatformResource> => {
    const found = await findPlatform(deps.db, id)
    return found ? resource(found) : must(notFound('platform'))
  }
  const published = async (id: string) => {
    await makePublic(deps)
    return { body: await shown(id), complete: true }
  }

  app.openapi(list, async (c) => {
    const found = await listPlatforms(deps.db, { archived: c.req.valid('query').archived === 'true' })
    return c.json({ items: found.map(resource), next: null }, 200)
  })

  app.openapi(show, async (c) => c.json(await shown(c.req.valid('param').id), 200))

  app.openapi(create, async (c) => {
    const command = c.req.valid('json')
    const body = await idempotent(c, { status: 201, act: (ctx) => createPlatform(ctx, command), respond: published })
    c.header('Location', `${deps.site.url}/api/v1/platforms/${body.id}`)
    return c.json(body, 201)
  })

  app.openapi(change, async (c) => {
    const { id } = must(await changePlatform(actionContext(c, deps), c.req.valid('param').id, c.req.valid('json')))
    return c.json((await published(id)).body, 200)
  })
}
