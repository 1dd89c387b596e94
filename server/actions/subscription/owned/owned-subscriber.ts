import type { Trx } from '../../../../db/schema/index.ts'
import { findSubscriber, type SubscriberRow } from '../../../../db/subscription/subscribers.ts'
import type { ChannelKind } from '../../../channels/kind.ts'
import { CHANNEL_KINDS, kindNamed } from '../../../channels/kinds.ts'
import { conflict, notFound, ok, type Result } from '../../../domain/refusal.ts'
import { OWNER_LIMITS } from '../../../domain/subscription/limits.ts'
import type { Instant } from '../../../domain/vocabulary.ts'
import { allow } from '../allow.ts'

const NOT_OWNED = 'Only webhooks and chat rooms have an owner who can do this.'
const STOPPED = 'Nothing is sent to this address any more. Subscribe it again first.'

interface Owned {
  subscriber: SubscriberRow
  kind: ChannelKind
}

/** The subscriber of an owner who wants to do something with it, and may do so as often. */
export async function ownedSubscriber(
  trx: Trx,
  subscriberId: string,
  what: keyof typeof OWNER_LIMITS,
  now: Instant,
  channels: readonly ChannelKind[] = CHANNEL_KINDS,
): Promise<Result<Owned>> {
  const subscriber = await findSubscriber(trx, subscriberId)
  if (!subscriber) return notFound('subscription')
  const kind = kindNamed(channels, subscriber.channel)
  if (subscriber.owner === null || !kind) return conflict('no_owner', NOT_OWNED)
  if (subscriber.state !== 'active') return conflict('subscription_stopped', STOPPED)
  const allowed = await allow(trx, [{ key: `${what} ${subscriberId}`, limit: OWNER_LIMITS[what] }], now)
  return allowed.ok ? ok({ subscriber, kind }) : allowed
}
