import { tellOne } from '../../../db/delivery/tell.ts'
import type { Trx } from '../../../db/schema/index.ts'
import { type ChannelKind, laneOf } from '../../channels/kind.ts'
import type { ConfirmationRequest } from '../../domain/incident/notice.ts'
import type { Instant } from '../../domain/vocabulary.ts'

interface Confirmation {
  kind: ChannelKind
  /** Who is asked: the subscriber itself, or its owner. */
  asked: { id: string; address: string }
  notice: ConfirmationRequest
}

/** Records that somebody asked to subscribe, and queues the one message that asks back. */
export async function sendConfirmation(trx: Trx, { kind, asked, notice }: Confirmation, now: Instant): Promise<void> {
  const to = { subscriberId: asked.id, channel: kind.name, lane: laneOf(kind, asked.address) }
  await tellOne(trx, { kind: 'subscription.requested', topic: `confirm:${notice.subscriberId}`, notice }, to, now)
}
