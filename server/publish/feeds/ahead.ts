import type { UpdateRow } from '../../../db/incident/updates.ts'
import { type Dictionary, dictionary } from '../../../src/i18n/index.ts'
import { dateTime } from '../../../src/i18n/time.ts'
import { original } from '../../../src/i18n/wording.ts'
import type { Site } from '../../../src/views.ts'
import type { PromiseBasis } from '../../domain/promise/promise.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import { type IncidentWithUpdates, reasonNow, reportStandingOf } from '../facts/incidents.ts'
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
  /** Something was said since: that tells what is to come now. */
  past: boolean
}

export const NOTHING_AHEAD: Ahead = {
  ...{
    dueAt: null,
    overdue: false,
    basis: null,
    etr: null,
    hold: null,
    reason: null,
    vendor: null,
    report: null,
    past: false,
  },
}

/**
 * What an update said is to come, and what of that had not come when `next` was said. Later items tell what came of it,
 * and when the next update is due: this one only that it was broken, which stays true however the time is moved.
 */
export function saidAhead(update: UpdateRow, vendor: string | null, next: Instant): Ahead {
  const { basis, etr, hold_until: hold, reason, report_due_at: report } = update
  const stated = (at: Instant | null) => (at === null ? null : { at, passed: next > at })
  return {
    ...promisedBy(update.due_at, next),
    ...{ basis, reason, vendor, etr: stated(etr), hold: stated(hold) },
    report: report === null ? null : { dueAt: report, overdue: next > report },
  }
}

/** The next update, promised by something after which `next` was said, if it was broken by then. */
function promisedBy(dueAt: Instant | null, next: Instant): Ahead {
  const broken = dueAt !== null && next > dueAt
  return { ...NOTHING_AHEAD, dueAt: broken ? dueAt : null, overdue: broken, past: true }
}

/** What is to come of an incident, and what did not come, as of `now`. */
export function nowAhead(incident: IncidentWithUpdates, now: Instant): Ahead {
  const { row, updates } = incident
  const { next_update_due_at: dueAt, vendor } = row
  const { basis = null } = updates[0] ?? {}
  const report = reportStandingOf(incident, now)
  const stated = (at: Instant | null) => (at === null ? null : { at, passed: now > at })
  return {
    ...{ dueAt, overdue: dueAt !== null && now > dueAt, basis, reason: reasonNow(incident, now), vendor },
    etr: stated(row.etr),
    hold: stated(row.hold_until),
    report: report && 'dueAt' in report ? report : null,
    past: false,
  }
}

/** What is to come, in paragraphs. Readers keep what they read, so every day is named. */
export function aheadMarkup(ahead: Ahead, site: Site): string {
  const { zone, locale } = site
  const { promise } = dictionary(locale)
  const { dueAt, overdue, basis, etr, hold, reason, vendor, report, past } = ahead
  const broken = past ? promise.wasDue : promise.overdue
  const time = (at: Instant) => dateTime(at, zone, locale)
  return paragraphs([
    dueAt !== null && (overdue ? broken : promise.nextBy)(time(dueAt)),
    dueAt !== null && basis === 'vendor' && vendor !== null && promise.vendor(vendor),
    ...statedLines({ etr, hold }, promise, time),
    (dueAt ?? etr ?? hold) !== null && reason !== null && promise.reason(original(site, reason)),
    // A later item is the report, or tells that the case goes on.
    report !== null && !past && (report.overdue ? promise.reportOverdue : promise.reportBy)(time(report.dueAt)),
  ])
}

/** What an older text stated, which stays part of what was said: a hold or an estimate, and why. */
export function statedMarkup({ etr, hold, reason }: Ahead, site: Site): string {
  if (etr === null && hold === null) return ''
  const { zone, locale } = site
  const { promise } = dictionary(locale)
  const lines = statedLines({ etr, hold }, promise, (at) => dateTime(at, zone, locale))
  return paragraphs([...lines, reason !== null && promise.reason(original(site, reason))])
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
