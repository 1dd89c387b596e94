import { z } from '@hono/zod-openapi'
import { kinds, scope } from '../../../actions/subscription/input.ts'
import type { ChannelKind } from '../../../channels/kind.ts'
import { movingTo } from '../../../domain/subscription/moving.ts'
import { manageToken, manageUrl } from '../../../lib/links.ts'
import type { AppDeps } from '../../deps.ts'
import { holderOf, type ManagedSubscription, masked, quietHoursOf } from './manage-token.ts'

/** The schema of a subscription as the API shows it. */
export function subscriptionOf(channels: readonly ChannelKind[]) {
  return z
    .object({
      id: z.string(),
      channel: z.enum(channels.map(({ name }) => name)),
      address: z.string().describe('Partly hidden.'),
      active: z.boolean().describe('false: it was stopped, by the subscriber or because the address is dead.'),
      follows: z.array(z.object({ scope, name: z.string().nullable().describe('null: everything'), kinds })),
      locale: z.string(),
      timeZone: z.string().nullable(),
      quietHours: z.object({ from: z.string(), to: z.string() }).nullable(),
      digest: z.boolean().describe('Is a weekly overview of what is planned sent?'),
      movingTo: z
        .string()
        .nullable()
        .describe('An address that was asked whether messages may come there; partly hidden.'),
      manageUrl: z.string().describe('The page that changes it.'),
      token: z
        .string()
        .describe('Whoever has it can change the subscription: keep it. It ends when the subscription is stopped.'),
    })
    .openapi('Subscription')
}

/** A subscription as the API shows it. */
export function resourceOf(
  { channels, linkSecret, site, clock }: AppDeps,
  { subscriber, follows }: ManagedSubscription,
) {
  const token = manageToken(linkSecret, holderOf(subscriber))
  const moving = movingTo(subscriber, clock())
  return {
    id: subscriber.id,
    channel: subscriber.channel,
    address: masked(channels, subscriber),
    active: subscriber.state === 'active',
    follows,
    locale: subscriber.locale,
    timeZone: subscriber.time_zone,
    quietHours: quietHoursOf(subscriber),
    digest: subscriber.digest_at !== null,
    movingTo: moving && masked(channels, { channel: subscriber.channel, address: moving.address }),
    manageUrl: manageUrl(site.url, token),
    token,
  }
}
