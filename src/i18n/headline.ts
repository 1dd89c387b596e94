import type { Headline } from '../../server/domain/incident/case/headline.ts'
import type { Dictionary } from './index.ts'

/** "Identified", "On hold · Identified", "Closed without an answer". */
export function headlineText({ status, phase }: Pick<Headline, 'status' | 'phase'>, t: Dictionary): string {
  const phaseWord = phase === null ? '' : t.words.phase[phase]
  if (status === null) return phaseWord
  const statusWord = t.support.status[status][0]
  return phase === null ? statusWord : t.caseWords.beside(statusWord, phaseWord)
}
