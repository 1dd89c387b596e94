import type { PromiseBasis } from '../../server/domain/promise/promise.ts'
import type { CaseStatus, Impact, Instant, Phase, Priority } from '../../server/domain/vocabulary.ts'
import type { Bit, Json } from './types.ts'

export interface IncidentTable {
  id: string
  title: string
  priority: Priority
  phase: Phase
  case_status: CaseStatus
  case_number: string | null
  vendor: string | null
  opened_at: Instant
  started_at: Instant | null
  resolved_at: Instant | null
  next_update_due_at: Instant | null
  etr: Instant | null
  hold_until: Instant | null
  drill: Bit
  demo: Bit
  created_at: Instant
  updated_at: Instant
  /** When the page first showed this incident's newest state; null while it does not. */
  published_at: Instant | null
  /** For a duplicate: the incident that continues in its place; never a duplicate itself. */
  duplicate_of: string | null
  /** When the first public update was due, by the plan at the time of opening. */
  response_due_at: Instant | null
  /** The priority with which the incident was opened, which set `response_due_at`. */
  response_under: Priority | null
  /** When the desk last asked the customers something, and when a customer last answered. */
  asked_at: Instant | null
  answered_at: Instant | null
  /** When a lead last corrected its times; the audit trail has the old ones. */
  times_corrected_at: Instant | null
}

export interface UpdateTable {
  id: string
  incident_id: string
  /** 1, 2, 3 … within the incident. */
  sequence: number
  phase: Phase
  case_status: CaseStatus
  body: string
  translations: Json
  /** `ImpactChange[]` */
  changes: Json
  due_at: Instant | null
  basis: PromiseBasis | null
  etr: Instant | null
  hold_until: Instant | null
  reason: string | null
  author: string
  notify: Bit
  created_at: Instant
  corrected_at: Instant | null
  /** The priority under which it promised the next update; null in rows older than the promise ledger. */
  promised_under: Priority | null
  /** When the problem was over, if an update that resolves says so, or was corrected; null: when it was posted. */
  resolved_at: Instant | null
  /** By when it promised a report on the cause; null if it promised none. */
  report_due_at: Instant | null
}

/** One interval of one incident's impact on one platform; `until_at` null while it lasts. */
export interface ImpactTable {
  incident_id: string
  platform_id: string
  impact: Impact
  from_at: Instant
  until_at: Instant | null
}

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
  /** The event after which the subscriber had followed the duplicate. */
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
