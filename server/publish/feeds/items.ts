import type { UpdateRow } from '../../../db/views.ts'
import { dictionary } from '../../../src/i18n/index.ts'
import type { Site } from '../../../src/views.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import { oneLine } from '../../text.ts'
import type { Told } from '../facts.ts'
import { htmlOf } from '../html.ts'
import { incidentPath } from '../views/summary.ts'

/** A feed in no format yet: RSS, Atom and JSON Feed dress it. */
export interface Feed {
  title: string
  description: string
  author: string
  language: string
  /** Absolute addresses: of the page it accompanies, and its own. */
  home: string
  self: string
  /** Newest first. */
  items: FeedItem[]
}
export interface FeedItem {
  /** What identifies it for ever; null: its link does. */
  id: string | null
  /** What kind of thing and which: "Incident/abc". */
  name: string
  url: string
  title: string
  html: string
  publishedAt: Instant
  /** The time of what is newest in it. */
  updatedAt: Instant
  /** As `updatedAt`, and later if a text was corrected since. */
  changedAt: Instant
}

/** One item per incident, its updates newest first. */
export function incidentItem(told: Told, site: Site): FeedItem {
  const { row, updates } = told
  const times = updates.map((update) => update.created_at)
  const updatedAt = Math.max(...times)
  return {
    id: null,
    name: `Incident/${row.id}`,
    url: site.url + incidentPath(row.id),
    title: oneLine(row.title),
    html: updates.map((update, index) => updateMarkup(update, label(update, updates[index + 1], site))).join(''),
    publishedAt: Math.min(...times),
    updatedAt,
    changedAt: Math.max(updatedAt, ...updates.map((update) => update.corrected_at ?? 0)),
  }
}

/** One item per update. */
export function updateItem(update: UpdateRow, told: Told, site: Site): FeedItem {
  const before = told.updates.find(({ sequence }) => sequence === update.sequence - 1)
  const text = label(update, before, site)
  return {
    id: update.id,
    name: `Update/${update.id}`,
    url: `${site.url}${incidentPath(told.row.id)}#update-${update.id}`,
    title: oneLine(dictionary(site.locale).feeds.updateTitle(text, told.row.title)),
    html: updateMarkup(update, text),
    publishedAt: update.created_at,
    updatedAt: update.created_at,
    changedAt: update.corrected_at ?? update.created_at,
  }
}

function label(update: UpdateRow, before: UpdateRow | undefined, site: Site): string {
  const { feeds, words } = dictionary(site.locale)
  return update.phase === before?.phase ? feeds.update : words.phase[update.phase]
}

/**
 * One update in the markup that readers of Statuspage's feeds take apart: they look for `<strong>Label</strong> -` and
 * take the first for the current state. The day is padded with a space, as theirs is.
 */
export function updateMarkup(update: Pick<UpdateRow, 'created_at' | 'body'>, label: string): string {
  const { month, day, time } = utc(update.created_at)
  const when = `${month} <var data-var='date'>${day}</var>, <var data-var='time'>${time}</var> UTC`
  const html = htmlOf(update.body).trim()
  // The first paragraph continues the line of the label; whatever else follows stands by itself.
  const text = html.startsWith('<p>') ? html.slice('<p>'.length) : `</p>${html}`
  return `<p><small>${when}</small><br><strong>${label}</strong> - ${text}`
}

function utc(at: Instant): { month: string; day: string; time: string } {
  const [, day = '', month = '', , time = ''] = new Date(at).toUTCString().split(' ')
  return { month, day: String(Number(day)).padStart(2), time: time.slice(0, 5) }
}
