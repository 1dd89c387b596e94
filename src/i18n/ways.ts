import type { CaseWay } from '../../server/domain/plan/support.ts'
import type { Dictionary } from './index.ts'

/** "telephone, chat or a reply to a mail of the case": the ways to go on with a case, after "by" or "use". */
export function waysText(ways: readonly CaseWay[], { words, caseWords }: Dictionary): string {
  return words.either(ways.map((way) => caseWords.way[way]))
}
