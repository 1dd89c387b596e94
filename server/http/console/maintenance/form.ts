import type { Context } from 'hono'
import { dictionary } from '../../../../src/i18n/index.ts'
import { dateTime } from '../../../../src/i18n/time.ts'
import type { FormValues } from '../../../../src/views.ts'
import type { Refusal, Result } from '../../../domain/refusal.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { formEntries } from '../../pages/form.ts'
import type { Reading } from './commands.ts'
import { first } from './values.ts'

/** A form as it was typed. */
export async function valuesOf(c: Context<Env>): Promise<FormValues> {
  return Object.fromEntries(await formEntries(c))
}

/** Times are the provider's wall time, and their faults are told in the desk's words. */
export function readingOf({ site }: Pick<AppDeps, 'site'>): Reading {
  const { zone, locale } = site
  const words = dictionary(locale).console.maintenance.faults
  return { zone, words: { ...words, clock: (at) => dateTime(at, zone, locale) } }
}

/** A refusal beside the form's fields: platforms are one field there, a second fault of one says nothing more. */
export function besideFields(refusal: Refusal, prefix = ''): Refusal {
  if (!refusal.fields) return refusal
  const named = refusal.fields.map((fault) => {
    const pointer = fault.pointer
      .replace(/^\/platforms\/.*/, '/platforms')
      .replace(/^\/shortNotice$/, '/shortNotice/class')
    return { ...fault, pointer: pointer === '/' || pointer === '' ? '' : `/${prefix}${pointer.slice(1)}` }
  })
  const fields = named.filter(
    ({ pointer, detail }, index) => named.findIndex((f) => f.pointer === pointer && f.detail === detail) === index,
  )
  return { ...refusal, fields }
}

/** What a refused command collides with; then it may be done all the same. */
export function collisionsOf({ code, fields = [] }: Refusal): string[] {
  return code === 'maintenance_conflicts' ? fields.map(({ detail }) => detail) : []
}

/** Does it over collisions only where somebody says so who was shown every one of them. */
export async function knowingly<T>(
  values: FormValues,
  act: (acceptConflicts: boolean) => Promise<Result<T>>,
): Promise<Result<T>> {
  const done = await act(false)
  if (done.ok || first(values, 'do') !== 'accept') return done
  const found = collisionsOf(done.refusal)
  const isKnown = found.length > 0 && found.every((detail) => values.seen?.includes(detail))
  return isKnown ? act(true) : done
}
