import type { ChannelName, Instant } from '../../server/domain/vocabulary.ts'
import type { EventKind, Trx } from '../schema/index.ts'
import { appendEvent } from './events.ts'
import { markExpanded, queueDeliveries } from './expansion.ts'

interface News {
  kind: Extract<EventKind, `subscription.${string}`>
  topic: string
  notice: unknown
}

interface Recipient {
  subscriberId: string
  channel: ChannelName
  lane: string
}

/**
 * Records what one subscriber alone is told, and queues it: its audience is known, so nothing is left to expand. Returns
 * the event's number. The caller holds the writer lock.
 */
export async function tellOne(trx: Trx, { kind, topic, notice }: News, to: Recipient, now: Instant): Promise<number> {
  const eventId = await appendEvent(trx, { kind, at: now, notify: true, rank: 0, notice })
  await markExpanded(trx, eventId, '', now)
  await queueDeliveries(trx, { eventId, topic, rank: 0, now }, [{ ...to, because: { type: 'all' } }])
  return eventId
}
