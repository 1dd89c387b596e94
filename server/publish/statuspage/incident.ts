import type { UpdateRow } from '../../../db/views.ts'
import type { Site } from '../../../src/views.ts'
import { incidentImpact, worst } from '../../domain/platform-state.ts'
import type { Impact, Phase, PlatformState } from '../../domain/vocabulary.ts'
import type { Platforms, Told } from '../facts.ts'
import { impactChanges } from '../views/incident.ts'
import { affected, incidentPath } from '../views/summary.ts'
import { type WireComponent, wireComponent } from './component.ts'
import { pageId, wireTime } from './page.ts'

export interface WireIncident {
  id: string
  name: string
  status: Phase
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

export interface WireUpdate {
  id: string
  status: Phase
  body: string
  incident_id: string
  created_at: string
  updated_at: string
  display_at: string
  affected_components: { code: string; name: string; old_status: Impact; new_status: Impact }[] | null
  deliver_notifications: boolean
  custom_tweet: null
  tweet_id: null
}

/** An incident with its updates newest first; its impact is the worst it has done so far. */
export function wireIncident(
  told: Told,
  platforms: Platforms,
  states: ReadonlyMap<string, PlatformState>,
  site: Site,
): WireIncident {
  const { row, updates, impacts } = told
  const touched = affected(told, platforms).flatMap(({ id }) => platforms.byId.get(id) ?? [])
  const shown = impacts.filter(({ platform_id }) => platforms.byId.has(platform_id))
  const monitoring = updates.findLast((update) => update.phase === 'monitoring')
  return {
    id: row.id,
    name: row.title,
    status: row.phase,
    created_at: wireTime(row.created_at),
    updated_at: wireTime(row.updated_at),
    monitoring_at: monitoring ? wireTime(monitoring.created_at) : null,
    resolved_at: row.resolved_at === null ? null : wireTime(row.resolved_at),
    impact: incidentImpact(worst(shown.map(({ impact }) => impact))),
    shortlink: site.url + incidentPath(row.id),
    started_at: wireTime(row.started_at ?? row.opened_at),
    page_id: pageId(site),
    incident_updates: updates.map((update) => wireUpdate(update, platforms)),
    components: touched.map((platform) => wireComponent(platform, states.get(platform.id) ?? 'operational', site)),
    reminder_intervals: null,
  }
}

/** The body is what staff wrote (Markdown), as text. */
function wireUpdate(update: UpdateRow, { byId }: Platforms): WireUpdate {
  const changes = impactChanges(update).flatMap(({ id, from, to }) => {
    const platform = byId.get(id)
    if (!platform) return []
    const name = `${platform.group_name} - ${platform.name}`
    return [{ code: id, name, old_status: from ?? 'operational', new_status: to }]
  })
  const at = wireTime(update.created_at)
  return {
    id: update.id,
    status: update.phase,
    body: update.body,
    incident_id: update.incident_id,
    created_at: at,
    updated_at: wireTime(update.corrected_at ?? update.created_at),
    display_at: at,
    affected_components: changes.length > 0 ? changes : null,
    deliver_notifications: update.notify === 1,
    custom_tweet: null,
    tweet_id: null,
  }
}
