import type { ChannelName, Instant } from '../../server/domain/vocabulary.ts'
import type { EventKind, Trx } from '../schema/index.ts'
import { appendEvent } from './events.ts'
import { markExpanded, type NewDelivery, queueDeliveries } from './expansion.ts'

interface News {
  kind: EventKind
  topic: string
  /** 0 is sent first, and meant if absent. */
  rank?: number
  notice: unknown
}

interface Recipient {
  subscriberId: string
  channel: ChannelName
  lane: string
}

/**
 * Records what some are told, and queues it: the audience is known, so nothing is left to expand. Returns the event's
 * number. The caller holds the writer lock.
 */
export async function tellSome(
  trx: Trx,
  { kind, topic, rank = 0, notice }: News,
  deliveries: readonly NewDelivery[],
  now: Instant,
): Promise<number> {
  const eventId = await appendEvent(trx, { kind, at: now, notify: true, rank, notice })
  await markExpanded(trx, eventId, '', now)
  await queueDeliveries(trx, { eventId, topic, rank, now }, deliveries)
  return eventId
}

/** The same for one subscriber alone. */
export async function tellOne(trx: Trx, news: News, to: Recipient, now: Instant): Promise<number> {
  return tellSome(trx, news, [{ ...to, because: { type: 'all' } }], now)
}
