import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { listTokens } from '../../../../db/staff/tokens.ts'
import { createToken } from '../../../actions/staff/create-token.ts'
import { revokeToken } from '../../../actions/staff/revoke-token.ts'
import { createTokenInput } from '../../../actions/staff/token-input.ts'
import { notFound } from '../../../domain/refusal.ts'
import { ROLES } from '../../../domain/vocabulary.ts'
import { short } from '../../../lib/input/fields.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { actionContext, guarded } from '../../middleware/access.ts'
import { requireJson } from '../../middleware/body.ts'
import type { Idempotent } from '../../middleware/idempotency.ts'
import { must } from '../../middleware/problem.ts'
import { idempotencyKey, instantOut, jsonBody, next, problems, response, rfc3339, rfc3339OrNull } from '../common.ts'

const token = z
  .object({
    id: z.string(),
    name: z.string(),
    role: z.enum(ROLES),
    createdAt: instantOut,
    expiresAt: instantOut.nullable().describe('null: it works until it is revoked.'),
    lastUsedAt: instantOut.nullable(),
  })
  .openapi('Token')

const made = token
  .extend({ token: z.string().nullable().describe('What callers send; it is not shown again.') })
  .openapi('NewToken')

const list = createRoute({
  method: 'get',
  path: '/tokens',
  operationId: 'listTokens',
  summary: 'List tokens',
  description: 'Those in force, oldest first, without what callers send.',
  tags: ['Staff'],
  ...guarded('token.change'),
  responses: { 200: response('Tokens', z.object({ items: z.array(token), next })), ...problems(401, 403) },
})

const create = createRoute({
  method: 'post',
  path: '/tokens',
  operationId: 'createToken',
  summary: 'Make a token',
  description: 'A repeated call with the same key shows no secret: revoke the token, and make another.',
  tags: ['Staff'],
  ...guarded('token.change', requireJson),
  request: { headers: idempotencyKey, body: jsonBody(createTokenInput.openapi('CreateToken')) },
  responses: { 201: response('The token', made), ...problems(400, 401, 403, 409, 413, 415, 422) },
})

const revoke = createRoute({
  method: 'delete',
  path: '/tokens/{id}',
  operationId: 'revokeToken',
  summary: 'Revoke a token',
  description: 'At once and permanently.',
  tags: ['Staff'],
  ...guarded('token.change'),
  request: { params: z.strictObject({ id: short(40) }) },
  responses: { 204: { description: 'It is revoked.' }, ...problems(401, 403, 404, 422) },
})

export function tokenRoutes(app: OpenAPIHono<Env>, deps: AppDeps, idempotent: Idempotent): void {
  const inForce = async () =>
    (await listTokens(deps.db))
      .filter(({ revoked_at, expires_at }) => revoked_at === null && (expires_at === null || expires_at > deps.clock()))
      .map(({ id, name, role, created_at, expires_at, last_used_at }) => ({
        ...{ id, name, role, createdAt: rfc3339(created_at) },
        ...{ expiresAt: rfc3339OrNull(expires_at), lastUsedAt: rfc3339OrNull(last_used_at) },
      }))

  app.openapi(list, async (c) => c.json({ items: await inForce(), next: null }, 200))

  app.openapi(create, async (c) => {
    const command = c.req.valid('json')
    let secret: string | null = null
    const body = await idempotent(c, {
      status: 201,
      act: async (ctx) => {
        const result = await createToken(ctx, command)
        if (result.ok) secret = result.value.token
        return result
      },
      // Never complete: what is stored for a repeated call must not have the secret in it.
      respond: async (id): Promise<{ body: z.output<typeof made>; complete: boolean }> => {
        const found = (await inForce()).find((one) => one.id === id) ?? must<never>(notFound('token', id))
        return { body: { ...found, token: secret }, complete: false }
      },
    })
    return c.json(body, 201)
  })

  app.openapi(revoke, async (c) => {
    must(await revokeToken(actionContext(c, deps), c.req.valid('param').id))
    return c.body(null, 204)
  })
}
