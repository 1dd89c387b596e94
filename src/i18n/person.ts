import { actorInWords, type Place } from '../../server/domain/ladder/person.ts'
import type { Dictionary } from './index.ts'

/** Who acted, in the words of a language; `place` says whether they begin a sentence. */
export function personIn(actor: string, { words }: Pick<Dictionary, 'words'>, place: Place = 'within'): string {
  return actorInWords(actor, words, place)
}
