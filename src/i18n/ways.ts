import type { CaseWay } from '../../server/domain/plan/support.ts'
import type { Dictionary } from './index.ts'

/** "by telephone, chat or a reply to a mail of the case": how to go on with a case; null where none is named. */
export function caseWaysText(ways: readonly CaseWay[], t: Dictionary): string | null {
  return ways.length === 0 ? null : t.caseWords.by(waysText(ways, t))
}

/** "telephone or chat", after "by" or "use". */
export function waysText(ways: readonly CaseWay[], { words, caseWords }: Dictionary): string {
  return words.either(ways.map((way) => caseWords.way[way]))
}
