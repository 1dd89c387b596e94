import type { Instant, Priority, Standing } from '../vocabulary.ts'

/**
 * What the desk can owe: the next public update, the first one, the report on a P1G's cause, the details of a window, a
 * notice that should have gone out, the word that a window is over, and the closing of a case that nobody answers.
 */
export const OWED_KINDS = ['update', 'first_response', 'report', 'details', 'notice', 'end', 'no_answer'] as const
export type OwedKind = (typeof OWED_KINDS)[number]

/** What a promise is about. */
export interface OwedObject {
  type: 'incident' | 'maintenance'
  id: string
  title: string
}

/** Something that somebody of the provider has to do, and by when. */
export interface Owed {
  /** The same for as long as it is owed; as in the ledger of promises where it is in there. */
  id: string
  kind: OwedKind
  object: OwedObject
  /** Of an incident, as it is now; null for maintenance. */
  priority: Priority | null
  /** The former priority that set the due time, where that is another one. */
  promisedAs?: Priority
  /** From when on it is owed. */
  madeAt: Instant
  dueAt: Instant
  standing: Standing
  /** The ids of the platforms that it concerns. */
  platforms: readonly string[]
}

/** The most pressing first. */
export function byDueTime(a: Owed, b: Owed): number {
  return a.dueAt - b.dueAt || a.id.localeCompare(b.id)
}

/**
 * What is owed in place of a promise that is named after a window and its due time (`noticeId`), since the window was
 * moved; undefined if nothing is.
 */
export function replacementOf(promiseId: string, owed: readonly Owed[]): Owed | undefined {
  return owed.find(
    ({ id, object }) => object.type === 'maintenance' && id !== promiseId && stem(id) === stem(promiseId),
  )
}

const stem = (promiseId: string) => promiseId.slice(0, promiseId.lastIndexOf('.') + 1)
