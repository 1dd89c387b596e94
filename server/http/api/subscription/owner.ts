import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { renewSecret } from '../../../actions/subscription/owned/renew-secret.ts'
import { replayAttempt } from '../../../actions/subscription/owned/replay-attempt.ts'
import { sendTest } from '../../../actions/subscription/owned/send-test.ts'
import { conflict, notFound } from '../../../domain/refusal.ts'
import { messageId } from '../../../domain/subscription/told-as.ts'
import { short } from '../../../lib/input/fields.ts'
import { type Attempt, listAttempts } from '../../../queries/attempts.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { actionContext, guarded } from '../../middleware/access.ts'
import { must } from '../../middleware/problem.ts'
import { instantOut, next, problems, response, rfc3339 } from '../common.ts'
import { findManagedSubscription, type ManagedSubscription } from './manage-token.ts'

const attempt = z
  .object({
    id: z.string(),
    at: instantOut,
    event: z.string().describe('The `webhook-id` of the message.'),
    type: z.string().describe('As the message says it, such as `incident.resolved`.'),
    outcome: z
      .enum(['sent', 'gone', 'failed', 'later'])
      .describe('`later`: it is tried again; `gone`: the address was switched off.'),
    status: z.int().nullable().describe('The HTTP status; null where no answer came.'),
    took: z.int().describe('Milliseconds.'),
    answer: z.string().describe('The beginning of the answer, or why there was none.'),
  })
  .openapi('Attempt')

const queued = z.object({ event: z.string().describe('The `webhook-id` of the message.') }).openapi('QueuedMessage')
const token = short(100)
const one = z.strictObject({ token })
const common = { tags: ['Subscriptions'], ...guarded('holder') }
const SECRET = {
  secret: z.string().describe('`whsec_…`: shown this once.'),
  olderUntil: instantOut.describe(
    'Until then messages are signed with the secret from before as well; with others that were replaced, until 24 hours after that.',
  ),
}

const list = createRoute({
  method: 'get',
  path: '/subscriptions/{token}/attempts',
  operationId: 'listAttempts',
  summary: 'List the last attempts',
  description: 'Of a webhook or chat room: the last 50 attempts to send something there, the newest first.',
  ...common,
  request: { params: one },
  responses: { 200: response('The attempts', z.object({ items: z.array(attempt), next })), ...problems(404, 409, 422) },
})

const replay = createRoute({
  method: 'post',
  path: '/subscriptions/{token}/attempts/{id}/replay',
  operationId: 'replayAttempt',
  summary: 'Send a message again',
  description: 'Sends once more what the attempt was to send, under the same id.',
  ...common,
  request: { params: z.strictObject({ token, id: short(40) }) },
  responses: { 202: response('Queued', queued), ...problems(404, 409, 422, 429) },
})

const secret = createRoute({
  method: 'post',
  path: '/subscriptions/{token}/secret',
  operationId: 'renewSecret',
  summary: 'Make a new signing secret',
  description:
    'Each one from before stays valid for 24 hours after it was replaced. Of five that are valid none is made: 409.',
  ...common,
  request: { params: one },
  responses: {
    201: response('The new secret', z.object(SECRET).openapi('SigningSecret')),
    ...problems(404, 409, 422, 429),
  },
})

const test = createRoute({
  method: 'post',
  path: '/subscriptions/{token}/test',
  operationId: 'sendTest',
  summary: 'Send a test',
  description: 'Of a webhook or chat room: sends a message of the type `test`.',
  ...common,
  request: { params: one },
  responses: { 202: response('Queued', queued), ...problems(404, 409, 422, 429) },
})

/** What the owner of an address that cannot be asked itself does with the link that manages it. */
export function ownerRoutes(app: OpenAPIHono<Env>, deps: AppDeps): void {
  const { channels } = deps
  /** The subscriber of a valid token; what it gets is for nobody else's eyes. */
  const held = async (c: Context<Env>, token: string): Promise<ManagedSubscription['subscriber']> => {
    c.header('Cache-Control', 'no-store')
    const managed = await findManagedSubscription(deps.db, deps.linkSecret, token)
    return managed?.subscriber ?? must<ManagedSubscription['subscriber']>(notFound('subscription'))
  }

  app.openapi(list, async (c) => {
    const { id, owner } = await held(c, c.req.valid('param').token)
    if (owner === null) must(conflict('no_owner', 'Attempts are kept of webhooks and chat rooms alone.'))
    const items = (await listAttempts(deps.db, id)).map(attemptResource)
    return c.json({ items, next: null }, 200)
  })

  app.openapi(replay, async (c) => {
    const { token, id: attemptId } = c.req.valid('param')
    const { id } = await held(c, token)
    const { event } = must(await replayAttempt(actionContext(c, deps), id, attemptId, channels))
    deps.dispatcher.nudge()
    return c.json({ event: messageId(event) }, 202)
  })

  app.openapi(secret, async (c) => {
    const { id } = await held(c, c.req.valid('param').token)
    const { secret, olderUntil } = must(await renewSecret(actionContext(c, deps), id, channels))
    return c.json({ secret, olderUntil: rfc3339(olderUntil) }, 201)
  })

  app.openapi(test, async (c) => {
    const { id } = await held(c, c.req.valid('param').token)
    const { event } = must(await sendTest(actionContext(c, deps), id, channels))
    deps.dispatcher.nudge()
    return c.json({ event: messageId(event) }, 202)
  })
}

function attemptResource({ at, event, ...rest }: Attempt): z.output<typeof attempt> {
  return { ...rest, at: rfc3339(at), event: messageId(event) }
}
