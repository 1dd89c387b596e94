import type { PromiseBasis } from '../promise/promise.ts'
import type { CaseStatus, Impact, Instant, Phase, PlatformState, Priority, ScopeType } from '../vocabulary.ts'
import type { CaseMessage, MasterMessage } from './case/message.ts'
import type { Translations } from './incident.ts'

/**
 * The content of one public update, frozen with its event so that every channel, retry and restart sends the same.
 * Channels format it and add no facts.
 */
export interface Notice {
  incidentId: string
  updateId: string
  /** 1 for the first update of the incident. */
  sequence: number
  title: string
  priority: Priority
  phase: Phase
  /** Absent in notices of older versions. */
  caseStatus?: CaseStatus
  /** Does this update bring a new phase? */
  phaseChanged: boolean
  /** Markdown. */
  body: string
  translations: Translations
  /** The newest title that was given in another language, by language tag; absent where there is none. */
  titles?: Readonly<Record<string, string>>
  /**
   * Every platform that the incident has affected, with its impact after this update, and the platform's state, to which
   * other incidents and maintenance add (absent in notices of older versions).
   */
  platforms: readonly { id: string; name: string; impact: Impact; state?: PlatformState }[]
  at: Instant
  openedAt: Instant
  startedAt: Instant | null
  /** When the problem was over, of a resolution that is told afterwards. */
  resolvedAt?: Instant
  /** The promise that this update makes; null if no further update is due. */
  dueAt: Instant | null
  basis: PromiseBasis | null
  /** By when a report on the cause is promised; absent where none is. */
  reportDueAt?: Instant
  /** Of one that reopens: by when a report was promised that now follows the next resolution; absent where none was. */
  reportWasDueAt?: Instant
  /** Estimated time to resolution, and why the schedule is as it is. */
  etr: Instant | null
  reason: string | null
  vendor: string | null
  caseNumber: string | null
  /** For a case on hold: until when. */
  holdUntil?: Instant
  /** What the case's status says; absent in notices of older versions. */
  case?: CaseMessage
  /**
   * The kind of update if it is not an ordinary one. A `postmortem` is the report on a resolved incident; `designated` and
   * `withdrawn` tell without a text that it became a P1G, or is none any more.
   */
  about?: 'duplicate' | 'reopened' | 'postmortem' | 'designated' | 'withdrawn'
  /** Of one that became a P1G, or is none any more: what was said last, since that is all that is known of the problem itself. */
  saidLast?: { at: Instant; body: string; translations: Translations }
  /** Of what was put right: the update that it is about, as it reads now; the rest is how the incident stands now. */
  corrected?: Omit<Notice, 'corrected'> | null
  /** For a duplicate: the incident that continues in its place, which its followers follow from now on. */
  master?: MasterMessage
}

/** What leads are told at once: an incident became a P1G, or no longer is one. The notice of a `staff.p1g` event. */
export interface DesignationNotice {
  incidentId: string
  title: string
  caseNumber: string | null
  /** Opened as a P1G, made one later, reopened as one, or given a lower priority. */
  how: 'opened' | 'designated' | 'reopened' | 'withdrawn'
  actor: string
  /** The reason given; null if the opening update says it. */
  reason: string | null
  platforms: readonly { id: string; name: string; impact: Impact; state?: PlatformState }[]
  at: Instant
  /** When the next public update is due. */
  dueAt: Instant | null
  /** Of one that is over: since when. */
  resolvedAt?: Instant
}

/** What tells an incident from another one of the same title. */
export interface Which {
  openedAt: Instant
  caseNumber: string | null
  /** The names of the platforms that it affects or has affected. */
  affects: readonly string[]
}

/** The content of a confirmation mail: the notice of a `subscription.requested` event. */
export interface ConfirmationRequest {
  subscriberId: string
  /** Its link confirms exactly what was requested at this instant. */
  requestedAt: Instant
  /** For everything, `id` is '' and `name` is null. */
  follows: readonly { type: ScopeType; id: string; name: string | null; which?: Which }[]
  locale: string
  /** Where messages are to go, if that is not where it is asked. */
  via?: Via
}

/** An address of a channel as its owner may read it in a mail. */
export interface Via {
  /** What people call the channel. */
  title: string
  /** Masked. */
  address: string
}
