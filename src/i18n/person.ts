import { actorInWords } from '../../server/domain/ladder/person.ts'
import type { Dictionary } from './index.ts'

/** Who acted, in the words of a language. */
export function personIn(actor: string, { words }: Pick<Dictionary, 'words'>): string {
  return actorInWords(actor, words.withToken)
}
