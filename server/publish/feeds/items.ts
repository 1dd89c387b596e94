import { dictionary } from '../../../src/i18n/index.ts'
import { dateTime } from '../../../src/i18n/time.ts'
import { bodyFor, titleFor } from '../../../src/i18n/wording.ts'
import type { Site } from '../../../src/views.ts'
import { takenAfter } from '../../domain/incident/times/effect.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import type { Wording } from '../../domain/wording.ts'
import { oneLine } from '../../lib/text.ts'
import { addressOf } from '../facts/addresses.ts'
import { type IncidentWithUpdates, reportPutOffBy } from '../facts/incidents.ts'
import type { Platforms, PublishSnapshot } from '../facts/snapshot.ts'
import { allChanges, namedChanges } from '../views/incident.ts'
import { incidentPath } from '../views/summary.ts'
import { aboutMarkup } from './about.ts'
import { type Ahead, aheadMarkup, brokenSince, NOTHING_AHEAD, nowAhead, saidAhead, statedMarkup } from './ahead.ts'
import { adviceMarkup, caseText, designationText, masterMarkup } from './case.ts'
import { paragraph, updateMarkup } from './markup.ts'

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

interface Seen extends Pick<PublishSnapshot, 'site' | 'now' | 'plan'> {
  /** The incident that a duplicate goes on in. */
  master: IncidentWithUpdates | null
  names: Platforms
}

/** One item per incident, what was said of it newest first. What is to be expected follows the newest. */
export function incidentItem(incident: IncidentWithUpdates, { site, now, plan, master, names }: Seen): FeedItem {
  const sayings = sayingsOf(incident, { site, now, plan, names })
  const isUpdate = new Set(incident.updates.map(({ id }) => id))
  const [newest = '', ...older] = sayings.map(
    (saying, index) =>
      saidMarkup(saying, site) + (index > 0 && isUpdate.has(saying.id) ? statedMarkup(saying.ahead, site) : ''),
  )
  const times = sayings.map(({ at }) => at)
  const ahead = nowAhead(incident, now)
  const updatedAt = Math.max(...times)
  return {
    id: null,
    name: `Incident/${incident.row.id}`,
    url: addressOf(site, incidentPath(incident.row.id)),
    title: oneLine(titleFor(site, incident.row.title, incident.titles).text),
    html: [
      newest,
      masterMarkup(incident, master, site),
      aheadMarkup(ahead, site),
      adviceMarkup(incident, { site, plan }),
      aboutMarkup(incident, now, names, site),
      ...older,
    ].join(''),
    publishedAt: Math.min(...times),
    updatedAt,
    changedAt: Math.max(
      updatedAt,
      incident.row.times_corrected_at ?? 0,
      ...sayings.map(({ correctedAt }) => correctedAt ?? 0),
      brokenSince(ahead),
    ),
  }
}

/**
 * One item per update, and for the report on the cause, newest first. Each with what it promised, and that it was broken:
 * `changedAt` never goes back. What came of it is told by later items.
 */
export function updateItems(incident: IncidentWithUpdates, { site, now, plan, master, names }: Seen): FeedItem[] {
  const last = incident.updates[0]?.id
  return sayingsOf(incident, { site, now, plan, names }).map((saying) => ({
    id: saying.id,
    name: `Update/${saying.id}`,
    url: `${addressOf(site, incidentPath(incident.row.id))}#${saying.anchor}`,
    title: oneLine(
      dictionary(site.locale).feeds.updateTitle(
        saying.headline,
        titleFor(site, incident.row.title, incident.titles).text,
      ),
    ),
    html: [
      saidMarkup(saying, site),
      saying.id === last ? masterMarkup(incident, master, site) : '',
      aheadMarkup(saying.ahead, site),
      // Only the newest one's holds.
      saying.id === last ? adviceMarkup(incident, { site, plan }) : '',
      aboutMarkup(incident, saying.at, names, site),
    ].join(''),
    publishedAt: saying.at,
    updatedAt: saying.at,
    changedAt: Math.max(saying.correctedAt ?? saying.at, brokenSince(saying.ahead)),
  }))
}

