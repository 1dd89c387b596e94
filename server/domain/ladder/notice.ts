import type { MaintenanceWording } from '../maintenance/notice.ts'
import type { Window } from '../time/window.ts'
import type { Instant, Priority } from '../vocabulary.ts'
import type { Gap, Recipient } from './duty.ts'
import type { OwedKind, OwedObject } from './owed.ts'
import type { ToldPerson } from './told.ts'

/** What was done about a promise before. */
interface RungTold {
  /** `Rung.after`, in milliseconds from the due time. */
  rung: number
  /** Of one that was skipped those alone that nobody was told as since. */
  roles: readonly string[]
  /** Null: it was skipped. */
  toldAt: Instant | null
  /** Skipped because the promise was put off; otherwise since a higher rung was due already. */
  isPutOff: boolean
  /** With what became of their message by then. */
  people: readonly Omit<ToldPerson, 'reason'>[]
}

/** A text in Markdown; or the news of a window of which nobody wrote one, and its times as they were told. */
export type SaidLast =
  | { at: Instant; body: string }
  | { at: Instant; body: null; news: MaintenanceWording; window: Window }

/**
 * What somebody of staff is told about a promise, frozen with its event: the notice of a `staff.owed` event. It is read
 * by somebody who was woken up.
 */
export interface RungNotice {
  promiseId: string
  kind: OwedKind
  object: OwedObject
  priority: Priority | null
  caseNumber: string | null
  dueAt: Instant
  /** From when on it was owed: of a case without an answer, since when it waits for one. Missing in older messages. */
  madeAt?: Instant
  /** Of a window: when the work is. Missing in older messages. */
  window?: Window | null
  /** Of an incident: when it was resolved, unless it is not. Missing in older messages. */
  resolvedAt?: Instant | null
  /** When it was told. */
  at: Instant
  /** `Rung.after` of the rung, in milliseconds from the due time. */
  rung: number
  /** Whom the rung tells. */
  recipients: readonly Recipient[]
  /** Roles of the rung that nobody fills now: the message went to others instead. */
  gaps: readonly Gap[]
  /** Names of the platforms that it concerns. */
  platforms: readonly string[]
  /** How many subscribers follow it. */
  followers: number
  /** What was said in public last; null where nothing was. */
  saidLast: SaidLast | null
  /** Earlier rungs, the first first. */
  before: readonly RungTold[]
  /** Who said that they are on it, and their note (missing in older messages); null while nobody has, or only by putting it off. */
  acknowledged: { by: string; at: Instant; note?: string | null } | null
  /** Who put it off, and why; null if nobody has. */
  putOff: { by: string; at: Instant; until: Instant; reason: string } | null
  /** Whom the same message could not reach, each with the reason; null where it goes to those it is meant for. */
  insteadOf: readonly { name: string; why: string }[] | null
}
