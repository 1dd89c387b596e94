import type { FieldError } from '../../../domain/refusal.ts'
import { type FormValues, first } from './values.ts'

// A form that carries what it showed: beside each field a hidden `was.` of it. Only what was changed is sent on, so that
// what a colleague has changed meanwhile, and nobody touched here, stays theirs.

/** The values of a form, with what it shows of each. */
export function withWas(values: FormValues): FormValues {
  const was = Object.entries(values).map(([name, all]) => [`was.${name}`, [keyOf(all)]])
  return { ...values, ...Object.fromEntries(was) }
}

/** Is a field other than the form showed it? One that does not say what it showed counts as changed. */
export function isChanged(typed: FormValues, name: string): boolean {
  return typed[`was.${name}`] === undefined || keyOf(typed[name]) !== wasOf(typed, name)
}

/** The fields that were changed here and, to something else, meanwhile: with what `says` of what stands now and what was typed. */
export function overtakenIn(
  typed: FormValues,
  now: FormValues,
  says: (name: string, is: readonly string[], yours: readonly string[]) => string,
): FieldError[] {
  return Object.entries(now).flatMap(([name, is]) => {
    if (typed[`was.${name}`] === undefined || !isChanged(typed, name)) return []
    if ([wasOf(typed, name), keyOf(typed[name])].includes(keyOf(is))) return []
    return [{ pointer: `/${name}`, detail: says(name, is, typed[name] ?? []) }]
  })
}

/** What was typed, in a form that knows what stands now: sent again, it replaces that. What nobody touched is as it is. */
export function knowing(typed: FormValues, now: FormValues): FormValues {
  const values = Object.entries(now).map(([name, is]) => [name, isChanged(typed, name) ? (typed[name] ?? []) : is])
  return { ...withWas(now), ...Object.fromEntries(values) }
}

const wasOf = (typed: FormValues, name: string) => first(typed, `was.${name}`) ?? ''

/** The same text for the same choice: of several values, none of which has a space in it, the order means nothing. */
function keyOf(values: readonly string[] = []): string {
  return [...new Set(values.map((one) => one.trim()).filter(Boolean))].sort().join(' ')
}
