import type { Headline } from '../../server/domain/incident/case/headline.ts'
import { worst } from '../../server/domain/platform/state.ts'
import type { PlatformState } from '../../server/domain/vocabulary.ts'
import type { Dictionary } from './index.ts'

/** "Identified", "On hold · Identified", "Closed without an answer". */
export function headlineText({ status, phase }: Pick<Headline, 'status' | 'phase'>, t: Dictionary): string {
  const phaseWord = phase === null ? '' : t.words.phase[phase]
  if (status === null) return phaseWord
  const statusWord = t.support.status[status][0]
  return phase === null ? statusWord : t.caseWords.beside(statusWord, phaseWord)
}

/** The state of everything in a few words, as a tab or a badge has room for: that of the worst platform. */
export function overallText(states: readonly PlatformState[], { words }: Pick<Dictionary, 'words'>): string {
  const state = worst(states)
  if (states.length === 0) return words.noPlatforms
  return state === 'operational' ? words.allOperational : words.state[state]
}
