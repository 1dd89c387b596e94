import type { ChannelName, DeliveryState, Instant } from '../../server/domain/vocabulary.ts'
import type { Json } from './types.ts'

export interface DeliveryTable {
  event_id: number
  subscriber_id: string
  channel: ChannelName
  /** The queue it waits in, so that a slow one delays no other: the channel's name, and its queue if it has several. */
  lane: string
  /** What order and replacement are kept within: the incident, `maintenance:` and its id, or the event itself. */
  topic: string
  rank: number
  state: DeliveryState
  /** `Because`: why this subscriber hears of it. */
  because: Json
  attempts: number
  /** The first attempt that may have got through: giving up is counted from it. */
  tried_at: Instant | null
  /** Not before. */
  due_at: Instant
  lease_until: Instant | null
  lease_token: string | null
  batch_id: string | null
  error: string | null
  reference: string | null
  created_at: Instant
  settled_at: Instant | null
}

/** A frozen request to the mail provider: the same bytes under the same idempotency key on every attempt. */
export interface BatchTable {
  id: string
  payload: Uint8Array
  created_at: Instant
}
