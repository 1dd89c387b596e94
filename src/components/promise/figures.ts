import { PLATFORM_STATES, type PlatformState } from '../../../server/domain/vocabulary.ts'

/** A percentage, and with how many digits after the point it is told. */
type Percent = [percent: number, digits: 0 | 1 | 2]

/** An uptime in hundredths of a percent: only a spotless record is told as 100 without more. */
export function uptimePercent(uptime: number): Percent {
  return uptime >= 10_000 ? [100, 0] : [uptime / 100, 2]
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
  return part >= all ? [100, 0] : [Math.floor((part * 1_000) / all) / 10, 1]
}
