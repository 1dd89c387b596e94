import type { MaintenanceState, ShortNotice } from '../../server/domain/maintenance/maintenance.ts'
import type { MaintenanceNews } from '../../server/domain/maintenance/notice.ts'
import type { NoticeStanding, NoticeWord } from '../../server/domain/maintenance/notice-plan.ts'
import type { MaintenanceImpact } from '../../server/domain/maintenance/programme.ts'
import type { Window } from '../../server/domain/time/window.ts'
import type { Instant } from '../../server/domain/vocabulary.ts'
import type { PlatformRef } from './platform.ts'

/** A window in a list: as planned, or when it took place. */
export interface MaintenanceSummary extends Window {
  id: string
  url: string
  title: string
  /** Of the title, where it is not the page's. */
  titleLang?: string | undefined
  state: MaintenanceState
  impact: MaintenanceImpact
  /** Does it last longer than it was told to? */
  overruns: boolean
  /** IANA zone its times are told in. */
  zone: string
  platforms: PlatformRef[]
}

/** As a window was planned before it began, and the end that it was given while it ran; null if there is none. */
export interface PlannedView {
  planned: Window
  newEnd: Instant | null
}

/** "You are told a week before." */
export interface NoticeView {
  /** Milliseconds ahead of the start by which it was promised; of the others, when. */
  when: number | NoticeWord
  /** Of an end, the real one once followers were told in time that it takes longer. */
  dueAt: Instant
  toldAt: Instant | null
  standing: NoticeStanding
}

export interface MaintenanceUpdateView {
  id: string
  news: MaintenanceNews
  state: MaintenanceState
  /** HTML; null where the news speaks for itself. */
  body: string | null
  lang?: string | undefined
  at: Instant
  /** The window as it was told then, and before it was moved or extended. */
  window: Window
  previous: Window | null
}

export interface MaintenanceView extends PlannedView {
  kind: 'maintenance'
  maintenance: MaintenanceSummary
  /** HTML: what is done, and why, each with its language where that is not the page's. */
  description: string
  descriptionLang?: string | undefined
  reason: string
  reasonLang?: string | undefined
  /** The programme it belongs to, and its calendar. */
  programme: { title: string; titleLang?: string | undefined; calendar: string } | null
  beganAt: Instant | null
  endedAt: Instant | null
  /** Was anybody notified of it yet? */
  told: boolean
  /** First told when it had begun already. */
  afterwards: boolean
  shortNotice: ShortNotice | null
  /** In the order they fall due. */
  notices: NoticeView[]
  /** Newest first. */
  updates: MaintenanceUpdateView[]
}

export interface MaintenancesView {
  kind: 'maintenances'
  running: MaintenanceSummary[]
  /** What begins in the next twelve months, by the month ("2026-11") of its start. */
  months: { month: string; windows: MaintenanceSummary[] }[]
  /** This month, and all that lies in it. */
  month: string
  windows: MaintenanceSummary[]
  /** Newest first. */
  past: MaintenanceSummary[]
  programmes: { title: string; calendar: string; data: string }[]
}

export interface MaintenanceMonthView {
  kind: 'maintenance-month'
  month: string
  windows: MaintenanceSummary[]
  earlier: string | null
  later: string | null
}
