import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { changeContact } from '../../../actions/contact/change-contact.ts'
import { createContact } from '../../../actions/contact/create-contact.ts'
import { eraseContact } from '../../../actions/contact/erase-contact.ts'
import { changeContactInput, createContactInput } from '../../../actions/contact/input.ts'
import { notFound } from '../../../domain/refusal.ts'
import { readOrganisation } from '../../../queries/organisation/organisations.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { actionContext, guarded } from '../../middleware/access.ts'
import { requireJson } from '../../middleware/body.ts'
import type { Idempotent } from '../../middleware/idempotency.ts'
import { must } from '../../middleware/problem.ts'
import { entryId, idempotencyKey, jsonBody, next, problems, response } from '../common.ts'
import { contact, contactResource, one, tags } from './resource.ts'

const contactParams = one.extend({ contactId: entryId })
const ALL = '/organisations/{id}/contacts'
const ONE = `${ALL}/{contactId}` as const

const list = createRoute({
  method: 'get',
  path: ALL,
  operationId: 'listContacts',
  summary: "List an organisation's contacts",
  description: 'Primary ones first, then by name.',
  tags,
  ...guarded('contact.read'),
  request: { params: one },
  responses: { 200: response('All', z.object({ items: z.array(contact), next })), ...problems(401, 403, 404, 422) },
})

const create = createRoute({
  method: 'post',
  path: ALL,
  operationId: 'createContact',
  summary: 'Add a contact',
  tags,
  ...guarded('contact.change', requireJson),
  request: { params: one, headers: idempotencyKey, body: jsonBody(createContactInput.openapi('CreateContact')) },
  responses: { 201: response('The contact', contact), ...problems(400, 401, 403, 404, 409, 413, 415, 422) },
})

const show = createRoute({
  method: 'get',
  path: ONE,
  operationId: 'showContact',
  summary: 'Show a contact',
  tags,
  ...guarded('contact.read'),
  request: { params: contactParams },
  responses: { 200: response('The contact', contact), ...problems(401, 403, 404, 422) },
})

const change = createRoute({
  method: 'patch',
  path: ONE,
  operationId: 'changeContact',
  summary: 'Change a contact, which confirms it',
  tags,
  ...guarded('contact.change', requireJson),
  request: { params: contactParams, body: jsonBody(changeContactInput.openapi('ChangeContact')) },
  responses: { 200: response('The contact', contact), ...problems(400, 401, 403, 404, 409, 413, 415, 422) },
})

const erase = createRoute({
  method: 'delete',
  path: ONE,
  operationId: 'eraseContact',
  summary: 'Erase a contact',
  description: 'What it was told stays on record, without the person.',
  tags,
  ...guarded('contact.change'),
  request: { params: contactParams },
  responses: { 204: { description: 'Erased' }, ...problems(401, 403, 404, 422) },
})

export function organisationContactRoutes(app: OpenAPIHono<Env>, deps: AppDeps, idempotent: Idempotent): void {
  const all = async (id: string) =>
    ((await readOrganisation(deps.db, id)) ?? must<never>(notFound('organisation', id))).contacts
  const shown = async ({ id, contactId }: z.output<typeof contactParams>) =>
    contactResource(
      (await all(id)).find((found) => found.id === contactId) ?? must<never>(notFound('contact', contactId)),
    )

  app.openapi(list, async (c) => {
    const items = (await all(c.req.valid('param').id)).map(contactResource)
    return c.json({ items, next: null }, 200)
  })

  app.openapi(create, async (c) => {
    const [{ id }, fields] = [c.req.valid('param'), c.req.valid('json')]
    const body = await idempotent(c, {
      status: 201,
      act: (ctx) => createContact(ctx, id, fields, 'api'),
      // Never complete: what is stored for a repeated call would name the person after it was erased.
      respond: async (contactId) => ({ body: await shown({ id, contactId }), complete: false }),
    })
    return c.json(body, 201)
  })

  app.openapi(show, async (c) => c.json(await shown(c.req.valid('param')), 200))

  app.openapi(change, async (c) => {
    const named = c.req.valid('param')
    await shown(named)
    must(await changeContact(actionContext(c, deps), named.contactId, c.req.valid('json')))
    return c.json(await shown(named), 200)
  })

  app.openapi(erase, async (c) => {
    const named = c.req.valid('param')
    await shown(named)
    must(await eraseContact(actionContext(c, deps), named.contactId))
    return c.body(null, 204)
  })
}
