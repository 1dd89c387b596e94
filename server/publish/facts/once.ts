import { Memo } from '../../lib/memo.ts'

/** Asks a question by its name; asked again, the first answer is given. */
export type Once = <T>(name: string, ask: () => Promise<T>) => Promise<T>

/** Answers for as long as one snapshot lasts. */
export function createOnce(): Once {
  const asked = new Memo<string, Promise<unknown>>(Number.POSITIVE_INFINITY)
  return <T>(name: string, ask: () => Promise<T>) => asked.get(name, ask) as Promise<T>
}
