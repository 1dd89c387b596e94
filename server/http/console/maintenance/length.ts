import type { FormValues } from '../../../../src/views.ts'
import type { Reading } from '../form/reading.ts'
import { first, timeIn, timeValues } from '../form/values.ts'

/** The tick by which the end of a window moves with its start, and the fields that say what both were. */
const KEEP_LENGTH = 'keepLength'
const TIMES = ['startsAt', 'endsAt'] as const
const wasOf = (name: (typeof TIMES)[number]) => `${name}.was`

/** A form whose end moves with its start, as it is begun. */
export function keepingLength(values: FormValues): FormValues {
  return { ...values, [KEEP_LENGTH]: ['yes'], ...asWas(values) }
}

/**
 * With the tick, an end that nobody has changed is as long after the new start as it was after the old one. What cannot
 * be told yet, since a time is none or happens twice, is left for when it can.
 */
export function withLengthKept(values: FormValues, { zone, words }: Reading): FormValues {
  const [start, end] = TIMES.map((name) => first(values, name))
  const [startWas, endWas] = TIMES.map((name) => first(values, wasOf(name)))
  const isKept = first(values, KEEP_LENGTH) !== undefined && startWas !== undefined && endWas !== undefined
  if (!isKept || start === startWas || end !== endWas) return { ...values, ...asWas(values) }
  const at = (text: string | undefined, again?: readonly string[]) => {
    const read = timeIn({ at: [text ?? ''], 'at.again': again ?? [] }, 'at', zone, words)
    return read.at === undefined ? null : Date.parse(read.at)
  }
  const [from, to] = [at(startWas), at(endWas, values['endsAt.again'])]
  const begins = at(start, values['startsAt.again'])
  if (from === null || to === null || begins === null) return values
  const moved = { ...values, ...timeValues('endsAt', begins + to - from, zone) }
  return { ...moved, ...asWas(moved) }
}

function asWas(values: FormValues): FormValues {
  const known = TIMES.filter((name) => values[name] !== undefined)
  return Object.fromEntries(known.map((name) => [wasOf(name), values[name] ?? []]))
}
