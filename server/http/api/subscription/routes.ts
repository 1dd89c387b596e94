import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { changeSubscription } from '../../../actions/subscription/change-subscription.ts'
import { changeSubscriptionInput, kinds, scope, subscribeInput } from '../../../actions/subscription/input.ts'
import { unsubscribe } from '../../../actions/subscription/unsubscribe.ts'
import { notFound } from '../../../domain/refusal.ts'
import { CHANNELS } from '../../../domain/vocabulary.ts'
import { manageToken, manageUrl } from '../../../lib/links.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { actionContext, guarded } from '../../middleware/access.ts'
import { requireJson } from '../../middleware/body.ts'
import type { Idempotent } from '../../middleware/idempotency.ts'
import { must } from '../../middleware/problem.ts'
import { idempotencyKey, jsonBody, problems, response } from '../common.ts'
import { findHolder, type Holder, masked } from './manage-token.ts'
import { pushTarget, type Subscribing } from './subscribing.ts'

const held = z
  .object({
    id: z.string(),
    channel: z.enum(CHANNELS),
    address: z.string().describe('Partly hidden.'),
    active: z.boolean().describe('false: it was stopped, by its holder or because the address is dead.'),
    follows: z.array(z.object({ scope, name: z.string().nullable().describe('null: everything'), kinds })),
    locale: z.string(),
    timeZone: z.string().nullable(),
    manageUrl: z.string().describe('The page that changes it.'),
    token: z.string().describe('Whoever has it can change the subscription: keep it.'),
  })
  .openapi('Subscription')

const asked = z
  .object({ status: z.literal('confirmation_sent'), detail: z.string() })
  .openapi('ConfirmationSent', { description: 'The same for every address, whatever is known of it.' })

const one = z.strictObject({ token: z.string().max(100) })
const tags = ['Subscriptions']

const subscribe = createRoute({
  method: 'post',
  path: '/subscriptions',
  operationId: 'subscribe',
  summary: 'Subscribe',
  description:
    'E-mail: a mail asks the address to confirm within 24 hours; asking again soon sends no second one. Browser push: active at once. ' +
    'Asking for the same thing again is harmless.',
  tags,
  ...guarded('public', requireJson),
  request: { headers: idempotencyKey, body: jsonBody(subscribeInput.openapi('Subscribe')) },
  responses: {
    201: response('Push: active', held),
    202: response('E-mail: asked', asked),
    ...problems(400, 413, 415, 422, 429),
  },
})

const show = createRoute({
  method: 'get',
  path: '/subscriptions/{token}',
  operationId: 'showSubscription',
  summary: 'Show a subscription',
  tags,
  ...guarded('manage-token'),
  request: { params: one },
  responses: { 200: response('The subscription', held), ...problems(404, 422) },
})

const change = createRoute({
  method: 'patch',
  path: '/subscriptions/{token}',
  operationId: 'changeSubscription',
  summary: 'Change a subscription',
  tags,
  ...guarded('manage-token', requireJson),
  request: { params: one, body: jsonBody(changeSubscriptionInput.openapi('ChangeSubscription')) },
  responses: { 200: response('The subscription', held), ...problems(400, 404, 409, 413, 415, 422) },
})

const remove = createRoute({
  method: 'delete',
  path: '/subscriptions/{token}',
  operationId: 'unsubscribe',
  summary: 'Stop all messages',
  tags,
  ...guarded('manage-token'),
  request: { params: one },
  responses: { 204: { description: 'Stopped, now or before' }, ...problems(404, 422) },
})

export function subscriptionRoutes(
  app: OpenAPIHono<Env>,
  deps: AppDeps,
  idempotent: Idempotent,
  subscribing: Subscribing,
): void {
  const resource = ({ subscriber, follows }: Holder): z.output<typeof held> => {
    const token = manageToken(deps.linkSecret, subscriber.id)
    return {
      id: subscriber.id,
      channel: subscriber.channel,
      address: masked(subscriber),
      active: subscriber.state === 'active',
      follows,
      locale: subscriber.locale,
      timeZone: subscriber.time_zone,
      manageUrl: manageUrl(deps.site.url, token),
      token,
    }
  }
  const holder = async (token: string): Promise<Holder> =>
    (await findHolder(deps.db, deps.linkSecret, token)) ?? must<Holder>(notFound('subscription'))

  app.openapi(subscribe, async (c) => {
    c.header('Cache-Control', 'no-store')
    const wish = c.req.valid('json')
    if (wish.channel === 'email') {
      const { scope: followed, ...rest } = wish
      return c.json(await idempotent(c, subscribing.byEmail(c, { ...rest, scopes: [followed] }, 'api')), 202)
    }
    const show = async (id: string) => resource(await holder(manageToken(deps.linkSecret, id)))
    return c.json(await idempotent(c, subscribing.byPush(c, wish, 'api', show)), 201)
  })

  app.openapi(show, async (c) => {
    c.header('Cache-Control', 'no-store')
    return c.json(resource(await holder(c.req.valid('param').token)), 200)
  })

  app.openapi(change, async (c) => {
    c.header('Cache-Control', 'no-store')
    const { token } = c.req.valid('param')
    const { subscriber } = await holder(token)
    const { subscription, ...rest } = c.req.valid('json')
    const target = subscription && must(pushTarget(deps, subscription))
    must(await changeSubscription(actionContext(c, deps), subscriber.id, { ...rest, target }))
    return c.json(resource(await holder(token)), 200)
  })

  app.openapi(remove, async (c) => {
    const { subscriber } = await holder(c.req.valid('param').token)
    must(await unsubscribe(actionContext(c, deps), subscriber.id))
    return c.body(null, 204)
  })
}
