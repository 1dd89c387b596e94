import type { AffectedView, IncidentSummary, PlatformRef } from '../../../src/views.ts'
import { spanOf } from '../../domain/incident/times/span.ts'
import { worst, worstFirst } from '../../domain/platform/state.ts'
import type { Impact, PlatformState } from '../../domain/vocabulary.ts'
import type { IncidentWithImpacts } from '../facts/incidents.ts'
import { monthsOf } from '../facts/months.ts'
import type { PlatformRow, Platforms, PublishSnapshot } from '../facts/snapshot.ts'

export const platformPath = (id: string) => `/platforms/${id}/`
export const incidentPath = (id: string) => `/incidents/${id}/`

export function platformRef({ id, name }: Pick<PlatformRow, 'id' | 'name'>): PlatformRef {
  return { id, name, url: platformPath(id) }
}

/** What an incident does to each public platform now; once resolved, the worst it did. The worst first. */
export function affected({ row, impacts }: IncidentWithImpacts, { byId }: Platforms): AffectedView[] {
  const views = new Map<string, AffectedView>()
  for (const { platform_id, impact, until_at } of impacts) {
    const platform = byId.get(platform_id)
    if (!platform) continue
    const before = views.get(platform_id)?.impact ?? 'operational'
    // Impacts come oldest first: the last one is what holds while the incident is open, unless a resolution ended it.
    const now = until_at === null ? impact : 'operational'
    const shown = row.phase === 'resolved' ? (worst([before, impact]) as Impact) : now
    views.set(platform_id, { ...platformRef(platform), impact: shown })
  }
  return worstFirst([...views.values()])
}

/** The worst that an open incident does now, or that a resolved one did. */
function incidentState(platforms: readonly AffectedView[]): PlatformState {
  return worst(platforms.map(({ impact }) => impact))
}

/** The months ("2026-11") of an incident, oldest first: those whose pages list it. */
export function monthsTouched(
  { row }: Pick<IncidentWithImpacts, 'row'>,
  { now, site }: Pick<PublishSnapshot, 'now' | 'site'>,
): string[] {
  const span = spanOf({ openedAt: row.opened_at, startedAt: row.started_at, resolvedAt: row.resolved_at }, now)
  return monthsOf(span, site.zone)
}

export function summary(listed: IncidentWithImpacts, platforms: Platforms): IncidentSummary {
  const { row } = listed
  const touched = affected(listed, platforms)
  return {
    id: row.id,
    url: incidentPath(row.id),
    title: row.title,
    priority: row.priority,
    phase: row.phase,
    impact: incidentState(touched),
    openedAt: row.opened_at,
    startedAt: row.started_at,
    resolvedAt: row.resolved_at,
    updatedAt: row.updated_at,
    platforms: touched,
  }
}
