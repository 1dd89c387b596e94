import { LOCALES } from '../../src/i18n/index.ts'
import { invalid, ok, type Result } from '../domain/refusal.ts'
import type { ActionContext } from './context.ts'

/** Refuses a translation into the language that the text itself is written in: the first of the site. */
export function inOtherLanguages(
  { plan: { languages } }: Pick<ActionContext, 'plan'>,
  translations: Readonly<Record<string, unknown>> = {},
  pointer = '/translations',
): Result<null> {
  const [own = ''] = languages
  if (!Object.hasOwn(translations, own)) return ok(null)
  const others = LOCALES.filter((one) => one !== own).join(', ')
  const detail = `The text itself is in this language. Give translations in others: ${others}.`
  return invalid([{ pointer: `${pointer}/${own}`, detail }])
}
