import type { Instant } from '../../server/domain/vocabulary.ts'
import type { Json } from './types.ts'

/** A rung of the ladder of a promise, once it was told or skipped. */
export interface RungTable {
  promise_id: string
  /** Milliseconds from the due time of the promise. */
  rung: number
  /** 0: the rung itself; higher: passed on, since the message before could not be delivered. */
  attempt: number
  incident_id: string | null
  maintenance_id: string | null
  /** When the promise was due. */
  due_at: Instant
  state: 'told' | 'skipped'
  at: Instant
  /** The `staff.owed` event that tells it; null for one that was skipped. */
  event_id: number | null
  /** `string[]` */
  roles: Json
  /** `Recipient[]` */
  people: Json
  /** `Gap[]` */
  gaps: Json
}

/**
 * Somebody is on what is owed; with `until_at`, and a reason, it was put off. It keeps no promise.
 */
export interface AcknowledgementTable {
  id: string
  promise_id: string
  incident_id: string | null
  maintenance_id: string | null
  until_at: Instant | null
  reason: string | null
  actor: string
  created_at: Instant
}
