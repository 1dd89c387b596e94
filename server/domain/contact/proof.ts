import type { Notice } from '../incident/notice.ts'
import { type MaintenanceNotice, type MaintenanceWording, wordingOf } from '../maintenance/notice.ts'
import type { MailResult } from '../subscription/mail-report.ts'
import { type DeliveryState, type Instant, MINUTE, type Phase } from '../vocabulary.ts'
import type { CallResult, ContactRank, Purpose } from './contact.ts'

/** What became of a notice: `handed_over` to the mail server, which may say more; `untold` was not even sent. */
export const NOTICE_RESULTS = [
  'waiting',
  'handed_over',
  'delivered',
  'bounced',
  'suppressed',
  'failed',
  'untold',
  'withdrawn',
] as const
export type NoticeResult = (typeof NOTICE_RESULTS)[number]

/** Later than so long after it was to be told, it counts as late. */
export const LATE_AFTER = 5 * MINUTE

/** What an event told. */
export type Told =
  | { of: 'incident'; what: 'opened' | 'update' | NonNullable<Notice['about']>; sequence: number; phase: Phase }
  | { of: 'maintenance'; what: MaintenanceWording }

/** One thing that somebody was to be told, and what became of it. */
export interface ProofLine {
  /** When it was to be told; of what was told by hand, when it was. */
  at: Instant
  /** Null: it was told by hand. */
  told: Told | null
  object: { type: 'incident' | 'maintenance'; id: string; title: string } | null
  organisation: { id: string; name: string }
  /** Null: erased. Without an e-mail address where it has another one since. */
  contact: { id: string; name: string; email: string | null } | null
  /** Stands for the address that it went to. */
  addressHash: string
  purpose: Purpose
  /** Of the notice; null for what was told by hand. */
  rank: ContactRank | null
  channel: string
  result: NoticeResult | CallResult
  why: string | null
  handedOverAt: Instant | null
  resultAt: Instant | null
  /** By how many minutes it was handed over late; null if it was not late. */
  lateMinutes: number | null
  /** Of what was told by hand: who did, and what they noted. */
  by: string | null
  note: string | null
}

/** What is known of the delivery that a notice went with. */
export interface Delivered {
  state: DeliveryState
  error: string | null
  settledAt: Instant | null
  result: MailResult | null
  resultAt: Instant | null
  resultDetail: string | null
}

type Outcome = Pick<ProofLine, 'why' | 'handedOverAt' | 'resultAt' | 'lateMinutes'> & { result: NoticeResult }

const NOTHING = { handedOverAt: null, resultAt: null, lateMinutes: null }

/** What became of a notice that was due at `at`; `untold` says why it was not even queued. */
export function outcomeOf(at: Instant, untold: string | null, delivery: Delivered | null): Outcome {
  if (untold !== null) return { ...NOTHING, result: 'untold', why: untold }
  if (!delivery) return { ...NOTHING, result: 'withdrawn', why: null }
  const { state, error, settledAt, result, resultAt, resultDetail } = delivery
  if (state === 'queued' || state === 'sending') return { ...NOTHING, result: 'waiting', why: error }
  if (state === 'failed') return { ...NOTHING, result: 'failed', why: error, resultAt: settledAt }
  if (state === 'superseded') return { ...NOTHING, result: 'withdrawn', why: error, resultAt: settledAt }
  const late = settledAt === null ? 0 : settledAt - at
  const handed = { handedOverAt: settledAt, lateMinutes: late > LATE_AFTER ? Math.round(late / MINUTE) : null }
  // Whoever called it spam has got it.
  if (result === 'complained') return { ...handed, result: 'delivered', why: 'called spam', resultAt }
  if (result === null || result === 'delayed')
    return { ...handed, result: 'handed_over', why: resultDetail, resultAt: null }
  return { ...handed, result, why: result === 'delivered' ? null : resultDetail, resultAt }
}

/** What the notice of an event told; `opened` is the first one of an incident. */
export function toldOf(kind: string, notice: Notice | MaintenanceNotice): Told {
  if ('news' in notice)
    return { of: 'maintenance', what: wordingOf(notice.news, notice.endsAt, notice.previous?.endsAt ?? null) }
  const { about, sequence, phase } = notice
  return { of: 'incident', what: about ?? (kind === 'incident.opened' ? 'opened' : 'update'), sequence, phase }
}
