import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { MiddlewareHandler } from 'hono'
import { findSubscriber } from '../../../../db/subscription/subscribers.ts'
import { localeOf } from '../../../../src/i18n/index.ts'
import type { Outcome } from '../../../actions/context.ts'
import { changeSubscription } from '../../../actions/subscription/change-subscription.ts'
import { changeSubscriptionInput, subscribeInput } from '../../../actions/subscription/input.ts'
import { askToMove } from '../../../actions/subscription/mail/move-address.ts'
import type { Move } from '../../../actions/subscription/move-subscriber.ts'
import { unsubscribe } from '../../../actions/subscription/unsubscribe.ts'
import type { ChannelKind, Target } from '../../../channels/kind.ts'
import { kindNamed } from '../../../channels/kinds.ts'
import { notFound, type Result } from '../../../domain/refusal.ts'
import { short } from '../../../lib/input/fields.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { actionContext, guarded } from '../../middleware/access.ts'
import { requireJson } from '../../middleware/body.ts'
import type { Idempotent } from '../../middleware/idempotency.ts'
import { strangers } from '../../middleware/limit-calls.ts'
import { noteSubscriber } from '../../middleware/log.ts'
import { must } from '../../middleware/problem.ts'
import { idempotencyKey, jsonBody, problems, response } from '../common.ts'
import { findManagedSubscription, type ManagedSubscription, readManagedSubscription } from './manage-token.ts'
import { resourceOf, subscriptionOf } from './resource.ts'
import type { Subscribing } from './subscribing.ts'

const asked = z
  .object({ status: z.literal('confirmation_sent'), detail: z.string() })
  .openapi('ConfirmationSent', { description: 'The same for every address, whatever is known of it.' })

const one = z.strictObject({ token: short(100) })
const tags = ['Subscriptions']

/** Refuses a token that is not valid before anything else of the request is read. */
function requireHolder({ db, linkSecret }: AppDeps): MiddlewareHandler<Env> {
  return async (c, next) => {
    const managed = await findManagedSubscription(db, linkSecret, c.req.param('token') ?? '')
    if (!managed) must(notFound('subscription'))
    await next()
  }
}

/** The routes of the channels that there are. */
function routesOf(deps: AppDeps) {
  const { channels, addressRules } = deps
  const holds = requireHolder(deps)
  const shown = subscriptionOf(channels)
  return {
    subscribe: createRoute({
      method: 'post',
      path: '/subscriptions',
      operationId: 'subscribe',
      summary: 'Subscribe',
      description: `${channels.map(({ title, description }) => `${title}: ${description}`).join(' ')} Asking for the same thing again is harmless.`,
      tags,
      ...guarded('public', requireJson),
      request: {
        headers: idempotencyKey,
        body: jsonBody(subscribeInput(channels, addressRules).openapi('Subscribe')),
      },
      responses: {
        201: response(`${titlesOf(channels, 'at-once')}: active`, shown),
        202: response(`${titlesOf(channels, 'by-link', 'by-owner')}: asked`, asked),
        ...problems(400, 409, 413, 415, 422, 429),
      },
    }),
    show: createRoute({
      method: 'get',
      path: '/subscriptions/{token}',
      operationId: 'showSubscription',
      summary: 'Show a subscription',
      tags,
      ...guarded('holder', holds),
      request: { params: one },
      responses: { 200: response('The subscription', shown), ...problems(404, 422) },
    }),
    change: createRoute({
      method: 'patch',
      path: '/subscriptions/{token}',
      operationId: 'changeSubscription',
      summary: 'Change a subscription',
      tags,
      ...guarded('holder', holds, requireJson),
      request: {
        params: one,
        body: jsonBody(changeSubscriptionInput(channels, addressRules).openapi('ChangeSubscription')),
      },
      responses: { 200: response('The subscription', shown), ...problems(400, 404, 409, 413, 415, 422, 429) },
    }),
    remove: createRoute({
      method: 'delete',
      path: '/subscriptions/{token}',
      operationId: 'unsubscribe',
      summary: 'Stop all messages',
      tags,
      ...guarded('holder', holds),
      request: { params: one },
      responses: { 204: { description: 'Stopped; the token has ended' }, ...problems(404, 422) },
    }),
  }
}

