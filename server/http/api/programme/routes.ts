import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { changeProgramme } from '../../../actions/programme/change-programme.ts'
import { createProgramme } from '../../../actions/programme/create-programme.ts'
import { changeProgrammeInput, createProgrammeInput } from '../../../actions/programme/input.ts'
import { notFound } from '../../../domain/refusal.ts'
import { slug } from '../../../lib/input/fields.ts'
import { findProgramme, listProgrammes } from '../../../queries/programmes.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { actionContext, guarded } from '../../middleware/access.ts'
import { requireJson } from '../../middleware/body.ts'
import type { Idempotent } from '../../middleware/idempotency.ts'
import { must } from '../../middleware/problem.ts'
import { idempotencyKey, jsonBody, next, problems, response } from '../common.ts'
import { makePublic } from '../publish.ts'
import { type ProgrammeResource, programme, programmeResource } from './resource.ts'

const one = z.strictObject({ id: slug })

const list = createRoute({
  method: 'get',
  path: '/programmes',
  operationId: 'listProgrammes',
  summary: 'List maintenance programmes',
  description: 'All programmes.',
  tags: ['Maintenance'],
  ...guarded('public'),
  request: {
    query: z.strictObject({ archived: z.enum(['true', 'false']).optional().describe('Include archived programmes.') }),
  },
  responses: { 200: response('All programmes', z.object({ items: z.array(programme), next })), ...problems(422) },
})

const show = createRoute({
  method: 'get',
  path: '/programmes/{id}',
  operationId: 'showProgramme',
  summary: 'Show a programme',
  tags: ['Maintenance'],
  ...guarded('public'),
  request: { params: one },
  responses: { 200: response('The programme', programme), ...problems(404, 422) },
})

const create = createRoute({
  method: 'post',
  path: '/programmes',
  operationId: 'createProgramme',
  summary: 'Add a programme',
  description: 'Its windows begin from now on and are announced automatically.',
  tags: ['Maintenance'],
  ...guarded('programme.change', requireJson),
  request: { headers: idempotencyKey, body: jsonBody(createProgrammeInput.openapi('CreateProgramme')) },
  responses: { 201: response('The programme', programme), ...problems(400, 401, 403, 409, 413, 415, 422) },
})

const changed = programme
  .extend({
    keeping: z
      .array(z.string())
      .describe('Ids of windows that keep their time although the rule no longer gives it: announced, or set by hand.'),
  })
  .openapi('ChangedProgramme')

const change = createRoute({
  method: 'patch',
  path: '/programmes/{id}',
  operationId: 'changeProgramme',
  summary: 'Change or archive a programme',
  description:
    'Applies from now on. Windows that were announced are not changed: move or cancel them with `/maintenances/{id}`.',
  tags: ['Maintenance'],
  ...guarded('programme.change', requireJson),
  request: { params: one, body: jsonBody(changeProgrammeInput.openapi('ChangeProgramme')) },
  responses: { 200: response('The programme', changed), ...problems(400, 401, 403, 404, 413, 415, 422) },
})

export function programmeRoutes(app: OpenAPIHono<Env>, deps: AppDeps, idempotent: Idempotent): void {
  const shown = async (id: string): Promise<ProgrammeResource> => {
    const found = await findProgramme(deps.db, id)
    return found ? programmeResource(found) : must(notFound('programme'))
  }

  app.openapi(list, async (c) => {
    const items = await listProgrammes(deps.db, { archived: c.req.valid('query').archived === 'true' })
    return c.json({ items: items.map(programmeResource), next: null }, 200)
  })

  app.openapi(show, async (c) => c.json(await shown(c.req.valid('param').id), 200))

  app.openapi(create, async (c) => {
    const command = c.req.valid('json')
    const body = await idempotent(c, {
      status: 201,
      act: (ctx) => createProgramme(ctx, command),
      respond: async (id) => {
        await makePublic(deps)
        return { body: await shown(id), complete: true }
      },
    })
    c.header('Location', `${deps.site.url}/api/v1/programmes/${body.id}`)
    return c.json(body, 201)
  })

  app.openapi(change, async (c) => {
    const { id } = c.req.valid('param')
    const { keeping } = must(await changeProgramme(actionContext(c, deps), id, c.req.valid('json')))
    await makePublic(deps)
    return c.json({ ...(await shown(id)), keeping }, 200)
  })
}
