import type { Plan } from '../plan/plan.ts'
import type { PlatformsThere } from '../platform/naming.ts'
import type { PromiseRequest, UpdatePromise } from '../promise/promise.ts'
import type { CaseStatus, Impact, Instant, Phase, Priority, Role } from '../vocabulary.ts'
import type { FollowUp } from './follow-up.ts'

/** The current impact of an incident on a platform. */
export interface Affected {
  id: string
  impact: Impact
}

/** The same text by language tag. */
export type Translations = Readonly<Record<string, { title?: string; body: string }>>

/** What the rules need to know about an incident. Everything here follows from its updates. */
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
  /** For a duplicate: the incident that continues in its place. */
  duplicateOf?: string | null
}

export interface UpdateText extends PromiseRequest {
  body: string
  phase?: Phase
  translations?: Translations
}

/** What a decision depends on: who asks, when, under which plan, and which platforms exist. */
export interface DecisionContext extends PlatformsThere {
  now: Instant
  plan: Plan
  role: Role
  /** The other incident that the command names (`duplicateOf`, `relatedTo`), if it exists. */
  other?: Incident | null
  /** What was heard of the case: decides whether it may be closed without an answer. */
  followUp?: FollowUp
  /** When the incident was last reopened, or null: it was not over before that. */
  reopenedAt?: Instant | null
  /** Is the report on its cause published? */
  reported?: boolean
}

/** The incident after a decision, and the promise that its newest update makes (null: no further update is due). */
export interface Decided {
  incident: Omit<Incident, 'id'>
  promise: UpdatePromise | null
  /** By when it promises a report on the cause (null: it promises none). */
  reportDueAt: Instant | null
  /** Platforms whose impact this update sets, with the impact before (null: not affected until now). */
  changes: readonly ImpactChange[]
}
export interface ImpactChange {
  id: string
  from: Impact | null
  to: Impact
  /** Of a platform that the incident took over of a duplicate, after the update that it is kept with. */
  taken?: { at: Instant; from: string }
}
