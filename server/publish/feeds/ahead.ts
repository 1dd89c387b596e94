import type { UpdateRow } from '../../../db/incident/updates.ts'
import { type Dictionary, dictionary } from '../../../src/i18n/index.ts'
import { dateTime } from '../../../src/i18n/time.ts'
import type { Site } from '../../../src/views.ts'
import type { PromiseBasis } from '../../domain/promise/promise.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import type { IncidentWithUpdates } from '../facts/incidents.ts'
import { paragraph } from './markup.ts'

/** A time that was stated, and whether it has passed since. */
interface Stated {
  at: Instant
  passed: boolean
}

/** What is to come: when, and why then. */
export interface Ahead {
  /** By when the next update is promised. */
  dueAt: Instant | null
  overdue: boolean
  basis: PromiseBasis | null
  etr: Stated | null
  hold: Stated | null
  reason: string | null
  /** Who sets the pace where `basis` is the vendor. */
  vendor: string | null
  /** By when a report on the cause is promised. */
  report: { dueAt: Instant; overdue: boolean } | null
}

export const NOTHING_AHEAD: Ahead = {
  ...{ dueAt: null, overdue: false, basis: null, etr: null, hold: null, reason: null, vendor: null, report: null },
}

/** What an update said is to come. Later items tell what became of it. */
export function saidAhead(update: UpdateRow, vendor: string | null): Ahead {
  const { due_at: dueAt, basis, etr, hold_until: hold, reason } = update
  const stated = (at: Instant | null) => (at === null ? null : { at, passed: false })
  return { ...NOTHING_AHEAD, dueAt, basis, reason, vendor, etr: stated(etr), hold: stated(hold) }
}

/** What is to come of an incident, and what did not come, as of `now`. */
export function nowAhead({ row, updates, report }: IncidentWithUpdates, now: Instant): Ahead {
  const { next_update_due_at: dueAt, vendor } = row
  const { basis = null, reason = null, report_due_at: owed = null } = updates[0] ?? {}
  const stated = (at: Instant | null) => (at === null ? null : { at, passed: now > at })
  return {
    ...{ dueAt, overdue: dueAt !== null && now > dueAt, basis, reason, vendor },
    etr: stated(row.etr),
    hold: stated(row.hold_until),
    report: row.phase === 'resolved' && !report && owed !== null ? { dueAt: owed, overdue: now > owed } : null,
  }
}

/** What is to come, in paragraphs. Readers keep what they read, so every day is named. */
export function aheadMarkup(ahead: Ahead, { zone, locale }: Site): string {
  const { promise } = dictionary(locale)
  const { dueAt, overdue, basis, etr, hold, reason, vendor, report } = ahead
  const time = (at: Instant) => dateTime(at, zone, locale)
  return paragraphs([
    dueAt !== null && (overdue ? promise.overdue : promise.nextBy)(time(dueAt)),
    dueAt !== null && basis === 'vendor' && vendor !== null && promise.vendor(vendor),
    ...statedLines({ etr, hold }, promise, time),
    dueAt !== null && reason !== null && promise.reason(reason),
    report !== null && (report.overdue ? promise.reportOverdue : promise.reportBy)(time(report.dueAt)),
  ])
}

/** What an older text stated, which stays part of what was said: a hold or an estimate, and why. */
export function statedMarkup({ etr, hold, reason }: Ahead, { zone, locale }: Site): string {
  if (etr === null && hold === null) return ''
  const { promise } = dictionary(locale)
  const lines = statedLines({ etr, hold }, promise, (at) => dateTime(at, zone, locale))
  return paragraphs([...lines, reason !== null && promise.reason(reason)])
}

function statedLines(
  { etr, hold }: Pick<Ahead, 'etr' | 'hold'>,
  promise: Dictionary['promise'],
  time: (at: Instant) => string,
) {
  return [
    hold !== null && (hold.passed ? promise.wasOnHold : promise.holdUntil)(time(hold.at)),
    etr !== null && (etr.passed ? promise.etrPassed : promise.etr)(time(etr.at)),
  ]
}

function paragraphs(lines: (string | false)[]): string {
  return lines
    .filter((line) => line !== false)
    .map(paragraph)
    .join('')
}

/** When that last changed by itself: a promise that is broken is news of its own. 0 while none is. */
export function brokenSince({ dueAt, overdue, etr, hold, report }: Ahead): Instant {
  const stated = [etr, hold].map((one) => (one?.passed ? one.at : 0))
  return Math.max(overdue ? (dueAt ?? 0) : 0, report?.overdue ? report.dueAt : 0, ...stated)
}
