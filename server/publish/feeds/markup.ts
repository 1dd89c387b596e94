import { html } from 'hono/html'
import { stamp } from '../../../src/i18n/time.ts'
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
