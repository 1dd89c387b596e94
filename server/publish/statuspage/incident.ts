import type { ReportRow } from '../../../db/incident/postmortems.ts'
import type { UpdateRow } from '../../../db/incident/updates.ts'
import { dictionary } from '../../../src/i18n/index.ts'
import { masterName } from '../../../src/i18n/master-name.ts'
import { dateTime } from '../../../src/i18n/time.ts'
import type { Site } from '../../../src/views.ts'
import { incidentImpact, worst } from '../../domain/platform/state.ts'
import type { Instant, Phase, PlatformState } from '../../domain/vocabulary.ts'
import type { IncidentWithUpdates } from '../facts/incidents.ts'
import type { Platforms } from '../facts/snapshot.ts'
import { impactChanges } from '../views/incident.ts'
import { affected, incidentPath } from '../views/summary.ts'
import { type WireChange, type WireComponent, wireChange, wireComponent } from './component.ts'
import { pageId, wireTime } from './page.ts'

/** A resolved incident whose report is out has a status of its own. */
type WirePhase = Phase | 'postmortem'

interface WireIncident {
  id: string
  name: string
  status: WirePhase
  created_at: string
  updated_at: string
  monitoring_at: string | null
  resolved_at: string | null
  impact: 'none' | 'minor' | 'major' | 'critical'
  shortlink: string
  started_at: string
  page_id: string
  incident_updates: WireUpdate[]
  components: WireComponent[]
  reminder_intervals: null
}

interface WireUpdate {
  id: string
  status: WirePhase
  body: string
  incident_id: string
  created_at: string
  updated_at: string
  display_at: string
  affected_components: WireChange[] | null
  deliver_notifications: boolean
  custom_tweet: null
  tweet_id: null
}

/**
 * An incident with its updates newest first; its impact is the worst it has done so far. The shape has no field for the
 * `master` in which a duplicate goes on: the update that closed it names it.
 */
export function wireIncident(
  incident: IncidentWithUpdates,
  platforms: Platforms,
  states: ReadonlyMap<string, PlatformState>,
  site: Site,
  master: IncidentWithUpdates | null,
): WireIncident {
  const { row, updates, impacts } = incident
  const goesOn = master && pointer(row, master.row, site)
  const closing = goesOn ? updates[0]?.id : undefined
  const said = wireUpdates(incident, platforms).map((one) =>
    one.id === closing ? { ...one, body: `${one.body}\n\n${goesOn}` } : one,
  )
  const touched = affected(incident, platforms).flatMap(({ id }) => platforms.byId.get(id) ?? [])
  const shown = impacts.filter(({ platform_id }) => platforms.byId.has(platform_id))
  const monitoring = updates.findLast((update) => update.phase === 'monitoring')
  return {
    id: row.id,
    name: row.title,
    status: said[0]?.status ?? row.phase,
    created_at: wireTime(row.created_at),
    updated_at: wireTime(changedAt(incident)),
    monitoring_at: monitoring ? wireTime(monitoring.created_at) : null,
    resolved_at: row.resolved_at === null ? null : wireTime(row.resolved_at),
    impact: incidentImpact(worst(shown.map(({ impact }) => impact))),
    shortlink: site.url + incidentPath(row.id),
    started_at: wireTime(row.started_at ?? row.opened_at),
    page_id: pageId(site),
    incident_updates: said,
    components: touched.map((platform) => {
      const state = states.get(platform.id)
      // Where nobody says how it fares now, it is as this incident left it.
      const leftAt = Math.max(platform.updated_at, updates[0]?.created_at ?? 0)
      return wireComponent(platform, state ?? 'operational', site, state ? undefined : leftAt)
    }),
    reminder_intervals: null,
  }
}

function pointer(row: IncidentWithUpdates['row'], master: IncidentWithUpdates['row'], site: Site): string {
  const t = dictionary(site.locale)
  const { id, title, opened_at: openedAt } = master
  const name = masterName(row, { title, openedAt }, (at) => dateTime(at, site.zone, site.locale), t)
  return t.mail.continuedAt(name, site.url + incidentPath(id))
}

/** When anything that this tells of an incident last changed. */
export function changedAt({ row, updates, report }: IncidentWithUpdates): Instant {
  const corrected = updates.map(({ corrected_at }) => corrected_at ?? 0)
  return Math.max(row.updated_at, report?.published_at ?? 0, report?.corrected_at ?? 0, ...corrected)
}

/** Newest first; a report on the cause is one of them. Bodies are what staff wrote (Markdown), as text. */
function wireUpdates({ updates, report }: IncidentWithUpdates, platforms: Platforms): WireUpdate[] {
  const said = updates.map((update) => wireUpdate(update, platforms))
  if (!report) return said
  return [wireReport(report), ...said].sort((a, b) => Date.parse(b.created_at) - Date.parse(a.created_at))
}

function wireUpdate(update: UpdateRow, { byId }: Platforms): WireUpdate {
  const changes = impactChanges(update).flatMap(({ id, from, to }) => {
    const platform = byId.get(id)
    return platform ? [wireChange(platform, from ?? 'operational', to)] : []
  })
  return saying({
    ...update,
    ...{ at: update.created_at, status: update.phase, notify: update.notify === 1 },
    affected: changes.length > 0 ? changes : null,
  })
}

function wireReport(report: ReportRow): WireUpdate {
  return saying({ ...report, at: report.published_at, status: 'postmortem', notify: true, affected: null })
}

interface Saying extends Pick<UpdateRow, 'id' | 'incident_id' | 'body' | 'corrected_at'> {
  status: WirePhase
  at: Instant
  affected: WireUpdate['affected_components']
  notify: boolean
}

function saying({ id, incident_id, status, body, at, corrected_at, affected, notify }: Saying): WireUpdate {
  return {
    id,
    status,
    body,
    incident_id,
    created_at: wireTime(at),
    updated_at: wireTime(corrected_at ?? at),
    display_at: wireTime(at),
    affected_components: affected,
    deliver_notifications: notify,
    custom_tweet: null,
    tweet_id: null,
  }
}
