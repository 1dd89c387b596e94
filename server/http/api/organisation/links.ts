import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { linksTo, type OrganisationLink } from '../../../../db/contact/links.ts'
import { makeOrganisationLink } from '../../../actions/organisation/make-organisation-link.ts'
import { revokeOrganisationLink } from '../../../actions/organisation/revoke-organisation-link.ts'
import { notFound } from '../../../domain/refusal.ts'
import { organisationUrl } from '../../../lib/links.ts'
import { readOrganisation } from '../../../queries/organisation/organisations.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { actionContext, guarded } from '../../middleware/access.ts'
import type { Idempotent } from '../../middleware/idempotency.ts'
import { must } from '../../middleware/problem.ts'
import { entryId, idempotencyKey, instantOut, next, problems, response, rfc3339, rfc3339OrNull } from '../common.ts'
import { one, tags } from './resource.ts'

const link = z
  .object({
    id: z.string(),
    madeBy: z.string(),
    madeAt: instantOut,
    usedAt: instantOut.nullable(),
    revokedAt: instantOut.nullable(),
  })
  .openapi('OrganisationLink')
const made = link
  .extend({ url: z.string().nullable().describe('It is not shown again.') })
  .openapi('NewOrganisationLink')

const ALL = '/organisations/{id}/links'

const list = createRoute({
  method: 'get',
  path: ALL,
  operationId: 'listOrganisationLinks',
  summary: "List links to an organisation's own page",
  tags,
  ...guarded('contact.read'),
  request: { params: one },
  responses: {
    200: response('All, newest first', z.object({ items: z.array(link), next })),
    ...problems(401, 403, 404, 422),
  },
})

const make = createRoute({
  method: 'post',
  path: ALL,
  operationId: 'makeOrganisationLink',
  summary: "Make a link to an organisation's own page",
  description: 'Five are valid at a time. A repeated call with the same key shows no `url`.',
  tags,
  ...guarded('contact.change'),
  request: { params: one, headers: idempotencyKey },
  responses: { 201: response('The link', made), ...problems(400, 401, 403, 404, 409, 422) },
})

const revoke = createRoute({
  method: 'delete',
  path: `${ALL}/{linkId}`,
  operationId: 'revokeOrganisationLink',
  summary: 'Revoke a link',
  tags,
  ...guarded('contact.change'),
  request: { params: one.extend({ linkId: entryId }) },
  responses: { 204: { description: 'Revoked' }, ...problems(401, 403, 404, 422) },
})

export function organisationLinkRoutes(app: OpenAPIHono<Env>, deps: AppDeps, idempotent: Idempotent): void {
  const all = async (id: string) => (await linksTo(deps.db, id)).map(resource)

  app.openapi(list, async (c) => {
    const { id } = c.req.valid('param')
    if (!(await readOrganisation(deps.db, id))) must(notFound('organisation', id))
    return c.json({ items: await all(id), next: null }, 200)
  })

  app.openapi(make, async (c) => {
    const { id } = c.req.valid('param')
    let url: string | null = null
    const body = await idempotent(c, {
      status: 201,
      act: async (ctx) => {
        const result = await makeOrganisationLink(ctx, id)
        if (result.ok) url = organisationUrl(deps.site.url, result.value.token)
        return result
      },
      // Never complete: what is stored for a repeated call must not have the link in it.
      respond: async (linkId): Promise<{ body: z.output<typeof made>; complete: boolean }> => {
        const found = (await all(id)).find((one) => one.id === linkId) ?? must<never>(notFound('link', linkId))
        return { body: { ...found, url }, complete: false }
      },
    })
    return c.json(body, 201)
  })

  app.openapi(revoke, async (c) => {
    const { id, linkId } = c.req.valid('param')
    must(await revokeOrganisationLink(actionContext(c, deps), id, linkId))
    return c.body(null, 204)
  })
}

function resource({ id, made_by, made_at, used_at, revoked_at }: OrganisationLink): z.output<typeof link> {
  const at = { madeAt: rfc3339(made_at), usedAt: rfc3339OrNull(used_at), revokedAt: rfc3339OrNull(revoked_at) }
  return { id, madeBy: made_by, ...at }
}
