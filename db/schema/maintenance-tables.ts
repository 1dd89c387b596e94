import type { Generated } from 'kysely'
import type { MaintenanceState } from '../../server/domain/maintenance/maintenance.ts'
import type { MaintenanceNews } from '../../server/domain/maintenance/notice.ts'
import type { NoticeOutcome } from '../../server/domain/maintenance/notice-plan.ts'
import type { Ender, MaintenanceImpact } from '../../server/domain/maintenance/programme.ts'
import type { Instant } from '../../server/domain/vocabulary.ts'
import type { Bit, Json } from './types.ts'

/** A recurring maintenance: see `Programme` in the domain. */
export interface ProgrammeTable {
  id: string
  title: string
  description: string
  reason: string
  /** `WindowTranslations` */
  translations: Generated<Json>
  rule: string
  anchor: string
  wall_start: string
  wall_end: string
  zone: string
  /** `string[]` */
  platforms: Json
  impact: MaintenanceImpact
  ends_by: Ender
  /** `NoticePlan` */
  notices: Json
  details_expected: Bit
  /** `Freeze[]` */
  freezes: Json
  archived: Bit
  computed_from: Instant
  /** Nobody has said of it what the plan file and the defaults say: it follows them. */
  follows_plan: Generated<Bit>
  /** Somebody has changed it since it was made. */
  by_hand: Generated<Bit>
  revision: number
  demo: Bit
  created_at: Instant
  updated_at: Instant
}

/** A window on record; null means the programme's value. See `StoredMaintenance` in the domain. */
export interface MaintenanceTable {
  id: string
  programme_id: string | null
  original_date: string | null
  state: MaintenanceState
  starts_at: Instant
  ends_at: Instant
  zone: string
  title: string | null
  description: string | null
  reason: string | null
  /** `WindowTranslations` */
  translations: Generated<Json>
  platforms: Json | null
  impact: MaintenanceImpact | null
  ends_by: Ender | null
  notices: Json | null
  detailed: Bit
  /** `ShortNotice` */
  short_notice: Json | null
  announced_at: Instant | null
  began_at: Instant | null
  ended_at: Instant | null
  moved_at: Instant | null
  revision: number
  demo: Bit
  created_at: Instant
  updated_at: Instant
}

/** A public update of a window. */
export interface MaintenanceUpdateTable {
  id: string
  maintenance_id: string
  /** 1, 2, 3 … within the maintenance. */
  sequence: number
  news: MaintenanceNews
  state: MaintenanceState
  /** Markdown; null if there is no text. */
  body: string | null
  translations: Json
  /** The window as announced then, and before it was moved or extended. */
  starts_at: Instant
  ends_at: Instant
  previous_starts_at: Instant | null
  previous_ends_at: Instant | null
  author: string
  notify: Bit
  created_at: Instant
}

/** The promised notices: see `NoticePromise` in the domain. */
export interface MaintenanceNoticeTable {
  maintenance_id: string
  key: string
  due_at: Instant
  told_at: Instant | null
  outcome: NoticeOutcome
}
