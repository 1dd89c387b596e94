import type { Dictionary } from './index.ts'

/** Who acted, as people read it: "Dana Reyes (duty lead)" of "staff/Dana Reyes (duty lead)", and a token in words. */
export function personIn(actor: string, { words }: Pick<Dictionary, 'words'>): string {
  const token = /^token\/(.+)$/s.exec(actor)?.[1]
  return token === undefined ? actor.replace(/^staff\//, '') : words.withToken(token)
}
