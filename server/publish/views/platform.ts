import type { PlatformPageView, PlatformView } from '../../../src/views.ts'
import { worst } from '../../domain/platform-state.ts'
import { DAY, type PlatformState } from '../../domain/vocabulary.ts'
import type { Facts, Listed, PlatformRow, Platforms } from '../facts.ts'
import type { PastDays } from '../trouble.ts'
import { openIncident } from './incident.ts'
import { platformRef, summary } from './summary.ts'

const YEAR = 365

/** A platform's own page, or null where the public sees no such platform. */
export async function platformPageView(facts: Facts, id: string): Promise<PlatformPageView | null> {
  const platforms = await facts.platforms()
  const platform = platforms.byId.get(id)
  if (!platform) return null
  const [open, latest] = await Promise.all([facts.open(), facts.listedOf(id)])
  const past = latest.filter(({ row }) => row.phase === 'resolved' && row.opened_at > facts.now - YEAR * DAY)
  return {
    kind: 'platform',
    platform: platformView(platform, currentStates(open, platforms), facts.past(id, YEAR)),
    group: platform.group_name,
    days: facts.days(YEAR),
    open: open.filter((told) => touches(told, id)).map((told) => openIncident(told, platforms, facts)),
    incidents: past.map((listed) => summary(listed, platforms)),
  }
}

/** The state of every public platform: the worst of what open incidents do to it now. */
export function currentStates(open: readonly Listed[], platforms: Platforms): Map<string, PlatformState> {
  const states = new Map<string, PlatformState>(platforms.list.map(({ id }) => [id, 'operational']))
  for (const { platform_id, impact, until_at } of open.flatMap(({ impacts }) => impacts)) {
    const state = states.get(platform_id)
    if (state && until_at === null) states.set(platform_id, worst([state, impact]))
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

function touches({ impacts }: Listed, platformId: string): boolean {
  return impacts.some(({ platform_id }) => platform_id === platformId)
}
