import type { Context } from 'hono'
import { dictionary } from '../../../../src/i18n/index.ts'
import { dateTime } from '../../../../src/i18n/time.ts'
import type { FormValues } from '../../../../src/views.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { formEntries } from '../../pages/form.ts'
import type { TimeWords } from './values.ts'

/** What a form is read with: the zone of the times in it, and how their faults are said. */
export interface Reading {
  zone: string
  words: TimeWords
}

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
