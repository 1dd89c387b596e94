import type { Instant } from '../../server/domain/vocabulary.ts'
import type { Json } from './index.ts'

/** Two incidents that belong together; stored in both directions. */
export interface RelationTable {
  incident_id: string
  related_id: string
}

/** A follower of a duplicate, moved to its master when it was closed. */
export interface MoveTable {
  incident_id: string
  subscriber_id: string
  master_id: string
  /** After which event the subscriber had followed the duplicate. */
  since_event: number
}

/** The reason-for-outage report of an incident. */
export interface PostmortemTable {
  id: string
  incident_id: string
  /** Markdown. */
  body: string
  translations: Json
  author: string
  published_at: Instant
  corrected_at: Instant | null
}

/** Somebody of staff knows that a promise is not kept, and says until when and why. It does not keep the promise. */
export interface AcknowledgementTable {
  id: string
  /** An update's id, or an incident's for its first response. */
  promise_id: string
  incident_id: string
  until_at: Instant
  reason: string
  actor: string
  created_at: Instant
}
