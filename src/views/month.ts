import type { Summary } from '../../server/domain/promise/summary.ts'
import type { Window } from '../../server/domain/time/window.ts'
import type { UpdateView } from '../views.ts'
import type { IncidentSummary } from './listed.ts'
import type { MaintenanceSummary } from './maintenance.ts'
import type { PlatformMonth } from './platform.ts'
import type { NoticeFigures } from './promises.ts'

export interface HistoryView {
  kind: 'history'
  /** "2026-11" */
  month: string
  /** Its first and last day (ISO dates) that the page can tell of; null while there is nothing on record. */
  told: { first: string; last: string } | null
  /** Whatever lasted in it, newest first, with all that was said of it. */
  incidents: (IncidentSummary & { updates: UpdateView[] })[]
  /** Windows that ran, as far as they were announced or felt. Newest first. */
  maintenance: MaintenanceSummary[]
  newer: string | null
  older: string | null
  /** Every month that has a page, newest first. */
  months: string[]
}

/** The report on a month, to be printed and sent. */
export interface MonthView {
  kind: 'month'
  /** "2026-11" */
  month: string
  /** Does it last? */
  soFar: boolean
  platforms: PlatformMonth[]
  /** Whatever lasted in it, master cases first, with what became of their promises that fell due in it. */
  incidents: (IncidentSummary & { figures: Summary })[]
  /** Of every promise that fell due in it. */
  total: Summary
  notices: NoticeFigures
  /** Newest first. */
  maintenance: (MaintenanceSummary & { planned: Window })[]
  newer: string | null
  older: string | null
}
