import type { UpdateRow } from '../../../db/incident/updates.ts'
import { type Dictionary, dictionary } from '../../../src/i18n/index.ts'
import { dateTime } from '../../../src/i18n/time.ts'
import type { Site } from '../../../src/views.ts'
import { standing } from '../../domain/promise/promise.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import { oneLine } from '../../lib/text.ts'
import { htmlOf } from '../facts/html.ts'
import type { IncidentWithUpdates } from '../facts/incidents.ts'
import type { PublishSnapshot } from '../facts/snapshot.ts'
import { incidentPath } from '../views/summary.ts'
import { adviceMarkup, caseText, designationText } from './case.ts'

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

/** One item per incident, what was said of it newest first. How its promise stands follows the newest. */
export function incidentItem(
  incident: IncidentWithUpdates,
  { site, now, plan }: Pick<PublishSnapshot, 'site' | 'now' | 'plan'>,
): FeedItem {
  const due = incident.row.next_update_due_at
  const owed = promiseMarkup(due, standing(due, now, plan.dueSoon) === 'overdue', site)
  const sayings = sayingsOf(incident, site)
  const [newest, ...older] = sayings.map((saying) => updateMarkup(saying, saying.label) + overMarkup(saying, site))
  const times = sayings.map(({ at }) => at)
  const updatedAt = Math.max(...times)
  return {
    id: null,
    name: `Incident/${incident.row.id}`,
    url: site.url + incidentPath(incident.row.id),
    title: oneLine(incident.row.title),
    html: [newest, owed, adviceMarkup(incident, plan, site), ...older].join(''),
    publishedAt: Math.min(...times),
    updatedAt,
    changedAt: Math.max(
      updatedAt,
      incident.row.times_corrected_at ?? 0,
      ...sayings.map(({ correctedAt }) => correctedAt ?? 0),
    ),
  }
}

/**
 * One item per update, and for the report on the cause, newest first. Each with the promise it made: what came of that
 * is told by later items.
 */
export function updateItems(incident: IncidentWithUpdates, site: Site): FeedItem[] {
  return sayingsOf(incident, site).map((saying) => ({
    id: saying.id,
    name: `Update/${saying.id}`,
    url: `${site.url}${incidentPath(incident.row.id)}#${saying.anchor}`,
    title: oneLine(dictionary(site.locale).feeds.updateTitle(saying.headline, incident.row.title)),
    html: updateMarkup(saying, saying.label) + overMarkup(saying, site) + promiseMarkup(saying.dueAt, false, site),
    publishedAt: saying.at,
    updatedAt: saying.at,
    changedAt: saying.correctedAt ?? saying.at,
  }))
}

interface Saying {
  id: string
  /** The phase, in the words that readers of Statuspage's feeds know. */
  label: string
  /** The same for people: the case's status where it says more. */
  headline: string
  body: string
  at: Instant
  correctedAt: Instant | null
  /** By when it promised the next. */
  dueAt: Instant | null
  /** When the problem was over, if a resolution says so. */
  overAt: Instant | null
  /** Where it stands on the incident's page. */
  anchor: string
}

/** What was said of an incident, newest first. */
function sayingsOf({ row, updates, designations, report }: IncidentWithUpdates, site: Site): Saying[] {
  const t = dictionary(site.locale)
  const said = updates.map((update, index) => {
    const { headline, meaning } = caseText(update, updates[index + 1], t)
    return {
      ...{ id: update.id, label: label(update, updates[index + 1], site), headline, dueAt: update.due_at },
      ...{ body: meaning + update.body, at: update.created_at, correctedAt: update.corrected_at },
      ...{ overAt: update.resolved_at, anchor: `update-${update.id}` },
    }
  })
  const turns = designations.map((one) => {
    const { headline, meaning: body } = designationText(one, t)
    const { at, due_at: dueAt } = one
    const id = `${row.id}-${at}`
    return {
      id,
      label: t.feeds.update,
      headline,
      body,
      at,
      correctedAt: null,
      overAt: null,
      dueAt,
      anchor: `designation-${at}`,
    }
  })
  return [...reportOf(report, t), ...turns, ...said].sort((a, b) => b.at - a.at)
}

function reportOf(report: IncidentWithUpdates['report'], { feeds }: Dictionary): Saying[] {
  if (!report) return []
  const { id, body, published_at: at, corrected_at: correctedAt } = report
  return [
    {
      id,
      label: feeds.report,
      headline: feeds.report,
      body,
      at,
      correctedAt,
      overAt: null,
      dueAt: null,
      anchor: 'postmortem',
    },
  ]
}

function label(update: UpdateRow, before: UpdateRow | undefined, site: Site): string {
  const { feeds, words } = dictionary(site.locale)
  return update.phase === before?.phase ? feeds.update : words.phase[update.phase]
}

/**
 * One update in the markup that readers of Statuspage's feeds take apart: they look for `<strong>Label</strong> -` and
 * take the first for the current state. The day is padded with a space, as theirs is.
 */
export function updateMarkup(update: { at: Instant; body: string }, label: string): string {
  const { month, day, time } = utc(update.at)
  const when = `${month} <var data-var='date'>${day}</var>, <var data-var='time'>${time}</var> UTC`
  const html = htmlOf(update.body).trim()
  // The first paragraph continues the line of the label; whatever else follows stands by itself.
  const text = html.startsWith('<p>') ? html.slice('<p>'.length) : `</p>${html}`
  return `<p><small>${when}</small><br><strong>${label}</strong> - ${text}`
}

/** "The problem was over at …", where that was not when it was told. */
function overMarkup({ overAt }: Saying, { zone, locale }: Site): string {
  return overAt === null ? '' : `<p>${dictionary(locale).incident.overAt(dateTime(overAt, zone, locale))}</p>`
}

/** "Next update by …", or that it is overdue. Readers keep what they read, so the day is named. */
function promiseMarkup(dueAt: Instant | null, overdue: boolean, { zone, locale }: Site): string {
  if (dueAt === null) return ''
  const { promise } = dictionary(locale)
  const time = dateTime(dueAt, zone, locale)
  return `<p>${overdue ? promise.overdue(time) : promise.nextBy(time)}</p>`
}

function utc(at: Instant): { month: string; day: string; time: string } {
  const [, day = '', month = '', , time = ''] = new Date(at).toUTCString().split(' ')
  return { month, day: String(Number(day)).padStart(2), time: time.slice(0, 5) }
}
