import { IMPACTS, type Impact, PLATFORM_STATES, type PlatformState } from '../vocabulary.ts'

export const INDICATORS = ['none', 'maintenance', 'minor', 'major', 'critical'] as const
type Indicator = (typeof INDICATORS)[number]

/** The page's overall state: Statuspage's indicator and the key of its sentence. */
export interface Overall {
  indicator: Indicator
  key:
    | 'all_operational'
    | 'no_platforms'
    | 'major_outage'
    | 'partial_outage'
    | 'minor_outage'
    | 'degraded'
    | 'partially_degraded'
    | 'maintenance'
}

/** The worst of some states; none at all is `operational`. */
export function worst(states: Iterable<PlatformState>): PlatformState {
  let rank = 0
  for (const state of states) rank = Math.max(rank, PLATFORM_STATES.indexOf(state))
  return PLATFORM_STATES[rank] as PlatformState
}

/** What is wrong with a platform now, by an incident or by maintenance. */
export interface Trouble {
  id: string
  state: PlatformState
}

/** The state of each of some platforms: the worst of what is wrong with it now. */
export function statesOf(ids: Iterable<string>, troubles: Iterable<Trouble>): Map<string, PlatformState> {
  const states = new Map<string, PlatformState>([...ids].map((id) => [id, 'operational']))
  for (const { id, state } of troubles) {
    const before = states.get(id)
    if (before) states.set(id, worst([before, state]))
  }
  return states
}

/** What running maintenance does to its platforms. */
export function maintenanceTroubles(
  running: Iterable<{ impact: 'none' | PlatformState; platforms: readonly string[] }>,
): Trouble[] {
  return [...running].flatMap(({ impact, platforms }) =>
    impact === 'none' ? [] : platforms.map((id) => ({ id, state: impact })),
  )
}

/** The worst impact first; equal impacts keep their order. */
export function worstFirst<T extends { impact: Impact }>(affected: readonly T[]): T[] {
  return affected.toSorted((a, b) => IMPACTS.indexOf(b.impact) - IMPACTS.indexOf(a.impact))
}

/**
 * The overall indicator over all platforms (leaves, not groups).
 * Source: the cascade read from recorded Statuspage documents (status API v2), in this order.
 */
export function overall(states: readonly PlatformState[]): Overall {
  const all = (state: PlatformState) => states.length > 0 && states.every((s) => s === state)
  const any = (state: PlatformState) => states.includes(state)
  if (all('major_outage')) return { indicator: 'critical', key: 'major_outage' }
  if (any('major_outage') || all('partial_outage')) return { indicator: 'major', key: 'partial_outage' }
  if (any('partial_outage')) return { indicator: 'minor', key: 'minor_outage' }
  if (states.length > 1 && all('degraded_performance')) return { indicator: 'minor', key: 'degraded' }
  if (any('degraded_performance')) return { indicator: 'minor', key: 'partially_degraded' }
  if (any('under_maintenance')) return { indicator: 'maintenance', key: 'maintenance' }
  return { indicator: 'none', key: states.length === 0 ? 'no_platforms' : 'all_operational' }
}

/** Statuspage's wording of an incident's impact, from the worst it does to a platform. */
export function incidentImpact(state: PlatformState): 'none' | 'minor' | 'major' | 'critical' {
  if (state === 'major_outage') return 'critical'
  if (state === 'partial_outage') return 'major'
  return state === 'degraded_performance' ? 'minor' : 'none'
}
