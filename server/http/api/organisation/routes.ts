import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { accepts } from 'hono/accepts'
import { exportContacts } from '../../../actions/contact/export-contacts.ts'
import { changeOrganisation } from '../../../actions/organisation/change-organisation.ts'
import { createOrganisation } from '../../../actions/organisation/create-organisation.ts'
import {
  changeOrganisationInput,
  createOrganisationInput,
  mergeOrganisationsInput,
} from '../../../actions/organisation/input.ts'
import { mergeOrganisations } from '../../../actions/organisation/merge-organisations.ts'
import { removeOrganisation } from '../../../actions/organisation/remove-organisation.ts'
import { notFound } from '../../../domain/refusal.ts'
import { asFile } from '../../../lib/csv.ts'
import { short } from '../../../lib/input/fields.ts'
import { readOrganisation, readOrganisations } from '../../../queries/organisation/organisations.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { actionContext, guarded } from '../../middleware/access.ts'
import { requireJson } from '../../middleware/body.ts'
import type { Idempotent } from '../../middleware/idempotency.ts'
import { must } from '../../middleware/problem.ts'
import { idempotencyKey, jsonBody, next, problems, response, responseInFormats } from '../common.ts'
import { byName, cursorAt, one, organisation, organisationResource, positionIn, tags } from './resource.ts'

const CSV = 'text/csv'
const page = z.object({ items: z.array(organisation), next })

const list = createRoute({
  method: 'get',
  path: '/organisations',
  operationId: 'listOrganisations',
  summary: 'List organisations',
  description: `By name. \`Accept: ${CSV}\` returns all that are found, with their contacts, as \`contacts import\` takes them.`,
  tags,
  ...guarded('contact.read'),
  request: {
    query: z.strictObject({
      query: short(200).default('').describe('Words of its name or number, or of its contacts.'),
      ...byName,
    }),
  },
  responses: {
    200: responseInFormats('A page of organisations', page, CSV),
    ...problems(401, 403, 422),
  },
})

const create = createRoute({
  method: 'post',
  path: '/organisations',
  operationId: 'createOrganisation',
  summary: 'Add an organisation',
  tags,
  ...guarded('contact.change', requireJson),
  request: { headers: idempotencyKey, body: jsonBody(createOrganisationInput.openapi('CreateOrganisation')) },
  responses: { 201: response('The organisation', organisation), ...problems(400, 401, 403, 409, 413, 415, 422) },
})

const show = createRoute({
  method: 'get',
  path: '/organisations/{id}',
  operationId: 'showOrganisation',
  summary: 'Show an organisation',
  tags,
  ...guarded('contact.read'),
  request: { params: one },
  responses: { 200: response('The organisation', organisation), ...problems(401, 403, 404, 422) },
})

const change = createRoute({
  method: 'patch',
  path: '/organisations/{id}',
  operationId: 'changeOrganisation',
  summary: 'Change an organisation',
  tags,
  ...guarded('contact.change', requireJson),
  request: { params: one, body: jsonBody(changeOrganisationInput.openapi('ChangeOrganisation')) },
  responses: { 200: response('The organisation', organisation), ...problems(400, 401, 403, 404, 409, 413, 415, 422) },
})

const remove = createRoute({
  method: 'delete',
  path: '/organisations/{id}',
  operationId: 'removeOrganisation',
  summary: 'Remove an organisation, with contacts and proofs',
  tags,
  ...guarded('contact.change'),
  request: { params: one },
  responses: { 204: { description: 'Removed' }, ...problems(401, 403, 404, 422) },
})

const merge = createRoute({
  method: 'post',
  path: '/organisations/{id}/merge',
  operationId: 'mergeOrganisations',
  summary: 'Make this entry a part of another of the same customer',
  description: 'Its platforms, contacts and proofs move there. Its links end.',
  tags,
  ...guarded('contact.change', requireJson),
  request: {
    params: one,
    headers: idempotencyKey,
    body: jsonBody(mergeOrganisationsInput.openapi('MergeOrganisations')),
  },
  responses: { 200: response('The other one', organisation), ...problems(400, 401, 403, 404, 409, 413, 415, 422) },
})

export function organisationRoutes(app: OpenAPIHono<Env>, deps: AppDeps, idempotent: Idempotent): void {
  const shown = async (id: string) =>
    organisationResource((await readOrganisation(deps.db, id)) ?? must(notFound('organisation', id)))
  const respond = async (id: string) => ({ body: await shown(id), complete: true })

  app.openapi(list, async (c) => {
    const { query, limit, cursor } = c.req.valid('query')
    c.header('Vary', 'Accept', { append: true })
    c.header('Cache-Control', 'no-store')
    if (accepts(c, { header: 'Accept', supports: ['application/json', CSV], default: 'application/json' }) === CSV) {
      const { text } = must(await exportContacts(actionContext(c, deps), query))
      return c.body(text, 200, asFile(CSV, 'contacts.csv'))
    }
    const { items, next } = await readOrganisations(deps.db, { query, after: positionIn(cursor), limit })
    return c.json({ items: items.map(organisationResource), next: cursorAt(next) }, 200)
  })

  app.openapi(create, async (c) => {
    const fields = c.req.valid('json')
    const act = (ctx: ReturnType<typeof actionContext>) => createOrganisation(ctx, fields)
    return c.json(await idempotent(c, { status: 201, act, respond }), 201)
  })

  app.openapi(show, async (c) => c.json(await shown(c.req.valid('param').id), 200))

  app.openapi(change, async (c) => {
    const { id } = c.req.valid('param')
    must(await changeOrganisation(actionContext(c, deps), id, c.req.valid('json')))
    return c.json(await shown(id), 200)
  })

  app.openapi(remove, async (c) => {
    must(await removeOrganisation(actionContext(c, deps), c.req.valid('param').id))
    return c.body(null, 204)
  })

  app.openapi(merge, async (c) => {
    const [{ id: from }, { into }] = [c.req.valid('param'), c.req.valid('json')]
    const act = (ctx: ReturnType<typeof actionContext>) => mergeOrganisations(ctx, { from, into })
    return c.json(await idempotent(c, { status: 200, act, respond }), 200)
  })
}
