import type { Context } from 'hono'
import { accepts } from 'hono/accepts'
import { type Locale, localeOf } from '../../../src/i18n/index.ts'
import type { Env } from '../deps.ts'

/** The language of a page that has no address of its own: what the browser likes best of ours, else the site's. */
export function readerLocale(c: Context<Env>, otherwise: Locale): Locale {
  const match: Parameters<typeof accepts>[1]['match'] = (liked) =>
    liked.find(({ type, q }) => q > 0 && localeOf(type) === type.toLowerCase().split('-')[0])?.type ?? otherwise
  return localeOf(accepts(c, { header: 'Accept-Language', supports: [otherwise], default: otherwise, match }))
}
