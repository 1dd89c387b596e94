import type { Context } from 'hono'
import { dictionary } from '../../../../src/i18n/index.ts'
import { dateTime } from '../../../../src/i18n/time.ts'
import type { FormValues } from '../../../../src/views.ts'
import type { Refusal } from '../../../domain/refusal.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { formEntries } from '../../pages/form.ts'
import type { Reading } from './commands.ts'

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

/** May what was refused be done all the same? */
export function collides({ code }: Refusal): boolean {
  return code === 'maintenance_conflicts'
}
