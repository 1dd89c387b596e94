import type { ClosedSpan } from '../../server/domain/incident/times/span.ts'
import type { CaseStatus, Impact, Instant, Phase, PlatformState, Priority } from '../../server/domain/vocabulary.ts'
import type { PlatformRef } from './platform.ts'

export interface AffectedView extends PlatformRef {
  /** What the incident does to it now; once resolved, the worst it did. */
  impact: Impact
  /** How the platform fares altogether, where that is told. */
  state: PlatformState | null
}

/** An incident in a list. */
export interface IncidentSummary {
  id: string
  url: string
  title: string
  /** Of the title, where it is not the page's. */
  titleLang?: string | undefined
  priority: Priority
  phase: Phase
  caseStatus: CaseStatus
  /** The worst it does now, or did. */
  impact: PlatformState
  openedAt: Instant
  startedAt: Instant | null
  resolvedAt: Instant | null
  /** How long it lasted, without the time between closing and reopening, in milliseconds; null while it lasts, of a duplicate, and of what was closed without an answer. */
  lasted: number | null
  /** When it was closed before it was reopened, oldest first. */
  closed: readonly ClosedSpan[]
  updatedAt: Instant
  platforms: AffectedView[]
}
