import { PLATFORM_STATES, type PlatformState } from '../../../server/domain/vocabulary.ts'

/** A percentage, and with how many digits after the point it is told. */
type Percent = [percent: number, digits: 0 | 1 | 2]

/** An uptime between 0 and 1, cut and never rounded up: only a spotless record is 100. */
export function uptimePercent(uptime: number): Percent {
  return uptime >= 1 ? [100, 0] : [Math.floor(Math.max(0, uptime) * 10_000) / 100, 2]
}

/** The state whose colour and shape stand for several: the worst. */
export function worstState(states: readonly PlatformState[]): PlatformState {
  return PLATFORM_STATES.findLast((state) => states.includes(state)) ?? 'operational'
}

/** How many platforms do not simply work; planned work counts. */
export function affectedCount(platforms: readonly { state: PlatformState }[]): number {
  return platforms.filter(({ state }) => state !== 'operational').length
}

/** The share of `part` in `all`, cut and never rounded up: only all of them are 100. */
export function sharePercent(part: number, all: number): Percent {
  return part >= all ? [100, 0] : [Math.floor((part / all) * 1_000) / 10, 1]
}
