import type { Plan } from '../plan/plan.ts'
import type { PromiseRequest, UpdatePromise } from '../promise/promise.ts'
import type { CaseStatus, Impact, Instant, Phase, Priority, Role } from '../vocabulary.ts'

/** What an incident currently does to a platform. */
export interface Affected {
  id: string
  impact: Impact
}

/** Per language: the same text in other words. */
export type Translations = Readonly<Record<string, { title?: string | undefined; body: string }>>

/** What rules need to know of an incident. Everything here follows from its updates. */
export interface Incident {
  id: string
  title: string
  priority: Priority
  phase: Phase
  caseStatus: CaseStatus
  caseNumber: string | null
  vendor: string | null
  openedAt: Instant
  startedAt: Instant | null
  resolvedAt: Instant | null
  nextUpdateDueAt: Instant | null
  etr: Instant | null
  holdUntil: Instant | null
  drill: boolean
  affected: readonly Affected[]
  /** Of a duplicate: the incident that goes on in its place. */
  duplicateOf?: string | null | undefined
}

export interface UpdateText extends PromiseRequest {
  body: string
  phase?: Phase | undefined
  translations?: Translations | undefined
}

/** What surrounds a decision: who asks, when, under which plan, and which platforms there are. */
export interface DecisionContext {
  now: Instant
  plan: Plan
  role: Role
  knownPlatforms: ReadonlySet<string>
  /** The other incident that the command names (`duplicateOf`, `relatedTo`), if there is such a one. */
  other?: Incident | null | undefined
}

/** The incident after a decision, and the promise that its newest update makes (null: nothing more is owed). */
export interface Decided {
  incident: Omit<Incident, 'id'>
  promise: UpdatePromise | null
  /** Platforms whose impact this update sets, with what it was before (null: not touched until now). */
  changes: readonly ImpactChange[]
}
export interface ImpactChange {
  id: string
  from: Impact | null
  to: Impact
}
