import type { Generated, Insertable, Kysely, Selectable, Transaction } from 'kysely'
import type { MaintenanceNews } from '../../server/domain/maintenance/notice.ts'
import type { PromiseBasis } from '../../server/domain/promise/promise.ts'
import type {
  CaseStatus,
  ChannelName,
  Impact,
  Instant,
  Phase,
  Priority,
  Role,
  ScopeType,
} from '../../server/domain/vocabulary.ts'
import type { BatchTable, DeliveryTable } from './delivery-tables.ts'
import type {
  MaintenanceNoticeTable,
  MaintenanceTable,
  MaintenanceUpdateTable,
  ProgrammeTable,
} from './maintenance-tables.ts'
import type { AcknowledgementTable, MoveTable, PostmortemTable, RelationTable } from './support-plan-tables.ts'

/** 0 or 1: SQLite has no booleans, and both databases hold the same. */
export type Bit = 0 | 1
/** JSON as text on both databases. */
export type Json = string

export interface PlatformTable {
  id: string
  name: string
  group_name: string
  description: string | null
  position: number
  archived: Bit
  demo: Bit
  created_at: Instant
  updated_at: Instant
}

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
  /** When the publisher last had this incident's newest state on the page; null while it has not. */
  published_at: Instant | null
  /** Of a duplicate: the incident that goes on in its place; never a duplicate itself. */
  duplicate_of: string | null
  /** By when the first public word was promised, as the plan was when the incident was opened. */
  response_due_at: Instant | null
  /** The priority that the incident was opened with: it promised that word. */
  response_under: Priority | null
  /** When the desk last asked the customers something, and when a customer last answered. */
  asked_at: Instant | null
  answered_at: Instant | null
  /** When the desk was last told what it owes this case. */
  chased_at: Instant | null
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
  /** The priority under which it promised the next; null in what was written before the ledger was kept. */
  promised_under: Priority | null
}

/** One stretch of one incident's impact on one platform; `until_at` null while it lasts. */
export interface ImpactTable {
  incident_id: string
  platform_id: string
  impact: Impact
  from_at: Instant
  until_at: Instant | null
}

export type EventKind =
  | 'incident.opened'
  | 'incident.updated'
  | 'incident.changed'
  | 'incident.corrected'
  | 'incident.postmortem'
  | 'staff.p1g'
  | 'staff.debt'
  | 'platform.changed'
  | 'subscription.requested'
  | 'demo.cleared'
  | 'programme.changed'
  | `maintenance.${MaintenanceNews}`

/** A fact to publish and to tell. Ids are gapless and in commit order (see `lockLedger`). */
export interface EventTable {
  id: number
  kind: EventKind
  at: Instant
  incident_id: string | null
  maintenance_id: string | null
  update_id: string | null
  /** `string[]`: the platforms whose pages and followers it touches. */
  platforms: Json
  /** Told to subscribers? */
  notify: Bit
  /** 0 goes before 1: P1G and confirmations first. */
  rank: number
  /** `Notice`, `MaintenanceNotice`, or what a confirmation mail needs. */
  notice: Json | null
  /** Expansion: the last subscriber id done, and when all were. */
  expanded_to: string
  expanded_at: Instant | null
}

export interface AuditTable {
  id: number
  at: Instant
  actor: string
  action: string
  object: string
  detail: Json
  previous_hash: string
  hash: string
}

export interface TokenTable {
  id: string
  name: string
  role: Role
  /** SHA-256 of the secret, hex. */
  hash: string
  created_at: Instant
  last_used_at: Instant | null
  revoked_at: Instant | null
}

export interface SubscriberTable {
  id: string
  channel: ChannelName
  /** The e-mail address in lower case, or the push endpoint. */
  address: string
  /** For push: `{p256dh, auth}`. */
  keys: Json | null
  locale: string
  time_zone: string | null
  state: 'pending' | 'active' | 'off'
  off_reason: string | null
  /** Where the consent came from: `page`, `api`, or an import's provenance. */
  source: string
  /** `Instant[]`: when confirmation mails were sent to this address, a week back. What limits mail bombing. */
  confirmation_mails: Generated<Json>
  created_at: Instant
  updated_at: Instant
}

/** An address may follow the same thing twice: as it is confirmed, and as it was asked for anew but not yet confirmed. */
export interface SubscriptionTable {
  id: string
  subscriber_id: string
  scope_type: ScopeType
  /** '' for `all`. */
  scope_id: string
  incidents: Bit
  maintenance: Bit
  state: 'pending' | 'active'
  /** Identifies the request its confirmation link answers. */
  requested_at: Instant
  confirmed_at: Instant | null
  /** The newest event when it was confirmed: only later ones are told, whatever a clock says. */
  since_event: Generated<number>
}

export interface IdempotencyTable {
  token_id: string
  key: string
  /** SHA-256 of method, path and body. */
  fingerprint: string
  status: number | null
  response: Json | null
  created_at: Instant
}

/** Small facts of the installation: VAPID keys, the link-signing secret, whether the content is a demonstration. */
export interface SettingTable {
  name: string
  value: string
}

export interface Schema {
  platforms: PlatformTable
  incidents: IncidentTable
  updates: UpdateTable
  impacts: ImpactTable
  events: EventTable
  audit: AuditTable
  tokens: TokenTable
  subscribers: SubscriberTable
  subscriptions: SubscriptionTable
  deliveries: DeliveryTable
  batches: BatchTable
  idempotency: IdempotencyTable
  settings: SettingTable
  relations: RelationTable
  moves: MoveTable
  postmortems: PostmortemTable
  acknowledgements: AcknowledgementTable
  programmes: ProgrammeTable
  maintenances: MaintenanceTable
  maintenance_updates: MaintenanceUpdateTable
  maintenance_notices: MaintenanceNoticeTable
}

export type Db = Kysely<Schema>
export type Trx = Transaction<Schema>
/** A connection or an open transaction: for reading. Writers ask for `Trx`. */
export type Reader = Db | Trx
export type Row<T extends keyof Schema> = Selectable<Schema[T]>
export type NewRow<T extends keyof Schema> = Insertable<Schema[T]>
export type { Generated }
