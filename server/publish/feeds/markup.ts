import { html } from 'hono/html'
import { dictionary } from '../../../src/i18n/index.ts'
import { dateTime, stamp } from '../../../src/i18n/time.ts'
import type { Site } from '../../../src/views.ts'
import type { PromiseBasis } from '../../domain/promise/promise.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import { oneLine } from '../../lib/text.ts'
import { htmlOf } from '../facts/html.ts'

/**
 * One update in the markup that readers of Statuspage's feeds take apart: they look for `<strong>Label</strong> -` and
 * take the first for the current state. The day is padded with a space, as theirs is. Whatever an item says is in one
 * zone, which it names.
 */
export function updateMarkup(update: { at: Instant; body: string }, label: string, zone: string): string {
  const { month, day, time, zone: name } = stamp(update.at, zone)
  const when = `${month} <var data-var='date'>${day.padStart(2)}</var>, <var data-var='time'>${time}</var> ${name}`
  const text = htmlOf(update.body).trim()
  // The first paragraph continues the line of the label; whatever else follows stands by itself.
  const told = text.startsWith('<p>') ? text.slice('<p>'.length) : `</p>${text}`
  return `<p><small>${when}</small><br><strong>${label}</strong> - ${told}`
}

/** A plain text as a paragraph. */
export function paragraph(text: string): string {
  return String(html`<p>${oneLine(text)}</p>`)
}

/** What an update says of when more comes, and what became of it. */
export interface Outlook {
  /** By when the next update is promised, and why then. */
  dueAt: Instant | null
  basis: PromiseBasis | null
  overdue: boolean
  etr: Instant | null
  holdUntil: Instant | null
  reason: string | null
  /** Who sets the pace where `basis` is the vendor. */
  vendor: string | null
  /** By when a report on the cause is promised. */
  report: { dueAt: Instant; overdue: boolean } | null
}

/** The outlook in paragraphs. Readers keep what they read, so every day is named. */
export function outlookMarkup(outlook: Outlook, { zone, locale }: Site): string {
  const { promise } = dictionary(locale)
  const { dueAt, basis, overdue, etr, holdUntil, reason, vendor, report } = outlook
  const time = (at: Instant) => dateTime(at, zone, locale)
  const lines = [
    dueAt !== null && (overdue ? promise.overdue(time(dueAt)) : promise.nextBy(time(dueAt))),
    dueAt !== null && basis === 'vendor' && vendor !== null && promise.vendor(vendor),
    holdUntil !== null && promise.holdUntil(time(holdUntil)),
    etr !== null && promise.etr(time(etr)),
    dueAt !== null && reason !== null && promise.reason(reason),
    report !== null &&
      (report.overdue ? promise.reportOverdue(time(report.dueAt)) : promise.reportBy(time(report.dueAt))),
  ]
  return lines
    .filter((line) => line !== false)
    .map(paragraph)
    .join('')
}

/** When the outlook last changed by itself: a promise that is broken is news of its own. 0 while none is. */
export function brokenSince({ dueAt, overdue, report }: Outlook): Instant {
  return Math.max(overdue ? (dueAt ?? 0) : 0, report?.overdue ? report.dueAt : 0)
}
