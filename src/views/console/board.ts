import type { AskedField } from '../../../server/domain/contact/request.ts'
import type { DraftKind } from '../../../server/domain/draft/draft.ts'
import type { Headline } from '../../../server/domain/incident/case/headline.ts'
import type { OwedKind } from '../../../server/domain/ladder/owed.ts'
import type { Phase, Priority, Standing } from '../../../server/domain/vocabulary.ts'
import type { ConsoleFrame } from './frame.ts'

/** What is due next, what is open, what is planned, and who does what about it. Addresses are of the console. */
export interface BoardView extends ConsoleFrame<'board'> {
  /** Otherwise as soon as anything of this may be otherwise. */
  mark: string
  /** Without any, nothing can be opened or planned. */
  hasPlatforms: boolean
  /** By what is due next. */
  due: BoardDue[]
  incidents: BoardIncident[]
  windows: BoardWindow[]
  /** What comes next where nothing is owed; null if nothing is planned. */
  next: { title: string; url: string; at: number } | null
  drafts: BoardDraft[]
  /** Texts that are ready and not public, by when they go out. */
  ready?: BoardReady[]
  /** What contacts of customers ask to have changed in their entries, the oldest first. */
  requests: BoardRequest[]
  /** Customers that a promised message could not reach. */
  uncovered: number
  /** What lacks a text in another language of the site, named as it calls itself. */
  untranslated: { title: string; url: string; missing: string[] }[]
  /** Whose break-glass accounts are signed in past the identity provider; to those in charge alone. */
  breakGlass: { name: string; since: number }[]
  /** What keeps messages or pages from going out, in words. */
  troubles: string[]
}

export interface BoardDue extends BoardAnswer {
  promiseId: string
  kind: OwedKind
  title: string
  /** Where it is done. */
  url: string
  priority: Priority | null
  /** The former priority that set the due time. */
  promisedAs: Priority | null
  dueAt: number
  standing: Standing
}

/** Who is on something that is owed, and who was told of it. */
export interface BoardAnswer {
  /** Who said last to be on it, as the audit trail names people. */
  onIt: string | null
  isMine: boolean
  /** When they said so. */
  since: number | null
  /** Their note for colleagues, or why they put it off. */
  note: string | null
  putOffUntil: number | null
  /** The messages of its ladder, oldest first. */
  told: { at: number; people: BoardTold[] }[]
}

export interface BoardTold {
  role: string
  name: string | null
  /** Of a stand-in: the names of those whom they stand for, where there are any. */
  standsFor?: string[]
  /** Why it did not get through; null: it did, or may still. */
  lost: string | null
  /** It has not gone out yet. */
  isWaiting: boolean
  /** When it went out, where mail had to wait. */
  sentAt?: number
}

export interface BoardIncident {
  id: string
  title: string
  url: string
  priority: Priority
  phase: Phase
  headline: Headline
  caseNumber: string | null
  platforms: string[]
  dueAt: number | null
  standing: Standing
  said: { at: number; text: string } | null
  /** Who is writing about it now. */
  writers: string[]
}

export interface BoardWindow {
  id: string
  title: string
  url: string
  state: 'running' | 'soon' | 'planned'
  startsAt: number
  endsAt: number
  platforms: string[]
  lacksDetails: boolean
}

export interface BoardRequest {
  id: string
  contact: string
  organisation: string
  url: string
  at: number
  fields: AskedField[]
  /** What they say in words, shortened. */
  says: string | null
}

export interface BoardReady {
  id: string
  title: string
  priority: Priority
  author: string
  isMine: boolean
  state: 'kept' | 'waiting' | 'returned'
  submittedAt: number
  /** When it goes out by itself; null: it does not. */
  goesAt: number | null
  /** Why it was returned. */
  reason: string | null
}

export interface BoardDraft {
  id: string
  kind: DraftKind
  /** What it is about; null: something new. */
  title: string | null
  /** Is that a drill? */
  drill: boolean
  /** What it is about is over, and takes it no more. */
  isOver: boolean
  /** When the window begins that it is about: a programme has many of one title. */
  startsAt: number | null
  url: string
  /** Its first words; null: nothing yet. */
  says: string | null
  savedBy: string
  isMine: boolean
  since: number
  savedAt: number
  /** Until when its writer counts as writing, unless it is saved again. */
  writingUntil: number
}