interface Saying {
  id: string
  /** The phase, in the words that readers of Statuspage's feeds know; the case's status where it says all. */
  label: string
  /** The same for people: the case's status where it says more. */
  headline: string
  /** Of ours, ahead of the body. */
  lead?: string
  body: string
  /** The language of the body; null: the feed's. */
  lang: string | null
  at: Instant
  correctedAt: Instant | null
  /** When the problem was over, if a resolution says so. */
  overAt: Instant | null
  /** What it did to platforms, or to what had been promised, where nothing else says it. */
  lines?: string[]
  ahead: Ahead
  /** Where it stands on the incident's page. */
  anchor: string
}

/** What was said of an incident, newest first. */
function sayingsOf(incident: IncidentWithUpdates, { site, now, plan, names }: Omit<Seen, 'master'>): Saying[] {
  const { row, updates, designations, report } = incident
  const t = dictionary(site.locale)
  const said = updates.map((update, index) => {
    const { label, headline, meaning } = caseText(update, updates[index + 1], t)
    return {
      ...{ id: update.id, label, headline },
      ...{ lead: meaning, ...inWords(bodyFor(site, update)), at: update.created_at, correctedAt: update.corrected_at },
      ...{ overAt: update.resolved_at, anchor: `update-${update.id}` },
      lines: putOffLine(reportPutOffBy(index, incident, plan), site),
      aheadUntil: (next: Instant) => saidAhead(update, row.vendor, next),
    }
  })
  const turns = designations.map((one) => {
    const { label, headline, meaning: body } = designationText(one, t)
    const { at, due_at } = one
    const before = updates.find(({ created_at }) => created_at <= at)
    return {
      ...{ id: `${row.id}-${at}`, label, headline, body, lang: null, at, correctedAt: null, overAt: null },
      anchor: `designation-${at}`,
      // What had been stated before stands.
      aheadUntil: (next: Instant) =>
        before ? saidAhead({ ...before, due_at, report_due_at: null }, row.vendor, next) : NOTHING_AHEAD,
    }
  })
  const merged = updates.flatMap((update) =>
    takenAfter(allChanges(update)).map(({ at, changes }) => ({
      ...{ id: `${row.id}-taken-${at}`, label: t.feeds.update, headline: t.incident.taken, body: t.incident.taken, at },
      ...{ lang: null, correctedAt: null, overAt: null, anchor: `taken-${at}` },
      lines: namedChanges(changes, names).map(({ name, to }) => t.incident.changeOf(name, t.words.state[to])),
      aheadUntil: (next: Instant) => saidAhead(update, row.vendor, next),
    })),
  )
  const all = [...reportOf(report, site), ...turns, ...merged, ...said].sort((a, b) => b.at - a.at)
  // What was promised last is told as it stands by now; what was before, as it stood when the next was said.
  return all.map(({ aheadUntil, ...saying }, index) => {
    const next = all[index - 1]
    return { ...saying, ahead: next ? aheadUntil(next.at) : nowAhead(incident, now) }
  })
}

function putOffLine(promisedBy: Instant | null, { zone, locale }: Site): string[] {
  return promisedBy === null ? [] : [dictionary(locale).promise.reportPutOff(dateTime(promisedBy, zone, locale))]
}

const inWords = ({ text, language }: Wording) => ({ body: text, lang: language })

function reportOf(report: IncidentWithUpdates['report'], site: Site) {
  if (!report) return []
  const { postmortem: label } = dictionary(site.locale).incident
  const { id, published_at: at, corrected_at: correctedAt } = report
  return [
    {
      id,
      label,
      headline: label,
      ...inWords(bodyFor(site, report)),
      at,
      correctedAt,
      overAt: null,
      aheadUntil: () => NOTHING_AHEAD,
      anchor: 'postmortem',
    },
  ]
}

function saidMarkup(saying: Saying, site: Site): string {
  return (
    updateMarkup(saying, saying.label, site) + (saying.lines ?? []).map(paragraph).join('') + overMarkup(saying, site)
  )
}

/** "The problem was over at …", where that was not when it was told. */
function overMarkup({ overAt }: Saying, { zone, locale }: Site): string {
  return overAt === null ? '' : `<p>${dictionary(locale).incident.overAt(dateTime(overAt, zone, locale))}</p>`
}
