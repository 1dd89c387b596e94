import type { ConfirmationRequest, DesignationNotice, Notice, OverdueNotice } from '../domain/incident/notice.ts'
import type { MaintenanceNotice } from '../domain/maintenance/notice.ts'
import type { Because } from '../domain/subscription/audience.ts'
import type { ChannelName, Instant } from '../domain/vocabulary.ts'

/**
 * What is told: an update of an incident, news of a maintenance, the question whether somebody really asked to be told,
 * or to staff: that there is a P1G, and what the desk owes.
 */
export type News =
  | { kind: 'update'; notice: Notice }
  | { kind: 'maintenance'; notice: MaintenanceNotice }
  | { kind: 'confirmation'; request: ConfirmationRequest }
  | { kind: 'designation'; notice: DesignationNotice }
  | { kind: 'debt'; notice: OverdueNotice }

/** Whom to tell, as stored. */
export interface Receiver {
  id: string
  address: string
  /** Push: `{p256dh, auth}` as JSON. */
  keys: string | null
  locale: string
  timeZone: string | null
}

/** One delivery as a channel needs it: the same on every attempt. */
export interface Errand {
  eventId: number
  /** When it happened. */
  at: Instant
  news: News
  because: Because
  receiver: Receiver
}

/**
 * What became of one delivery. `gone`: the address is dead, the subscriber is switched off. `failed`: this message will
 * never be taken, the address is fine. `later`: try again, not before `after` milliseconds if given.
 */
export type Outcome =
  | { kind: 'sent'; reference?: string | undefined }
  | { kind: 'gone'; why: string }
  | { kind: 'failed'; why: string }
  | { kind: 'later'; why: string; after?: number | undefined }

/** Nothing more through this lane for a while; without `ms` the dispatcher backs off. An alarm needs a human. */
export interface Pause {
  ms?: number | undefined
  why: string
  alarm: boolean
  /** The receiver may be at fault as well: believed once several in a row say so. */
  doubtful?: boolean | undefined
}

export interface Sent {
  outcome: Outcome
  pause?: Pause | undefined
}

/**
 * What became of a batch: one outcome per message, in order, or all of them later: as they are
 * (`keep`: the provider may have them already), made anew (`thaw`: it has none), or in halves to find the one that
 * spoils it.
 */
export type SentBatch =
  | { kind: 'settled'; outcomes: readonly Outcome[]; pause?: Pause | undefined }
  | {
      kind: 'later'
      why: string
      after?: number | undefined
      batch: 'keep' | 'thaw' | 'halve'
      pause?: Pause | undefined
    }

interface Common {
  name: ChannelName
  /** `every`: all updates in order. `newest`: a newer one replaces what is unsent. */
  order: 'every' | 'newest'
  /** Deliveries in flight at once per lane, and claimed at a time. */
  capacity: number
  handful: number
  /** No attempt from this instant on, given when the first one was (null: none yet). */
  deadline(errand: Errand, triedAt: Instant | null): Instant
  /** How many requests may start beside those under way, and when to ask again if none. Unlimited where absent. */
  room?(underWay: number): { requests: number; again: Instant }
  close(): Promise<void>
}

export interface SingleChannel extends Common {
  kind: 'single'
  /** Sends one message. Never throws for the world's faults. */
  send(errand: Errand, signal: AbortSignal): Promise<Sent>
}

export interface BatchChannel extends Common {
  kind: 'batch'
  /** The message as JSON, made once: every attempt sends exactly that. */
  compose(errand: Errand): unknown
  /** Sends frozen messages under an idempotency key. Never throws for the world's faults. */
  send(key: string, messages: readonly unknown[], signal: AbortSignal): Promise<SentBatch>
}

/** A way to reach people. It says what happened; the dispatcher decides what follows. */
export type Channel = SingleChannel | BatchChannel

/** A text for the log, whatever was thrown. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** `Retry-After` in milliseconds: seconds or an HTTP date, at least one second and at most an hour. */
export function retryAfter(header: string | undefined, now: Instant): number | undefined {
  if (header === undefined) return undefined
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now
  return Number.isNaN(ms) ? undefined : Math.min(3_600_000, Math.max(1000, ms))
}
