import type { Gap } from '../../server/domain/ladder/duty.ts'
import type { Kept } from '../../server/domain/ladder/kept.ts'
import type { SaidLast } from '../../server/domain/ladder/notice.ts'
import type { OwedKind } from '../../server/domain/ladder/owed.ts'
import type { ToldInTurn } from '../../server/domain/ladder/told.ts'
import type { Window } from '../../server/domain/time/window.ts'
import type { Instant, Priority } from '../../server/domain/vocabulary.ts'
import type { FormFault } from './following.ts'

/** What is owed, and of what. */
interface OwedRef {
  kind: 'owed'
  promise: OwedKind
  title: string
  /** The public page that waits for it. */
  url: string
  dueAt: Instant
}

/** Somebody whom a message of the ladder is for; without a name, the role says who it is. */
export interface LadderPerson {
  name: string | null
  role: string
  /** Of a stand-in: the names of those in whose place. */
  standsFor?: string[]
}

/** Somebody whom a message of the ladder was for, and what became of it. */
export interface ToldPerson extends LadderPerson {
  result: ToldInTurn['result']
  /** When it went out, where mail had to wait. */
  sentAt?: Instant
}

/** How something is answered, on the command line and by the API. */
export interface OwedAnswer {
  command: string | null
  call: string
  body: string
}

/** What somebody of staff owes the public, behind the link of the message that told them. */
export interface OwedView extends OwedRef {
  state: 'open'
  isOverdue: boolean
  priority: Priority | null
  caseNumber: string | null
  /** Names of the platforms that it concerns. */
  affects: string[]
  followers: number
  /** Of a window: when the work is. */
  window: Window | null
  /** Since when a case without an answer waits for one; null of everything else. */
  waitingSince: Instant | null
  /** Where a report is owed: when the incident was resolved; null of everything else. */
  resolvedAt: Instant | null
  /** The body is HTML. */
  saidLast: SaidLast | null
  /** In the order of time. */
  told: { at: Instant; people: ToldPerson[]; gaps: Gap[] }[]
  /** Roles whose moment passed without a message, and why. */
  notTold: Record<'put_off' | 'skipped', string[]>
  /** Is a rung of the ladder still to be told, if it stays open? */
  isToldOn: boolean
  /** Who said last that they are on it. `actor` as the audit trail has it; `isReader`: whose link this is; `note`: for colleagues. */
  onIt: { actor: string; at: Instant; isReader: boolean; note: string | null } | null
  putOff: { actor: string; until: Instant; reason: string; isOver: boolean } | null
  /** Until when it can be put off; none: it cannot, or not any more. */
  choices: Instant[]
  /** Who would be told before the due time, and when: whoever puts it off until later leaves them out. */
  leavesOut: { at: Instant; people: LadderPerson[] }[]
  /** Where the desk answers it, for whoever can sign in. */
  desk: string
  /** What answers now. */
  answer: OwedAnswer
  /** The other way out, where there is one: a later end of a window, or asking the customers again. */
  otherwise: (OwedAnswer & { way: 'extend' | 'ask' }) | null
  /** What was sent and could not be accepted, to be put right. */
  sent: { until: string; reason: string; note: string } | null
  faults: FormFault[]
}

/** A link whose promise is owed no longer. */
export interface OwedKeptView extends OwedRef {
  state: 'kept'
  /** Null: it only lapsed. */
  kept: Kept | null
}

/** No link of ours, or not all of one. */
export interface OwedUnknownView {
  kind: 'owed'
  state: 'unknown'
}
