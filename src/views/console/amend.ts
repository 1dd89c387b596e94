import type { LedgerEntry, PromiseKind } from '../../../server/domain/promise/ledger.ts'
import type { CaseStatus, Impact, Instant, Phase, Priority } from '../../../server/domain/vocabulary.ts'
import type { ComposedDraft } from './draft.ts'
import type { ConsoleFrame } from './frame.ts'
import type { FormValues } from './maintenance.ts'
import type { ComposePreview } from './preview.ts'

/** What is done about an incident beside posting its next update: one small page each. */
export type Amendment = 'text' | 'times' | 'change' | 'reopen' | 'report' | 'contacts'

/** As much of an incident as these pages and the ways to them show. */
export interface AmendedIncident {
  id: string
  title: string
  priority: Priority
  phase: Phase
  caseStatus: CaseStatus
  caseNumber: string | null
  drill: boolean
}

/** A small page about an incident with one form. What `of` does not concern is null or empty. */
export interface AmendView extends ConsoleFrame<'amend'> {
  of: Amendment
  /** Where the form goes. */
  path: string
  incident: AmendedIncident
  /** Where a duplicate goes on. */
  master: { id: string; title: string } | null
  values: FormValues
  /** Identifies this sheet of it, so that two taps send it once. */
  once: string
  /** What is kept of it while it is written; null: nothing. */
  draft: ComposedDraft | null
  /** Times in it that happen twice in the night when the clocks are put back. */
  twice: Readonly<Record<string, { first: Instant; second: Instant }>>
  /** What was typed as it will look: HTML. */
  preview: string | null
  /** What would follow if it were sent as it was typed; null: it was not asked. */
  following: Following | null
  /** Is there something to be confirmed? */
  confirms: boolean
  /** The update or report that is on the page; `html` as it looks. */
  posted: { at: Instant; correctedAt: Instant | null; html: string } | null
  /** Other updates whose text can be corrected, newest first. */
  others: { id: string; at: Instant; phase: Phase; caseStatus: CaseStatus }[]
  /** Those that this person may give it. */
  priorities: Priority[]
  /** Are there leads, who are told of a P1G at once? */
  tellsLeads: boolean
  /** Until when the report is promised. */
  reportDueAt: Instant | null
  reopening: Reopening | null
  /** Until when its closed case can be reopened. */
  reopenUntil: Instant | null
  contacts: { askedAt: Instant | null; answeredAt: Instant | null } | null
}

/** Whom it reaches, and what follows. */
export interface Following {
  preview: ComposePreview
  /** False: everything is so already. */
  isChanged: boolean
  /** What it does to the page, where the promise of the next update has nothing to do with it. */
  does: 'text' | 'report' | 'reportCorrect' | null
  /** The clock of its updates runs again. */
  restarts: boolean
  /** Its report is published, and stays so. */
  reportStays: boolean
  /** What becomes something else, in words; null: nothing stands there. */
  fields: { name: 'priority' | 'title' | 'vendor'; from: string | null; to: string | null }[]
  /** Times that become other ones. */
  times: { name: 'openedAt' | 'startedAt' | 'resolvedAt'; from: Instant | null; to: Instant | null }[]
  /** Promises of which the public record says something else then; null: it is not about them. */
  ledger: { kind: PromiseKind; from: PromiseFate; to: PromiseFate }[] | null
}

type PromiseFate = Pick<LedgerEntry, 'dueAt' | 'state' | 'lateness' | 'waited'>

export interface Reopening {
  /** Why it cannot be reopened: null if it can. */
  barred: 'open' | 'duplicate' | 'late' | 'role' | null
  until: Instant
  /** Platforms in use, with the impact that comes back; null: it was not affected. */
  platforms: { id: string; name: string; impact: Impact | null }[]
  /** Names of those that would come back, but are no longer in use. */
  archived: string[]
}

/** Open incidents, and those that were closed lately. */
export interface IncidentsView extends ConsoleFrame<'incidents'> {
  /** What was looked for: in titles and case numbers. */
  query: string
  open: ListedIncident[]
  closed: ListedIncident[]
  /** Are there more closed ones than are listed? */
  more: boolean
}

interface ListedIncident extends AmendedIncident {
  openedAt: Instant
  resolvedAt: Instant | null
  dueAt: Instant | null
  holdUntil: Instant | null
}
