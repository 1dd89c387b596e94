import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { changePerson } from '../../../actions/people/change-person.ts'
import { changePersonInput, invitePersonInput } from '../../../actions/people/input.ts'
import { invitePerson } from '../../../actions/people/invite-person.ts'
import { notFound } from '../../../domain/refusal.ts'
import { ROLES } from '../../../domain/vocabulary.ts'
import { short } from '../../../lib/input/fields.ts'
import { readPeople } from '../../../queries/staff/people.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { actionContext, guarded } from '../../middleware/access.ts'
import { requireJson } from '../../middleware/body.ts'
import type { Idempotent } from '../../middleware/idempotency.ts'
import { must } from '../../middleware/problem.ts'
import { idempotencyKey, jsonBody, next, problems, response } from '../common.ts'

const person = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    role: z.enum(ROLES),
    disabled: z.boolean(),
    ready: z.boolean().describe('Has set a password.'),
    secondFactor: z.boolean(),
    breakGlass: z.boolean().describe('Kept for when the identity provider is down.'),
    sessions: z.int().describe('Browsers that are signed in.'),
  })
  .openapi('Person')

const linked = person
  .extend({
    setupUrl: z.string().nullable().describe('Sets a password once, within 24 hours. Not shown again.'),
  })
  .openapi('LinkedPerson')

const list = createRoute({
  method: 'get',
  path: '/people',
  operationId: 'listPeople',
  summary: 'List staff accounts',
  description: 'By name; disabled ones too.',
  tags: ['Staff'],
  ...guarded('person.change'),
  responses: { 200: response('All accounts', z.object({ items: z.array(person), next })), ...problems(401, 403) },
})

const create = createRoute({
  method: 'post',
  path: '/people',
  operationId: 'invitePerson',
  summary: 'Make a staff account',
  description: 'With the link by which its owner sets a password. Repeated with the same key: without it.',
  tags: ['Staff'],
  ...guarded('person.change', requireJson),
  request: { headers: idempotencyKey, body: jsonBody(invitePersonInput.openapi('InvitePerson')) },
  responses: { 201: response('The account', linked), ...problems(400, 401, 403, 409, 413, 415, 422) },
})

const change = createRoute({
  method: 'patch',
  path: '/people/{id}',
  operationId: 'changePerson',
  summary: 'Change a staff account',
  description:
    'Its sessions end with its role, its second factor and when it is disabled. Tokens it made are revoked: all when it is disabled, those of a higher role with its role. The last administrator who can sign in stays one.',
  tags: ['Staff'],
  ...guarded('person.change', requireJson),
  request: {
    params: z.strictObject({ id: short(40) }),
    body: jsonBody(changePersonInput.openapi('ChangePerson')),
  },
  responses: { 200: response('The account', linked), ...problems(400, 401, 403, 404, 409, 413, 415, 422) },
})

export function peopleRoutes(app: OpenAPIHono<Env>, deps: AppDeps, idempotent: Idempotent): void {
  const all = async () =>
    (await readPeople(deps.db, deps.clock())).map(
      ({ disabledAt, isReady, hasSecondFactor, isBreakGlass, ...same }) => ({
        ...same,
        ...{ disabled: disabledAt !== null, ready: isReady, secondFactor: hasSecondFactor },
        breakGlass: isBreakGlass,
      }),
    )
  const shown = async (id: string, token: string | null): Promise<z.output<typeof linked>> => {
    const found = (await all()).find((one) => one.id === id)
    if (!found) return must<never>(notFound('person', id))
    return { ...found, setupUrl: token && `${deps.site.url}/staff/setup/${token}` }
  }

  app.openapi(list, async (c) => c.json({ items: await all(), next: null }, 200))

  app.openapi(create, async (c) => {
    const command = c.req.valid('json')
    let token: string | null = null
    const body = await idempotent(c, {
      status: 201,
      act: async (ctx) => {
        const made = await invitePerson(ctx, command)
        if (made.ok) token = made.value.token
        return made
      },
      // Never complete: what is stored for a repeated call must not have the link in it.
      respond: async (id) => ({ body: await shown(id, token), complete: false }),
    })
    if (command.mail) deps.dispatcher.nudge()
    return c.json(body, 201)
  })

  app.openapi(change, async (c) => {
    const { id } = c.req.valid('param')
    const command = c.req.valid('json')
    const { token } = must(await changePerson(actionContext(c, deps), id, command))
    if (command.mail) deps.dispatcher.nudge()
    return c.json(await shown(id, token), 200)
  })
}
