import type { PromiseBasis } from '../promise/promise.ts'
import type { Impact, Instant, Phase, Priority, ScopeType } from '../vocabulary.ts'
import type { Translations } from './incident.ts'

/**
 * What one public update said, frozen with its event so that every channel, retry and restart tells the same.
 * Channels dress it; none adds facts.
 */
export interface Notice {
  incidentId: string
  updateId: string
  /** 1 for the first update of the incident. */
  sequence: number
  title: string
  priority: Priority
  phase: Phase
  /** Does this update bring a new phase, or news within the same one? */
  phaseChanged: boolean
  /** Markdown. */
  body: string
  translations: Translations
  /** Everything the incident has touched, with its impact after this update. */
  platforms: readonly { id: string; name: string; impact: Impact }[]
  at: Instant
  openedAt: Instant
  startedAt: Instant | null
  /** The promise this update makes; null when nothing more is owed. */
  dueAt: Instant | null
  basis: PromiseBasis | null
  /** Estimated time to resolution, and why the schedule is as it is. */
  etr: Instant | null
  reason: string | null
  vendor: string | null
  caseNumber: string | null
  /** Of a case on hold: until when. */
  holdUntil?: Instant | undefined
  /** What this text is besides an ordinary update; a `postmortem` is the report on a resolved incident. */
  about?: 'duplicate' | 'reopened' | 'postmortem' | undefined
  /** Of a duplicate: the incident that goes on in its place, which its followers follow from now on. */
  master?: { id: string; title: string } | undefined
}

/** What leads are told at once: a case became the master case, or is none any more. The notice of a `staff.p1g` event. */
export interface DesignationNotice {
  incidentId: string
  title: string
  caseNumber: string | null
  /** Opened as a P1G, made one later, a closed one taken up again, or made something less. */
  how: 'opened' | 'designated' | 'reopened' | 'withdrawn'
  actor: string
  /** What was stated; null where the opening text says it. */
  reason: string | null
  platforms: readonly { id: string; name: string; impact: Impact }[]
  at: Instant
  /** By when the next public update is owed. */
  dueAt: Instant | null
}

/** What the desk is told that it owes a case. The notice of a `staff.debt` event. */
export interface OverdueNotice {
  incidentId: string
  title: string
  /** To close a case whose customers do not answer, or to ask again; or the report on a resolved P1G. */
  owes: 'closing' | 'report'
  /** Since when nobody answered, or by when the report was due. */
  since: Instant
  at: Instant
}

/** What a confirmation mail needs: the notice of a `subscription.requested` event. */
export interface ConfirmationRequest {
  subscriberId: string
  /** Its link confirms exactly what was asked for at this instant. */
  requestedAt: Instant
  /** `id` is '' and `name` null for everything. */
  follows: readonly { type: ScopeType; id: string; name: string | null }[]
  locale: string
}