function titlesOf(channels: readonly ChannelKind[], ...ways: ChannelKind['confirms'][]): string {
  return channels
    .filter(({ confirms }) => ways.includes(confirms))
    .map(({ title }) => title)
    .join(', ')
}

export function subscriptionRoutes(
  app: OpenAPIHono<Env>,
  deps: AppDeps,
  idempotent: Idempotent,
  subscribing: Subscribing,
): void {
  const { channels } = deps
  const routes = routesOf(deps)
  const strangerOf = strangers(deps)
  const resource = (managed: ManagedSubscription) => resourceOf(deps, managed)
  const managed = async (token: string): Promise<ManagedSubscription> =>
    (await findManagedSubscription(deps.db, deps.linkSecret, token)) ??
    must<ManagedSubscription>(notFound('subscription'))

  const shown = async (id: string): Promise<ManagedSubscription> => {
    const subscriber = await findSubscriber(deps.db, id)
    return subscriber
      ? readManagedSubscription(deps.db, subscriber)
      : must<ManagedSubscription>(notFound('subscription'))
  }

  app.openapi(routes.subscribe, async (c) => {
    c.header('Cache-Control', 'no-store')
    const {
      channel,
      scope: followed,
      kinds: wanted,
      locale,
      timeZone,
      ownerEmail,
      quietHours,
      digest,
      ...fields
    } = c.req.valid('json')
    const kind = kindNamed(channels, channel)
    if (!kind) throw new Error(`The channel ${channel} passed validation and is not there.`)
    const request = {
      kind,
      target: fields[kind.field] as Target,
      kinds: wanted,
      locale: locale ?? localeOf(deps.plan.languages[0]),
      ...{ timeZone, quietHours, digest },
      source: 'api',
    } as const
    if (kind.confirms !== 'at-once') {
      const asking = { ...request, owner: ownerEmail, scopes: [followed] }
      return c.json(await idempotent(c, subscribing.byLink(c, asking)), 202)
    }
    const show = async (id: string) => resource(await shown(id))
    return c.json(await idempotent(c, subscribing.atOnce(c, { ...request, scope: followed }, show)), 201)
  })

  app.openapi(routes.show, async (c) => {
    c.header('Cache-Control', 'no-store')
    return c.json(resource(await managed(c.req.valid('param').token)), 200)
  })

  app.openapi(routes.change, async (c) => {
    c.header('Cache-Control', 'no-store')
    const { subscriber } = await managed(c.req.valid('param').token)
    const { follows, locale, timeZone, quietHours, digest, ...fields } = c.req.valid('json')
    const to = moveOf(channels, fields)
    // Whoever can name the address of a browser has been asked; any other address is asked first.
    const asks = to?.kind.confirms === 'by-link'
    const move = asks ? undefined : to
    const change = { follows, locale, timeZone, quietHours, digest, move, by: strangerOf(c) }
    const changes = Object.values({ ...change, by: undefined }).some((value) => value !== undefined)
    const ctx = actionContext(c, deps)
    let result: Result<Outcome> = { ok: true, value: { id: subscriber.id, changed: false } }
    if (changes || !asks) result = await changeSubscription(ctx, subscriber.id, change)
    if (asks && result.ok) {
      result = await askToMove(ctx, subscriber.id, { ...to, by: strangerOf(c) })
      deps.dispatcher.nudge()
    }
    noteSubscriber(deps.log, follows?.length === 0 ? 'unsubscribed' : 'changed', result)
    return c.json(resource(await shown(must(result).id)), 200)
  })

  app.openapi(routes.remove, async (c) => {
    const { subscriber } = await managed(c.req.valid('param').token)
    const result = await unsubscribe(actionContext(c, deps), subscriber.id)
    noteSubscriber(deps.log, 'unsubscribed', result)
    must(result)
    deps.dispatcher.nudge()
    return c.body(null, 204)
  })
}

/** The address to move to, in the field of its channel. */
function moveOf(channels: readonly ChannelKind[], fields: Record<string, unknown>): Move | undefined {
  const kind = channels.find(({ field, moves }) => moves && fields[field] !== undefined)
  return kind && { kind, target: fields[kind.field] as Target }
}
