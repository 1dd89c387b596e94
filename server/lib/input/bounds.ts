import { isStorable } from '../text.ts'

/**
 * What any JSON from outside may be at most, whatever reads it afterwards: a schema looks at each entry and names each
 * fault, and so must never get more than it can say something useful about.
 */
const MOST = { depth: 12, entries: 500, keys: 100, key: 200, values: 5_000 }

/** Why a value goes no further, and where. */
export interface Excess {
  path: (string | number)[]
  message: string
}

interface Place {
  value: unknown
  depth: number
  name: string | number
  inside: Place | null
}

/** The first thing in a parsed JSON value that is too much, or that no database could keep; null if there is none. */
export function excessOf(root: unknown): Excess | null {
  const waiting: Place[] = [{ value: root, depth: 0, name: '', inside: null }]
  for (let seen = 0, place = waiting.pop(); place; seen++, place = waiting.pop()) {
    const message = seen === MOST.values ? `has more than ${MOST.values} values` : faultOf(place)
    if (message) return { path: pathOf(seen === MOST.values ? null : place), message }
    const { value, depth } = place
    if (typeof value !== 'object' || value === null) continue
    for (const [name, inner] of Array.isArray(value) ? value.entries() : Object.entries(value)) {
      waiting.push({ value: inner, depth: depth + 1, name, inside: place })
    }
  }
  return null
}

function faultOf({ value, depth }: Place): string | null {
  if (typeof value === 'string') return isStorable(value) ? null : UNSTORABLE
  if (typeof value !== 'object' || value === null) return null
  if (depth >= MOST.depth) return `must not be nested deeper than ${MOST.depth} levels`
  if (Array.isArray(value)) return value.length > MOST.entries ? `must have at most ${MOST.entries} entries` : null
  const keys = Object.keys(value)
  if (keys.length > MOST.keys) return `must have at most ${MOST.keys} fields`
  if (keys.some((key) => key.length > MOST.key)) return `has a field with a name of more than ${MOST.key} characters`
  return keys.every(isStorable) ? null : UNSTORABLE
}

/** What is wrong with a text that `isStorable` refuses. */
export const UNSTORABLE = 'contains U+0000 or half a surrogate pair, which cannot be stored'

/** Bytes that are no text at all. */
export const NOT_UTF8 = 'is not UTF-8'

function pathOf(place: Place | null): (string | number)[] {
  const path: (string | number)[] = []
  for (let at = place; at?.inside; at = at.inside) path.unshift(at.name)
  return path
}
