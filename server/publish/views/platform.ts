import { fieldFor, titleFor } from '../../../src/i18n/wording.ts'
import type { IncidentSummary, PlatformPageView, PlatformView, TroubledDay } from '../../../src/views.ts'
import { troubledDays } from '../../domain/platform/days.ts'
import type { PastDays } from '../../domain/platform/uptime.ts'
import type { PlatformState } from '../../domain/vocabulary.ts'
import { mostUrgentFirst } from '../../queries/urgency.ts'
import { maintenancePath, platformCalendarPath } from '../facts/addresses.ts'
import type { IncidentWithImpacts } from '../facts/incidents.ts'
import type { PlatformRow, PublishSnapshot } from '../facts/snapshot.ts'
import { currentStates } from '../facts/states.ts'
import { openIncident } from './incident.ts'
import { maintenanceAtHand } from './maintenance.ts'
import { incidentPath, monthsTouched, platformRef, summary, titled } from './summary.ts'

const YEAR = 365

/** A platform's own page, also of an archived one; null where there never was such a platform. */
export async function platformPageView(snapshot: PublishSnapshot, id: string): Promise<PlatformPageView | null> {
  const platforms = await snapshot.platforms()
  const platform = platforms.byId.get(id)
  if (!platform) return null
  const [open, latest, states] = await Promise.all([snapshot.open(), snapshot.listedOf(id), currentStates(snapshot)])
  const [{ from: first = 0 } = {}] = snapshot.days(YEAR)
  const past = latest.filter(({ row }) => row.resolved_at !== null && row.resolved_at >= first)
  const touching = open.filter((incident) => touches(incident, id))
  const shown = platformView(platform, states, await snapshot.pastOf(platform, YEAR))
  const days = snapshot.days(YEAR).slice(0, shown.history.length)
  const affecting = mostUrgentFirst(touching, ({ row }) => row)
  return {
    kind: 'platform',
    platform: shown,
    group: platform.group_name,
    archived: platform.archived === 1,
    days,
    open: affecting
      .map((incident) => openIncident(incident, platforms, states, snapshot))
      .map((incident) => seenFrom(id, incident)),
    troubled: troubledOf(snapshot, id, { days, history: shown.history }, [...affecting, ...past]),
    incidents: past.map((listed) => seenFrom(id, summary(listed, platforms, snapshot))),
    months: [...new Set([...affecting, ...past].flatMap((listed) => monthsTouched(listed, snapshot)))],
    maintenance: await maintenanceAtHand(snapshot, id),
    calendar: platformCalendarPath(id),
  }
}

export function platformView(
  platform: PlatformRow,
  states: ReadonlyMap<string, PlatformState>,
  past: PastDays,
): PlatformView {
  return {
    ...platformRef(platform),
    description: platform.description,
    state: states.get(platform.id) ?? 'operational',
    ...past,
  }
}

/** The days that it did not simply work on, each with its incidents (of those that are `known` here) and windows. */
function troubledOf(
  snapshot: PublishSnapshot,
  id: string,
  { days, history }: Pick<PlatformPageView, 'days'> & Pick<PlatformView, 'history'>,
  known: readonly IncidentWithImpacts[],
): TroubledDay[] {
  const { now, site } = snapshot
  const causes = new Map(
    known.map(({ row, titles }) => [
      row.id,
      { url: incidentPath(row.id), ...titled(titleFor(site, row.title, titles)) },
    ]),
  )
  return troubledDays(days, history, snapshot.happened(id), now).map(({ day, state, lasted, on }) => ({
    ...day,
    ...{ state, lasted },
    causes: [
      ...[...new Set(on.map(({ incident }) => incident))].flatMap((one) => causes.get(one ?? '') ?? []),
      ...[...new Set(on.map(({ window }) => window))].flatMap((one) =>
        one ? [{ url: maintenancePath(one.id), ...titled(fieldFor(site, one, 'title')) }] : [],
      ),
    ],
  }))
}

/** On a platform's page an incident is as bad as it is for that platform. */
function seenFrom<T extends IncidentSummary>(platformId: string, incident: T): T {
  const here = incident.platforms.find(({ id }) => id === platformId)
  return { ...incident, impact: here?.impact ?? 'operational' }
}

function touches({ impacts }: IncidentWithImpacts, platformId: string): boolean {
  return impacts.some(({ platform_id }) => platform_id === platformId)
}
