import type { MaintenanceNews } from '../../server/domain/maintenance/notice.ts'
import type { Instant } from '../../server/domain/vocabulary.ts'
import type { Bit, Json } from './types.ts'

export type EventKind =
  | 'incident.opened'
  | 'incident.updated'
  | 'incident.changed'
  | 'incident.corrected'
  | 'incident.postmortem'
  | 'staff.p1g'
  | 'staff.owed'
  | 'staff.preview'
  | 'staff.account'
  | 'staff.break_glass'
  // Told by older versions, before there was a ladder.
  | 'staff.debt'
  | 'staff.end'
  | 'platform.changed'
  | 'platform.archived'
  | 'subscription.requested'
  | 'subscription.owner'
  | 'subscription.test'
  | 'subscription.left'
  | 'subscription.moving'
  | 'subscription.digest'
  | 'demo.cleared'
  | 'programme.changed'
  | 'publish.requested'
  | `maintenance.${MaintenanceNews}`

/** A fact to publish and to send. Ids are gapless and in commit order (see `takeWriterLock`). */
export interface EventTable {
  id: number
  kind: EventKind
  at: Instant
  incident_id: string | null
  maintenance_id: string | null
  update_id: string | null
  /** `string[]`: the platforms whose pages and followers it concerns. */
  platforms: Json
  /** Sent to subscribers? */
  notify: Bit
  /** 0 is sent before 1: P1Gs and confirmations first. */
  rank: number
  /** `Notice`, `MaintenanceNotice`, `ArchivedNotice`, `DesignationNotice`, `RungNotice`, `PreviewNotice`, `AccountNotice`, `BreakGlassNotice` or `ConfirmationRequest`. */
  notice: Json | null
  /** Expansion into deliveries: how far it is (`progressOf`), and when all were done. */
  expanded_to: string
  expanded_at: Instant | null
}
