import type { UpdateRow } from '../../../db/incident/public.ts'
import { dictionary } from '../../../src/i18n/index.ts'
import type { Site } from '../../../src/views.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import { oneLine } from '../../lib/text.ts'
import type { IncidentWithUpdates } from '../facts/incidents.ts'
import type { PublishSnapshot } from '../facts/snapshot.ts'
import { incidentPath } from '../views/summary.ts'
import { brokenSince, type Outlook, outlookMarkup, updateMarkup } from './markup.ts'

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
  /** As `updatedAt`, and later if a text was corrected or a promise broken since. */
  changedAt: Instant
}

type Seen = Pick<PublishSnapshot, 'site' | 'now'>

/** One item per incident, what was said of it newest first. What is to be expected follows the newest. */
export function incidentItem(incident: IncidentWithUpdates, { site, now }: Seen): FeedItem {
  const [newest, ...older] = sayingsOf(incident, { site, now })
  if (!newest) throw new Error(`Incident ${incident.row.id} has no update.`)
  const markup = (saying: Saying) => updateMarkup(saying, saying.label, site.zone)
  const times = [newest, ...older].map(({ at }) => at)
  const updatedAt = Math.max(...times)
  const corrected = [newest, ...older].map(({ correctedAt }) => correctedAt ?? 0)
  // On a P1G an estimate is told on by the updates after it.
  const outlook = { ...newest.outlook, etr: incident.row.etr }
  return {
    id: null,
    name: `Incident/${incident.row.id}`,
    url: site.url + incidentPath(incident.row.id),
    title: oneLine(incident.row.title),
    html: [markup(newest), outlookMarkup(outlook, site), ...older.map(markup)].join(''),
    publishedAt: Math.min(...times),
    updatedAt,
    changedAt: Math.max(updatedAt, ...corrected, brokenSince(outlook)),
  }
}

/**
 * One item per update, and for the report on the cause, newest first. Each with what it promised: what came of that is
 * told by later items, and as long as there is none, by the newest.
 */
export function updateItems(incident: IncidentWithUpdates, { site, now }: Seen): FeedItem[] {
  return sayingsOf(incident, { site, now }).map((saying) => ({
    id: saying.id,
    name: `Update/${saying.id}`,
    url: `${site.url}${incidentPath(incident.row.id)}#${saying.anchor}`,
    title: oneLine(dictionary(site.locale).feeds.updateTitle(saying.label, incident.row.title)),
    html: updateMarkup(saying, saying.label, site.zone) + outlookMarkup(saying.outlook, site),
    publishedAt: saying.at,
    updatedAt: saying.at,
    changedAt: Math.max(saying.correctedAt ?? saying.at, brokenSince(saying.outlook)),
  }))
}

interface Saying {
  id: string
  label: string
  body: string
  at: Instant
  correctedAt: Instant | null
  outlook: Outlook
  /** Where it stands on the incident's page. */
  anchor: string
}

const NOTHING_AHEAD: Outlook = {
  ...{ dueAt: null, basis: null, overdue: false, etr: null, holdUntil: null, reason: null, vendor: null, report: null },
}

/** What was said of an incident, newest first. */
function sayingsOf(incident: IncidentWithUpdates, { site, now }: Seen): Saying[] {
  const { updates, report } = incident
  const said = updates.map((update, index) => ({
    ...{ id: update.id, label: label(update, updates[index + 1], site), body: update.body },
    ...{ at: update.created_at, correctedAt: update.corrected_at, anchor: `update-${update.id}` },
    outlook: outlookOf(update, incident, index === 0, now),
  }))
  if (!report) return said
  const { id, body, published_at: at, corrected_at: correctedAt } = report
  const word = dictionary(site.locale).feeds.report
  const reported = { id, label: word, body, at, correctedAt, outlook: NOTHING_AHEAD, anchor: 'postmortem' }
  return [reported, ...said].sort((a, b) => b.at - a.at)
}

/** Only the newest update can be overdue: what the others promised was kept or late, and has come. */
function outlookOf(update: UpdateRow, { row, report }: IncidentWithUpdates, isNewest: boolean, now: Instant): Outlook {
  const { due_at: dueAt, basis, etr, hold_until: holdUntil, reason, report_due_at: reportDueAt } = update
  const owed = isNewest && !report && reportDueAt !== null
  return {
    ...{ dueAt, basis, etr, holdUntil, reason },
    overdue: isNewest && dueAt !== null && now > dueAt,
    vendor: row.vendor,
    report: owed ? { dueAt: reportDueAt, overdue: now > reportDueAt } : null,
  }
}

function label(update: UpdateRow, before: UpdateRow | undefined, site: Site): string {
  const { feeds, words } = dictionary(site.locale)
  return update.phase === before?.phase ? feeds.update : words.phase[update.phase]
}
