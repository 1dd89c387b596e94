import type { Which } from '../../server/domain/incident/notice.ts'
import type { PromiseKind, PromiseState } from '../../server/domain/promise/ledger.ts'
import type { PromiseBasis } from '../../server/domain/promise/promise.ts'
import type { Summary } from '../../server/domain/promise/summary.ts'
import type { Instant, Priority, Standing } from '../../server/domain/vocabulary.ts'

export interface IncidentRef {
  title: string
  /** Of the title, where it is not the page's. */
  titleLang?: string | undefined
  url: string
  openedAt: Instant
  /** Of a duplicate: when it was merged into the other. */
  mergedAt?: Instant
}

export interface PromiseView {
  dueAt: Instant | null
  standing: Standing
  basis: PromiseBasis | null
  etr: Instant | null
  etrPassed: boolean
  /** Of a case on hold. */
  holdUntil: Instant | null
  holdPassed: boolean
  reason: string | null
}

/** What became of an incident's promises: in figures, and one by one, oldest first. */
export interface PromiseRecord {
  figures: Summary
  entries: { kind: PromiseKind; dueAt: Instant; keptAt: Instant | null; state: PromiseState; lateness: number }[]
}

/** Notices of maintenance that were due. */
export interface NoticeFigures {
  due: number
  kept: number
  late: number
  missed: number
}

/** A notice of maintenance that went out late, or not in time at all; newest first where there are several. */
export interface UnkeptNotice {
  title: string
  titleLang?: string | undefined
  url: string
  dueAt: Instant
  standing: 'late' | 'missed'
}

/**
 * Figures stay as they are printed, so their worst cases are of what is kept: how long something is overdue is told by
 * the time since when it is.
 */
export interface PromisesView {
  kind: 'promises'
  /** First and last day looked at. */
  from: Instant
  /** Where nothing is on record of the first of them: since when something is. */
  began: Instant | null
  /** Is a report on the cause among what is promised? */
  reports: boolean
  total: Summary
  /** What is owed at present, the longest overdue first. */
  overdue: {
    kind: PromiseKind
    title: string
    titleLang?: string | undefined
    url: string
    dueAt: Instant
    which: Which
  }[]
  /** Newest first. */
  months: { month: string; figures: Summary }[]
  /** The last incidents, newest first. */
  incidents: (IncidentRef & { priority: Priority; figures: Summary })[]
  /** Notices of maintenance that were due. */
  notices: NoticeFigures & { unkept: UnkeptNotice[] }
}
