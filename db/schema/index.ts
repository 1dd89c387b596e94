import type { Insertable, Kysely, Selectable, Transaction } from 'kysely'
import type {
  ContactCallTable,
  ContactNoticeTable,
  ContactRequestTable,
  ContactTable,
  ErasureTable,
  OrganisationLinkTable,
  OrganisationPlatformTable,
  OrganisationTable,
} from './contact-tables.ts'
import type { AttemptTable, BatchTable, DeliveryTable, MailReportTable } from './delivery-tables.ts'
import type { DraftTable, HandoverTable, SubmissionTable, TemplateTable } from './desk-tables.ts'
import type { EventTable } from './event-tables.ts'
import type {
  ImpactTable,
  IncidentTable,
  MoveTable,
  PostmortemTable,
  RelationTable,
  UpdateTable,
} from './incident-tables.ts'
import type { AcknowledgementTable, RungTable } from './ladder-tables.ts'
import type {
  MaintenanceNoticeTable,
  MaintenanceTable,
  MaintenanceUpdateTable,
  ProgrammeTable,
} from './maintenance-tables.ts'
import type { PlatformTable } from './platform-tables.ts'
import type { IdentityTable, PasskeyTable, PersonTable, SessionTable, SetupLinkTable } from './staff-tables.ts'
import type { SubscriberTable, SubscriptionTable } from './subscription-tables.ts'
import type { AllowanceTable, AuditTable, IdempotencyTable, SettingTable, TokenTable } from './system-tables.ts'

export type { EventKind } from './event-tables.ts'
export type { SetupPurpose } from './staff-tables.ts'

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
  attempts: AttemptTable
  mail_reports: MailReportTable
  idempotency: IdempotencyTable
  settings: SettingTable
  allowances: AllowanceTable
  relations: RelationTable
  moves: MoveTable
  postmortems: PostmortemTable
  acknowledgements: AcknowledgementTable
  rungs: RungTable
  people: PersonTable
  sessions: SessionTable
  identities: IdentityTable
  passkeys: PasskeyTable
  setup_links: SetupLinkTable
  programmes: ProgrammeTable
  maintenances: MaintenanceTable
  maintenance_updates: MaintenanceUpdateTable
  maintenance_notices: MaintenanceNoticeTable
  templates: TemplateTable
  drafts: DraftTable
  submissions: SubmissionTable
  handovers: HandoverTable
  organisations: OrganisationTable
  organisation_platforms: OrganisationPlatformTable
  contacts: ContactTable
  organisation_links: OrganisationLinkTable
  contact_requests: ContactRequestTable
  contact_notices: ContactNoticeTable
  contact_calls: ContactCallTable
  erasures: ErasureTable
}

export type Db = Kysely<Schema>
export type Trx = Transaction<Schema>
/** A connection or an open transaction: for reading. Writers ask for `Trx`. */
export type Reader = Db | Trx
export type Row<T extends keyof Schema> = Selectable<Schema[T]>
export type NewRow<T extends keyof Schema> = Insertable<Schema[T]>
