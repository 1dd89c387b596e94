import { titleFor } from '../../../src/i18n/wording.ts'
import type { AffectedView, IncidentSummary, PlatformRef } from '../../../src/views.ts'
import { lengthOf, openTimes, spanOf } from '../../domain/incident/times/span.ts'
import { worst, worstFirst } from '../../domain/platform/state.ts'
import type { CaseStatus, Impact, PlatformState } from '../../domain/vocabulary.ts'
import type { Wording } from '../../domain/wording.ts'
import { htmlOf } from '../facts/html.ts'
import type { IncidentWithImpacts } from '../facts/incidents.ts'
import { monthsOf } from '../facts/months.ts'
import type { PlatformRow, Platforms, PublishSnapshot } from '../facts/snapshot.ts'

export const platformPath = (id: string) => `/platforms/${id}/`
export const incidentPath = (id: string) => `/incidents/${id}/`

/** A title as views carry it. */
export function titled({ text, language }: Wording): { title: string; titleLang?: string } {
  return { title: text, ...(language !== null && { titleLang: language }) }
}

/** Markdown as views carry it: HTML, and its language where it is not the page's. */
export function asHtml({ text, language }: Wording, show = htmlOf): { body: string; lang?: string } {
  return { body: show(text), ...(language !== null && { lang: language }) }
}

export function platformRef({ id, name }: Pick<PlatformRow, 'id' | 'name'>): PlatformRef {
  return { id, name, url: platformPath(id) }
}

/**
 * What an incident does to each public platform now; once resolved, the worst it did. The worst first. `states`: how
 * platforms fare now, to be told beside it while it is open.
 */
export function affected(
  { row, impacts }: IncidentWithImpacts,
  { byId }: Platforms,
  states?: ReadonlyMap<string, PlatformState>,
): AffectedView[] {
  const views = new Map<string, AffectedView>()
  for (const { platform_id, impact, until_at } of impacts) {
    const platform = byId.get(platform_id)
    if (!platform) continue
    const before = views.get(platform_id)?.impact ?? 'operational'
    // Impacts come oldest first: the last one is what holds while the incident is open, unless a resolution ended it.
    const now = until_at === null ? impact : 'operational'
    const shown = row.phase === 'resolved' ? (worst([before, impact]) as Impact) : now
    const state = row.phase === 'resolved' ? null : (states?.get(platform_id) ?? null)
    views.set(platform_id, { ...platformRef(platform), impact: shown, state })
  }
  return worstFirst([...views.values()])
}

/** The worst that an open incident does now, or that a resolved one did. */
function incidentState(platforms: readonly AffectedView[]): PlatformState {
  return worst(platforms.map(({ impact }) => impact))
}

/** The months ("2026-11") in which an incident was open, oldest first: those whose pages list it. */
export function monthsTouched(
  { row, closed }: Pick<IncidentWithImpacts, 'row' | 'closed'>,
  { now, site }: Pick<PublishSnapshot, 'now' | 'site'>,
): string[] {
  const span = spanOf({ openedAt: row.opened_at, startedAt: row.started_at, resolvedAt: row.resolved_at }, now)
  return [...new Set(openTimes(span, closed).flatMap((time) => monthsOf(time, site.zone)))]
}

/** A duplicate ends when it is found to be one, and what nobody answered when it is given up: not when the problem did. */
const UNTIMED: readonly CaseStatus[] = ['duplicate', 'closed_no_response']

function lastedOf({ row, closed }: IncidentWithImpacts): number | null {
  if (row.resolved_at === null || UNTIMED.includes(row.case_status)) return null
  return lengthOf({ from: row.started_at ?? row.opened_at, until: row.resolved_at }, closed)
}

/** An incident as lists show it. */
export function summary(
  listed: IncidentWithImpacts,
  platforms: Platforms,
  { site }: Pick<PublishSnapshot, 'site'>,
  states?: ReadonlyMap<string, PlatformState>,
): IncidentSummary {
  const { row } = listed
  const touched = affected(listed, platforms, states)
  return {
    id: row.id,
    url: incidentPath(row.id),
    ...titled(titleFor(site, row.title, listed.titles)),
    priority: row.priority,
    phase: row.phase,
    caseStatus: row.case_status,
    impact: incidentState(touched),
    openedAt: row.opened_at,
    startedAt: row.started_at,
    resolvedAt: row.resolved_at,
    lasted: lastedOf(listed),
    closed: listed.closed,
    updatedAt: row.updated_at,
    platforms: touched,
  }
}
