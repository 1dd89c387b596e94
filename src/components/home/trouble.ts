import { PLATFORM_STATES, type PlatformState } from '../../../server/domain/vocabulary.ts'
import type { Dictionary } from '../../i18n/index.ts'

type Named = { name: string; state: PlatformState }

/** So many platforms in one state are named; of more, the first ones, and how many there are beside them. */
const NAMED = 3

/** "SIP trunks down; Operator Connect impaired. 12 others work." */
export function headlineOf(platforms: readonly Named[], { home, words }: Dictionary): string {
  const works = platforms.filter(({ state }) => state === 'operational').length
  const [only] = platforms
  if (only && works === platforms.length)
    return home.sentence(works === 1 ? home.fares.operational(only.name) : home.allWork(works))
  const parts = worstFirst.flatMap((state) => {
    const names = platforms.filter((one) => one.state === state).map(({ name }) => name)
    return names.length === 0 ? [] : [home.fares[state](listed(names, { home, words }))]
  })
  return home.headline(parts, works)
}

const worstFirst = [...PLATFORM_STATES].reverse().filter((state) => state !== 'operational')

function listed(names: readonly string[], { home, words }: Pick<Dictionary, 'home' | 'words'>): string {
  const shown = names.length > NAMED ? [...names.slice(0, NAMED - 1), home.moreNames(names.length - NAMED + 1)] : names
  return words.list(shown)
}

/** The order in which platforms answer "is it me?": what does not work first. */
export function affectedFirst<T extends Named>(platforms: readonly T[]): T[] {
  return [...platforms].sort((a, b) => PLATFORM_STATES.indexOf(b.state) - PLATFORM_STATES.indexOf(a.state))
}
