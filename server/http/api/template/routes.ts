import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { changeTemplate } from '../../../actions/template/change-template.ts'
import { createTemplate } from '../../../actions/template/create-template.ts'
import { changeTemplateInput, createTemplateInput } from '../../../actions/template/input.ts'
import { removeTemplate } from '../../../actions/template/remove-template.ts'
import { notFound } from '../../../domain/refusal.ts'
import type { Template } from '../../../domain/template/template.ts'
import { PHASES } from '../../../domain/vocabulary.ts'
import { short } from '../../../lib/input/fields.ts'
import { findTemplate, listTemplates } from '../../../queries/desk/templates.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { actionContext, guarded } from '../../middleware/access.ts'
import { requireJson } from '../../middleware/body.ts'
import type { Idempotent } from '../../middleware/idempotency.ts'
import { must } from '../../middleware/problem.ts'
import { idempotencyKey, jsonBody, next, problems, response } from '../common.ts'

const template = z
  .object({
    id: z.string(),
    name: z.string(),
    phase: z.enum(PHASES),
    platforms: z.array(z.string()).describe('Platform ids. Empty: all.'),
    title: z.string().nullable().describe('The title of a new incident.'),
    body: z.string().describe('Markdown with `{platforms}`, `{case}`, `{eta}`.'),
  })
  .openapi('Template')

const tags = ['Templates']
const one = z.strictObject({
  id: short(40).regex(/^[a-z0-9]{12}$/, 'must be a template id: 12 letters and digits'),
})

const list = createRoute({
  method: 'get',
  path: '/templates',
  operationId: 'listTemplates',
  summary: 'List templates',
  description: 'All templates, in the order of the phases, then by name.',
  tags,
  ...guarded('template.read'),
  responses: { 200: response('All templates', z.object({ items: z.array(template), next })), ...problems(401, 403) },
})

const create = createRoute({
  method: 'post',
  path: '/templates',
  operationId: 'createTemplate',
  summary: 'Add a template',
  description: 'At most 200.',
  tags,
  ...guarded('template.change', requireJson),
  request: { headers: idempotencyKey, body: jsonBody(createTemplateInput.openapi('CreateTemplate')) },
  responses: { 201: response('The template', template), ...problems(400, 401, 403, 409, 413, 415, 422) },
})

const change = createRoute({
  method: 'patch',
  path: '/templates/{id}',
  operationId: 'changeTemplate',
  summary: 'Change a template',
  tags,
  ...guarded('template.change', requireJson),
  request: { params: one, body: jsonBody(changeTemplateInput.openapi('ChangeTemplate')) },
  responses: { 200: response('The template', template), ...problems(400, 401, 403, 404, 409, 413, 415, 422) },
})

const remove = createRoute({
  method: 'delete',
  path: '/templates/{id}',
  operationId: 'removeTemplate',
  summary: 'Remove a template',
  tags,
  ...guarded('template.change'),
  request: { params: one },
  responses: { 204: { description: 'Removed' }, ...problems(401, 403, 404, 422) },
})

export function templateRoutes(app: OpenAPIHono<Env>, deps: AppDeps, idempotent: Idempotent): void {
  const resource = (found: Template) => ({ ...found, platforms: [...found.platforms] })
  const shown = async (id: string) => resource((await findTemplate(deps.db, id)) ?? must(notFound('template', id)))

  app.openapi(list, async (c) => c.json({ items: (await listTemplates(deps.db)).map(resource), next: null }, 200))

  app.openapi(create, async (c) => {
    const fields = c.req.valid('json')
    const respond = async (id: string) => ({ body: await shown(id), complete: true })
    return c.json(await idempotent(c, { status: 201, act: (ctx) => createTemplate(ctx, fields), respond }), 201)
  })

  app.openapi(change, async (c) => {
    const { id } = c.req.valid('param')
    must(await changeTemplate(actionContext(c, deps), id, c.req.valid('json')))
    return c.json(await shown(id), 200)
  })

  app.openapi(remove, async (c) => {
    must(await removeTemplate(actionContext(c, deps), c.req.valid('param').id))
    return c.body(null, 204)
  })
}
