import type { Headline } from '../../../server/domain/incident/case/headline.ts'
import type { OwedKind } from '../../../server/domain/ladder/owed.ts'
import type { CaseStatus, Impact, Instant, Phase, Priority, Standing } from '../../../server/domain/vocabulary.ts'
import type { IncidentRef } from '../promises.ts'
import type { ChangeView, DesignationView, TakenView } from '../timeline.ts'
import type { Amendment, AmendView } from './amend.ts'
import type { BoardAnswer } from './board.ts'
import type { ComposedDraft } from './draft.ts'
import type { ConsoleFrame } from './frame.ts'
import type { ComposePreview } from './preview.ts'

/** The desk's page of an incident, with the composer of its next update; or the composer of a new one. */
export interface ComposeView extends ConsoleFrame<'compose'> {
  /** Null: a new one is opened. */
  incident: ComposedIncident | null
  /** The form as it was typed, by the names of its fields; what was never touched has its default. */
  values: Readonly<Record<string, string>>
  /** Times in it that happen twice in the night when the clocks are put back. */
  twice?: Readonly<Record<string, { first: Instant; second: Instant }>>
  choices: ComposeChoices
  draft: ComposedDraft
  /** What was just posted. */
  posted: PostedNow | AmendedNow | null
  /** What others have posted since the writer began: to be read before this goes out. */
  missed: ComposedUpdate[]
  /** Other people who are writing about this now. */
  writers: { name: string; since: Instant }[]
  preview: ComposePreview | null
  /** This text was submitted, and waits for a second person; or came back. */
  ready?: { id: string; goesAt: Instant | null; returned: { by: string; at: Instant; reason: string } | null } | null
}

export interface ComposedIncident {
  id: string
  /** Its public page. */
  url: string
  title: string
  priority: Priority
  phase: Phase
  caseStatus: CaseStatus
  caseNumber: string | null
  vendor: string | null
  dueAt: Instant | null
  standing: Standing
  etr: Instant | null
  holdUntil: Instant | null
  drill: boolean
  /** Of a duplicate: the case that goes on. */
  master: { id: string; title: string } | null
  /** Of a closed case: until when it can be reopened. */
  reopenUntil: Instant | null
  /** Its report on the cause, and when its case was opened again since; or by when it is promised. */
  report: { dueAt: Instant; overdue: boolean } | { at: Instant; reopenedAt: Instant | null } | null
  /** What is owed about it, by due time, where somebody is on it or was told. */
  owed: (BoardAnswer & { promiseId: string; kind: OwedKind })[]
  /** Newest first. */
  updates: ComposedUpdate[]
  /** When it became a P1G, and when it was one no more. */
  designations: DesignationView[]
  /** What it took over of duplicates; and these. */
  taken: TakenView[]
  duplicates: IncidentRef[]
}

export interface ComposedUpdate {
  id: string
  at: Instant
  /** As the audit trail names them: "staff/Dana Reyes". */
  author: string
  phase: Phase
  headline: Headline
  /** HTML. */
  body: string
  correctedAt: Instant | null
  changes: ChangeView[]
}

/** What can be chosen, by tap. */
export interface ComposeChoices {
  /** Those that this person may open; empty on an update. */
  priorities: Priority[]
  /** Statuses that an update can bring the case to, without those that other fields lead to. */
  statuses: CaseStatus[]
  /** Every platform in use, as the page groups them; `impact` is the incident's on it now. */
  groups: { name: string; platforms: { id: string; name: string; impact: Impact | null }[] }[]
  /** Open incidents that this one may be a duplicate of, P1G first. */
  masters: { id: string; title: string; priority: Priority }[]
  /** Incidents that a new one may continue: open ones, then those that were closed last. */
  related: { id: string; title: string; caseNumber: string | null; isOpen: boolean }[]
  /** When the next update would be due by the cadence alone, if this were posted now. */
  due: { priority: Priority; at: Instant }[]
  templates: { id: string; name: string }[]
}

export interface PostedNow {
  at: Instant
  dueAt: Instant | null
  phase: Phase
  /** How many are told; null: nobody, as it was asked. */
  told: number | null
}

/** What was just done about it beside posting an update. */
export interface AmendedNow {
  act: Amendment | 'reportCorrect'
  /** When its next update is due. */
  dueAt: Instant | null
}

/** What stands beside a form while it is written, alone: the rest of the page is there. */
export interface PaneView extends ConsoleFrame<'pane'> {
  /** The small page that it is of; null: the composer. */
  of: Amendment | null
  preview: ComposePreview | null
  following: AmendView['following']
  /** What was typed as it will look: HTML. */
  looks: string | null
  /** Is the box that confirms it ticked? */
  isConfirmed: boolean
  /** How it was kept, where it is; and texts that it can begin with. */
  draft: Pick<ComposedDraft, 'id' | 'revision' | 'is'> | null
  /** What was typed, with what is known by now filled in. */
  texts: { title: string; body: string } | null
  templates: ComposeView['choices']['templates']
}
