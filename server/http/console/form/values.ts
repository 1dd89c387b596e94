import type { FormValues } from '../../../../src/views.ts'
import type { FieldError } from '../../../domain/refusal.ts'
import { readWall, type WallTime, wallOf } from '../../../domain/time/wall.ts'
import type { Instant } from '../../../domain/vocabulary.ts'
import { rfc3339 } from '../../api/common.ts'

export type { FormValues } from '../../../../src/views.ts'

/** What a field was typed as, trimmed; undefined if it was left empty. */
export function first(values: FormValues, name: string): string | undefined {
  return values[name]?.[0]?.trim() || undefined
}

/** Fields by which the second of two equal times is chosen. */
const againOf = (name: string) => `${name}.again`

/** How faults of times are said. `clock` prints an instant with its zone. */
export interface TimeWords {
  needed: string
  unreadable: string
  skipped: (before: string, after: string) => string
  twice: (first: string, second: string) => string
  clock: (at: Instant) => string
}

/** A local time that a form gives, as the API takes it; or what is wrong with it. */
export function timeIn(
  values: FormValues,
  name: string,
  zone: string,
  words: TimeWords,
): { at?: string; faults: FieldError[] } {
  const typed = first(values, name)
  const fault = (detail: string) => ({ faults: [{ pointer: `/${name}`, detail }] })
  if (typed === undefined) return fault(words.needed)
  const wall = readWall(typed, zone)
  if (!wall) return fault(words.unreadable)
  if (wall.is === 'skipped') return fault(words.skipped(words.clock(wall.before), words.clock(wall.after)))
  if (wall.is === 'once') return { at: rfc3339(wall.at), faults: [] }
  const chosen = first(values, againOf(name))
  if (chosen !== 'first' && chosen !== 'second')
    return fault(words.twice(words.clock(wall.at), words.clock(wall.again)))
  return { at: rfc3339(chosen === 'second' ? wall.again : wall.at), faults: [] }
}

/** Those of a form's times that happen twice, so that it has to ask which is meant. */
export function twiceIn(values: FormValues, names: readonly string[], zone: string) {
  const found = names.map((name) => [name, readWall(first(values, name) ?? '', zone)] as const)
  return Object.fromEntries(
    found
      .filter((entry): entry is [string, Extract<WallTime, { is: 'twice' }>] => entry[1]?.is === 'twice')
      .map(([name, { at, again }]) => [name, { first: at, second: again }]),
  )
}

/** An instant as a form has it. */
export function timeValues(name: string, at: Instant, zone: string): FormValues {
  const { text, again } = wallOf(at, zone)
  const isTwice = readWall(text, zone)?.is === 'twice'
  return { [name]: [text], ...(isTwice && { [againOf(name)]: [again ? 'second' : 'first'] }) }
}
