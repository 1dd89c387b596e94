import { PLATFORM_STATES, type PlatformState } from '../../server/domain/vocabulary.ts'

/** Digits of an uptime between 0 and 1, cut and never rounded up: only a spotless record is "100". */
export function uptimeDigits(uptime: number): string {
  return uptime >= 1 ? '100' : (Math.floor(Math.max(0, uptime) * 10_000) / 100).toFixed(2)
}

/** The state whose colour and shape stand for several: the worst. */
export function worstState(states: readonly PlatformState[]): PlatformState {
  return PLATFORM_STATES.findLast((state) => states.includes(state)) ?? 'operational'
}

/** How many platforms do not simply work; planned work counts. */
export function affectedCount(platforms: readonly { state: PlatformState }[]): number {
  return platforms.filter(({ state }) => state !== 'operational').length
}

/** Digits of the share of `part` in `all`, cut and never rounded up: only all of them are "100". */
export function shareDigits(part: number, all: number): string {
  return part >= all ? '100' : (Math.floor((part / all) * 1_000) / 10).toFixed(1)
}
