import type { FieldError } from '../refusal.ts'
import type { Window } from '../time/window.ts'
import { DAY, type Instant, MINUTE } from '../vocabulary.ts'

/** When subscribers are notified of a window. All empty: the window is on the page only. */
export interface NoticePlan {
  /** Ahead of the start, ISO 8601 durations, longest first: "P7D" is the same local time a week before, "PT24H" 24 hours. */
  before: readonly string[]
  /** Sent as soon as it is scheduled. */
  atOnce: boolean
  start: boolean
  end: boolean
}

export const PAGE_ONLY: NoticePlan = { before: [], atOnce: false, start: false, end: false }

const NOTICE_OUTCOMES = ['pending', 'told', 'missed', 'withdrawn'] as const
/** `missed`: it was too late to send it. `withdrawn`: its window was moved or cancelled before it was due. */
export type NoticeOutcome = (typeof NOTICE_OUTCOMES)[number]

/** A promised notice: when it is due, and what became of it. */
export interface NoticePromise {
  /** A duration of `NoticePlan.before`, or `at_once`, `start` or `end`. */
  key: string
  dueAt: Instant
  toldAt: Instant | null
  outcome: NoticeOutcome
  /** Of an end: when followers were told that the work takes longer, and when it ended, once it has. */
  prolonged?: { toldAt: Instant; endedAt: Instant | null }
}

/** The notice that is sent as soon as a window is scheduled. */
export const AT_ONCE = 'at_once'

/** Notices that are no duration ahead of the start. */
const NOTICE_WORDS = [AT_ONCE, 'start', 'end'] as const
export type NoticeWord = (typeof NOTICE_WORDS)[number]

/** `when_over`: its planned time has passed, and its followers know that the work takes longer. */
export type NoticeStanding = 'ahead' | 'when_over' | 'kept' | 'late' | 'missed' | 'withdrawn'

/** The clock runs once a minute, and staff need a few minutes to complete a window. */
export const NOTICE_GRACE = 5 * MINUTE

export const LONGEST_LEAD = 60 * DAY

/** When a notice ahead of a start is due; days are calendar days of the zone. */
export function leadDue(startsAt: Instant, lead: string, zone: string): Instant {
  return Temporal.Instant.fromEpochMilliseconds(startsAt).toZonedDateTimeISO(zone).subtract(lead).epochMilliseconds
}

/** The notices that a plan promises for a window, in the order in which they are due. */
export function promisesOf({ startsAt, endsAt }: Window, plan: NoticePlan, zone: string): NoticePromise[] {
  const pending = (key: string, dueAt: Instant): NoticePromise => ({ key, dueAt, toldAt: null, outcome: 'pending' })
  return [
    ...plan.before.map((lead) => pending(lead, leadDue(startsAt, lead, zone))),
    ...(plan.start ? [pending('start', startsAt)] : []),
    ...(plan.end ? [pending('end', endsAt)] : []),
  ]
}

export function isNoticeWord(key: string): key is NoticeWord {
  return NOTICE_WORDS.some((word) => word === key)
}

export function isLead({ key }: Pick<NoticePromise, 'key'>): boolean {
  return !isNoticeWord(key)
}

/** Is it sent before the start: some time ahead of it, or at once? */
export function isAhead({ key }: Pick<NoticePromise, 'key'>): boolean {
  return isLead({ key }) || key === AT_ONCE
}

/** Names a promised notice, in the ledger and wherever it is answered for. */
export function noticeId(maintenanceId: string, { key, dueAt }: Pick<NoticePromise, 'key' | 'dueAt'>): string {
  return `${maintenanceId}.${key}.${dueAt.toString(36)}`
}

/**
 * From when on a notice is owed; `Infinity` while nobody can know. The end is promised for when the work ends (support
 * plan, maintenance: reminders "one week before, at start and at end"). Followers who heard at the planned end that it
 * takes longer are owed it from the real end on; where nobody told them, from the planned one.
 */
export function owedAt(promise: Pick<NoticePromise, 'dueAt' | 'prolonged'>): Instant {
  const { dueAt, prolonged } = promise
  return putOffAt(promise) === null ? dueAt : Math.max(dueAt, prolonged?.endedAt ?? Number.POSITIVE_INFINITY)
}

/** When followers heard at a planned end, in time, that it takes longer; null if they did not. */
export function putOffAt({ dueAt, prolonged }: Pick<NoticePromise, 'dueAt' | 'prolonged'>): Instant | null {
  return !prolonged || prolonged.toldAt > dueAt + NOTICE_GRACE ? null : prolonged.toldAt
}

/** Is a notice that nobody sent too late at `at`, or was one late that was sent then? A few minutes are allowed. */
export function isLate(promise: Pick<NoticePromise, 'dueAt' | 'prolonged'>, at: Instant): boolean {
  return at > owedAt(promise) + NOTICE_GRACE
}

/** The standing of a promised notice at `now`. */
export function noticeStanding(promise: NoticePromise, now: Instant): NoticeStanding {
  const { toldAt, outcome } = promise
  if (outcome === 'missed' || outcome === 'withdrawn') return outcome
  if (isLate(promise, toldAt ?? now)) return 'late'
  if (toldAt !== null) return 'kept'
  return now > promise.dueAt && owedAt(promise) === Number.POSITIVE_INFINITY ? 'when_over' : 'ahead'
}

/** The notices after one message was sent for those pending ones that `which` selects. */
export function tell(
  notices: readonly NoticePromise[],
  now: Instant,
  which: (promise: NoticePromise) => boolean,
): NoticePromise[] {
  return notices.map((p) => (p.outcome === 'pending' && which(p) ? { ...p, outcome: 'told', toldAt: now } : p))
}

/** The notices after those pending ones that `which` selects have become pointless. */
export function drop(
  notices: readonly NoticePromise[],
  outcome: 'missed' | 'withdrawn',
  which: (promise: NoticePromise) => boolean,
): NoticePromise[] {
  return notices.map((p) => (p.outcome === 'pending' && which(p) ? { ...p, outcome } : p))
}

/** Checks the durations of a plan: days or smaller units, up to 60 days, each once. */
export function leadErrors(before: readonly string[]): FieldError[] {
  return before.flatMap((lead, index) => {
    const ms = lengthOf(lead)
    const fine = ms !== null && ms > 0 && ms <= LONGEST_LEAD && before.indexOf(lead) === index
    if (fine) return []
    const detail = `"${lead}" must be a duration such as P7D or PT24H, up to 60 days, given once.`
    return [{ pointer: `/notices/before/${index}`, detail }]
  })
}

/** Milliseconds of a duration with days of 24 hours, or null if it is not a duration. */
export function lengthOf(lead: string): number | null {
  try {
    return Temporal.Duration.from(lead).total({ unit: 'milliseconds', relativeTo: '1970-01-01' })
  } catch {
    return null
  }
}
