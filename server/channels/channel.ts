import type { ConfirmationRequest, DesignationNotice, Notice } from '../domain/incident/notice.ts'
import type { RungNotice } from '../domain/ladder/notice.ts'
import type { MaintenanceNotice } from '../domain/maintenance/notice.ts'
import type { ArchivedNotice } from '../domain/platform/notice.ts'
import type { BreakGlassNotice } from '../domain/staff/break-glass.ts'
import type { AccountNotice } from '../domain/staff/notice.ts'
import type { Because } from '../domain/subscription/audience.ts'
import type { DigestNotice } from '../domain/subscription/digest.ts'
import type { LeftNotice } from '../domain/subscription/leaving.ts'
import type { MovingNotice } from '../domain/subscription/moving.ts'
import type { OwnerNotice } from '../domain/subscription/owner.ts'
import type { Instant } from '../domain/vocabulary.ts'
import type { ChannelKind } from './kind.ts'

/**
 * What a delivery says: an update of an incident, an announcement about a maintenance, that a platform is no longer in
 * use, the question whether somebody really asked to subscribe; to the owner of an address, what became of it, and to the
 * address itself a test; or to staff: that there is a P1G, what is owed, what
 * subscribers would be told, a link to the own account, or that somebody came in past the identity provider.
 */
export type Message =
  | { kind: 'update'; notice: Notice }
  | { kind: 'maintenance'; notice: MaintenanceNotice }
  | { kind: 'archived'; notice: ArchivedNotice }
  | { kind: 'confirmation'; request: ConfirmationRequest }
  | { kind: 'owner'; notice: OwnerNotice }
  | { kind: 'left'; notice: LeftNotice }
  | { kind: 'moving'; notice: MovingNotice }
  | { kind: 'digest'; notice: DigestNotice }
  | { kind: 'test' }
  | { kind: 'designation'; notice: DesignationNotice }
  | { kind: 'owed'; notice: RungNotice }
  | { kind: 'preview'; of: PreviewedMessage }
  | { kind: 'account'; notice: AccountNotice }
  | { kind: 'break-glass'; notice: BreakGlassNotice }

/** What the desk may look at before anybody is told. */
export type PreviewedMessage = { kind: 'update'; notice: Notice } | { kind: 'maintenance'; notice: MaintenanceNotice }

/** The subscriber a delivery goes to, as stored. */
export interface Receiver {
  id: string
  address: string
  /** `Target.keys` as JSON. */
  keys: string | null
  locale: string
  timeZone: string | null
  /** Which of its links are valid (see `LinkHolder`). */
  linkGeneration: number
}

/** One delivery as a channel needs it: but for `claimedAt` the same on every attempt. */
export interface DeliveryJob {
  eventId: number
  /** The event's kind, such as `incident.updated`. */
  eventKind: string
  /** When it happened. */
  at: Instant
  /** When this attempt began: what is said of the present is true of then. */
  claimedAt: Instant
  message: Message
  because: Because
  receiver: Receiver
}

/**
 * What became of one delivery. `gone`: the address is dead, the subscriber is switched off. `failed`: this message will
 * never be accepted, the address is fine. `later`: try again, not before `after` milliseconds if given.
 */
export type Outcome =
  | { kind: 'sent'; reference?: string }
  | { kind: 'gone'; why: string }
  | { kind: 'failed'; why: string }
  | { kind: 'later'; why: string; after?: number }

/** Nothing more through this lane for a while; without `ms` the dispatcher backs off. An alarm needs an operator. */
export interface Pause {
  ms?: number
  why: string
  alarm: boolean
  /** The receiver may be at fault as well: counts only once several in a row say so. */
  doubtful?: boolean
}

/** What one attempt to reach an address with an owner came to, for the owner to look at. */
export interface Attempt {
  /** The HTTP status; null where no answer came. */
  status: number | null
  /** Milliseconds. */
  took: number
  /** The beginning of the answer, or why there was none: at most 200 characters without control characters. */
  answer: string
}

export interface Sent {
  outcome: Outcome
  pause?: Pause
  attempt?: Attempt
}

/**
 * What became of a batch: one outcome per message, in order, or all of them later: the same bytes under the same key
 * (`retry-same`: the provider may have accepted them already), composed anew (`retry-new`: it has not), or in two
 * halves to find the message that makes it refuse the request (`split`).
 */
export type SentBatch =
  | { kind: 'settled'; outcomes: readonly Outcome[]; pause?: Pause }
  | {
      kind: 'later'
      why: string
      after?: number
      batch: 'retry-same' | 'retry-new' | 'split'
      pause?: Pause
    }

interface Common {
  kind: ChannelKind
  /** Deliveries in flight at once per lane, and how many are claimed at a time. */
  capacity: number
  claimSize: number
  /** Milliseconds between the beginnings of two messages of one lane, where the other side wants that. */
  pace?: number
  /** No attempt from this instant on, given when the first one was (null: none yet). */
  deadline(job: DeliveryJob, triedAt: Instant | null): Instant
  /**
   * How many requests may start beside those in flight, and when to ask again if none. Unlimited where absent. `waits`:
   * something has been there to be sent since it was asked last.
   */
  room?(inFlight: number, waits?: boolean): { requests: number; again: Instant }
  close(): Promise<void>
}

export interface SingleChannel extends Common {
  mode: 'single'
  /** Sends what is for staff, by what no other message holds up; absent: this channel does. Closed with it. */
  staff?: SingleChannel
  /** Sends one message. Never throws for a fault of the network or of the other side. */
  send(job: DeliveryJob, signal: AbortSignal): Promise<Sent>
}

export interface BatchChannel extends Common {
  mode: 'batch'
  /** As `SingleChannel.staff`. */
  staff?: BatchChannel
  /** The message as JSON, composed once: every attempt sends exactly that. */
  compose(job: DeliveryJob): unknown
  /** Sends a frozen batch under its idempotency key. Never throws for a fault of the network or of the other side. */
  send(key: string, messages: readonly unknown[], signal: AbortSignal): Promise<SentBatch>
}

/** What sends the messages of one kind of channel. It reports what happened; the dispatcher decides what follows. */
export type Channel = SingleChannel | BatchChannel

/** `Retry-After` in milliseconds: seconds or an HTTP date, at least one second and at most an hour. */
export function retryAfter(header: string | undefined, now: Instant): number | undefined {
  if (header === undefined) return undefined
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now
  return Number.isNaN(ms) ? undefined : Math.min(3_600_000, Math.max(1000, ms))
}
