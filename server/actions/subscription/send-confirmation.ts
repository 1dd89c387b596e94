import { appendEvent } from '../../../db/delivery/events.ts'
import { markExpanded, queueDeliveries } from '../../../db/delivery/expansion.ts'
import type { Trx } from '../../../db/schema/index.ts'
import { type ChannelKind, laneOf } from '../../channels/kind.ts'
import type { ConfirmationRequest } from '../../domain/incident/notice.ts'
import type { Instant } from '../../domain/vocabulary.ts'

interface Confirmation {
  kind: ChannelKind
  address: string
  notice: ConfirmationRequest
}

/** Records that somebody asked to subscribe, and queues the one message that asks back. */
export async function sendConfirmation(trx: Trx, { kind, address, notice }: Confirmation, now: Instant): Promise<void> {
  const { subscriberId } = notice
  const eventId = await appendEvent(trx, { kind: 'subscription.requested', at: now, notify: true, rank: 0, notice })
  // Its audience is known: nothing is left to expand.
  await markExpanded(trx, eventId, '', now)
  const delivery = {
    subscriberId,
    channel: kind.name,
    lane: laneOf(kind, address),
    because: { type: 'all' } as const,
  }
  await queueDeliveries(trx, { eventId, topic: `confirm:${subscriberId}`, rank: 0, now }, [delivery])
}
