import type { Instant, Priority } from '../vocabulary.ts'
import type { Gap, Recipient } from './duty.ts'
import type { OwedKind, OwedObject } from './owed.ts'
import type { ToldPerson } from './told.ts'

/** What was done about a promise before. */
export interface RungTold {
  /** `Rung.after`, in milliseconds from the due time. */
  rung: number
  roles: readonly string[]
  /** Null: it was skipped. */
  toldAt: Instant | null
  /** Skipped because the promise was put off; otherwise since a higher rung was due already. */
  isPutOff: boolean
  /** With what became of their message by then. */
  people: readonly Omit<ToldPerson, 'reason'>[]
}

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
  /** The last public text, in Markdown; null where there is none. */
  saidLast: { at: Instant; body: string } | null
  /** Earlier rungs, the first first. */
  before: readonly RungTold[]
  /** Who said that they are on it; null while nobody has, or only by putting it off. */
  acknowledged: { by: string; at: Instant } | null
  /** Who put it off, and why; null if nobody has. */
  putOff: { by: string; at: Instant; until: Instant; reason: string } | null
  /** Whom the same message could not reach, each with the reason; null where it goes to those it is meant for. */
  insteadOf: readonly { name: string; why: string }[] | null
}
