import type { Summary } from '../../server/domain/promise/summary.ts'
import type { Instant } from '../../server/domain/vocabulary.ts'
import type { IncidentSummary } from './listed.ts'
import type { MaintenanceSummary, PlannedView } from './maintenance.ts'
import type { PlatformMonth } from './platform.ts'
import type { NoticeFigures } from './promises.ts'

/** The report on a month, to be printed and sent. */
export interface MonthView {
  kind: 'month'
  /** "2026-11" */
  month: string
  /** Does it last? */
  soFar: boolean
  /** Where nothing is on record of its first days: since when something is. */
  began: Instant | null
  platforms: PlatformMonth[]
  /** Whatever lasted in it, master cases first, with what became of their promises that fell due in it. */
  incidents: (IncidentSummary & { figures: Summary })[]
  /** Of every promise that fell due in it. */
  total: Summary
  notices: NoticeFigures
  /** Newest first. */
  maintenance: (MaintenanceSummary & PlannedView)[]
  newer: string | null
  older: string | null
}
