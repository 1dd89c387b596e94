import { appendEvent } from '../../../../db/delivery/events.ts'
import { markExpanded, queueDeliveries } from '../../../../db/delivery/expansion.ts'
import type { EventKind, Trx } from '../../../../db/schema/index.ts'
import { type ChannelKind, laneOf } from '../../../channels/kind.ts'
import type { LeftNotice } from '../../../domain/subscription/leaving.ts'
import type { Instant } from '../../../domain/vocabulary.ts'

interface Told {
  event: Extract<EventKind, 'subscription.left'>
  topic: string
  kind: ChannelKind
  /** Where it goes, whatever is followed there. */
  to: { id: string; address: string }
  notice: LeftNotice
}

/** Tells an address what became of a subscription; its audience is known, so nothing is left to expand. */
export async function tellAddress(trx: Trx, { event, topic, kind, to, notice }: Told, now: Instant): Promise<void> {
  const eventId = await appendEvent(trx, { kind: event, at: now, notify: true, rank: 0, notice })
  await markExpanded(trx, eventId, '', now)
  const lane = laneOf(kind, to.address)
  const delivery = { subscriberId: to.id, channel: kind.name, lane, because: { type: 'all' } as const }
  await queueDeliveries(trx, { eventId, topic, rank: 0, now }, [delivery])
}
