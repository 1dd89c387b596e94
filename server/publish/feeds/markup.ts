import { html } from 'hono/html'
import { dictionary, type Locale } from '../../../src/i18n/index.ts'
import { stamp } from '../../../src/i18n/time.ts'
import { textIn } from '../../../src/i18n/wording.ts'
import type { Site } from '../../../src/views.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import { oneLine } from '../../lib/text.ts'
import { htmlOf } from '../facts/html.ts'

interface Said {
  at: Instant
  /** Markdown of ours, ahead of the text. */
  lead?: string
  /** Markdown. */
  body: string
  /** The language of the text; null: the feed's. */
  lang: string | null
}

/**
 * One update in the markup that readers of Statuspage's feeds take apart: they look for `<strong>Label</strong> -` and
 * take the first for the current state. The day is padded with a space, as theirs is. Whatever an item says is in one
 * zone, which it names.
 */
export function updateMarkup(
  { at, ...said }: Said,
  label: string,
  { zone, locale }: Pick<Site, 'zone' | 'locale'>,
): string {
  const { day, time, ...rest } = stamp(at, zone, locale)
  const when = dictionary(locale).feeds.stamp({
    ...rest,
    day: `<var data-var='date'>${day.padStart(2)}</var>`,
    time: `<var data-var='time'>${time}</var>`,
  })
  const text = textMarkup(said, locale)
  // The first paragraph continues the line of the label; whatever else follows stands by itself.
  const told = text.startsWith('<p>') ? text.slice('<p>'.length) : `</p>${text}`
  return `<p><small>${when}</small><br><strong>${label}</strong> - ${told}`
}

/** What staff wrote, with its language where that is not the feed's. */
function textMarkup({ lead = '', body, lang }: Pick<Said, 'lead' | 'body' | 'lang'>, locale: Locale): string {
  if (lang === null) return htmlOf(lead + body).trim()
  const label = textIn(lang, locale)
  const first = lead === '' ? String(html`<p><em>${label}</em></p>`) : `${htmlOf(lead).trim()}${paragraph(label)}`
  return `${first}<div lang="${lang}">${htmlOf(body).trim()}</div>`
}

/** A plain text as a paragraph. */
export function paragraph(text: string): string {
  return String(html`<p>${oneLine(text)}</p>`)
}
