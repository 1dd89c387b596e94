import type { IncidentSummary, PlatformPageView, PlatformView } from '../../../src/views.ts'
import type { PastDays } from '../../domain/platform/uptime.ts'
import type { PlatformState } from '../../domain/vocabulary.ts'
import { mostUrgentFirst } from '../../queries/urgency.ts'
import { platformCalendarPath } from '../facts/addresses.ts'
import type { IncidentWithImpacts } from '../facts/incidents.ts'
import type { PlatformRow, PublishSnapshot } from '../facts/snapshot.ts'
import { currentStates } from '../facts/states.ts'
import { openIncident } from './incident.ts'
import { maintenanceAtHand } from './maintenance.ts'
import { monthsTouched, platformRef, summary } from './summary.ts'

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
  const affecting = mostUrgentFirst(touching, ({ row }) => row)
  return {
    kind: 'platform',
    platform: platformView(platform, states, snapshot.past(id, YEAR)),
    group: platform.group_name,
    archived: platform.archived === 1,
    days: snapshot.days(YEAR),
    open: affecting
      .map((incident) => openIncident(incident, platforms, states, snapshot))
      .map((incident) => seenFrom(id, incident)),
    incidents: past.map((listed) => seenFrom(id, summary(listed, platforms, snapshot))),
    months: [...new Set([...affecting, ...past].flatMap((listed) => monthsTouched(listed, snapshot)))],
    maintenance: await maintenanceAtHand(snapshot, id),
    calendar: platformCalendarPath(id),
  }
}

export function platformView(
  platform: PlatformRow,
  states: ReadonlyMap<string, PlatformState>,
  { history, uptime }: PastDays,
): PlatformView {
  return {
    ...platformRef(platform),
    description: platform.description,
    state: states.get(platform.id) ?? 'operational',
    history,
    uptime,
  }
}

/** On a platform's page an incident is as bad as it is for that platform. */
function seenFrom<T extends IncidentSummary>(platformId: string, incident: T): T {
  const here = incident.platforms.find(({ id }) => id === platformId)
  return { ...incident, impact: here?.impact ?? 'operational' }
}

function touches({ impacts }: IncidentWithImpacts, platformId: string): boolean {
  return impacts.some(({ platform_id }) => platform_id === platformId)
}
