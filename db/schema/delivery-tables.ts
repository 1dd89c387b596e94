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
  /** Not before, once it was tried. */
  due_at: Instant
  /** Not before, although it was never tried. */
  held_until: Instant | null
  lease_until: Instant | null
  lease_token: string | null
  batch_id: string | null
  error: string | null
  reference: string | null
  created_at: Instant
  settled_at: Instant | null
  /** What the other side said of it after it had taken it, when, and why. */
  result: 'delivered' | 'delayed' | 'bounced' | 'complained' | 'suppressed' | 'failed' | null
  result_at: Instant | null
  result_detail: string | null
}

/** One attempt to send to an address that has an owner, who may look at the last of them. */
export interface AttemptTable {
  id: string
  subscriber_id: string
  event_id: number
  at: Instant
  outcome: 'sent' | 'gone' | 'failed' | 'later'
  /** The HTTP status; null where no answer came. */
  status: number | null
  /** Milliseconds. */
  took: number
  /** The beginning of the answer, or why there was none. */
  answer: string
}

/** What a provider told of a mail: `id` is the report's own, `reference` the mail's. */
export interface MailReportTable {
  id: string
  reference: string
  result: NonNullable<DeliveryTable['result']>
  detail: string | null
  at: Instant
  received_at: Instant
  /** Null: no mail of this reference is known yet. */
  applied_at: Instant | null
}

/** A frozen request to the mail provider: the same bytes under the same idempotency key on every attempt. */
export interface BatchTable {
  id: string
  payload: Uint8Array
  created_at: Instant
}
