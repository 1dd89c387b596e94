import type { PlatformPageView, PlatformView } from '../../../src/views.ts'
import { worst } from '../../domain/platform/state.ts'
import type { PastDays } from '../../domain/platform/uptime.ts'
import type { PlatformState } from '../../domain/vocabulary.ts'
import { platformCalendarPath } from '../facts/addresses.ts'
import type { IncidentWithImpacts } from '../facts/incidents.ts'
import type { PlatformRow, PublishSnapshot } from '../facts/snapshot.ts'
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
  const affecting = open.filter((incident) => touches(incident, id))
  return {
    kind: 'platform',
    platform: platformView(platform, states, snapshot.past(id, YEAR)),
    group: platform.group_name,
    archived: platform.archived === 1,
    days: snapshot.days(YEAR),
    open: affecting.map((incident) => openIncident(incident, platforms, snapshot)),
    incidents: past.map((listed) => summary(listed, platforms)),
    months: [...new Set([...affecting, ...past].flatMap((listed) => monthsTouched(listed, snapshot)))],
    maintenance: await maintenanceAtHand(snapshot, id),
    calendar: platformCalendarPath(id),
  }
}

/** The state of every public platform: the worst of what open incidents and running maintenance do to it now. */
export async function currentStates(
  snapshot: Pick<PublishSnapshot, 'platforms' | 'open' | 'running'>,
): Promise<Map<string, PlatformState>> {
  const [platforms, open, running] = await Promise.all([snapshot.platforms(), snapshot.open(), snapshot.running()])
  const states = new Map<string, PlatformState>(platforms.list.map(({ id }) => [id, 'operational']))
  const add = (id: string, state: PlatformState) => {
    const before = states.get(id)
    if (before) states.set(id, worst([before, state]))
  }
  for (const { platform_id, impact, until_at } of open.flatMap(({ impacts }) => impacts)) {
    if (until_at === null) add(platform_id, impact)
  }
  for (const { impact, platforms: about } of running) {
    if (impact !== 'none') for (const id of about) add(id, impact)
  }
  return states
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

function touches({ impacts }: IncidentWithImpacts, platformId: string): boolean {
  return impacts.some(({ platform_id }) => platform_id === platformId)
}
