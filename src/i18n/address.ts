import type { Locale } from './index.ts'

/** The languages of a site: its first one is at `/`, the others below their names. */
interface Spoken {
  locale: Locale
  languages: readonly Locale[]
}

/** What the path of a public page, feed or calendar begins with in a language: '' or "/pt". */
export function prefixOf({ locale, languages }: Spoken): string {
  return locale === languages[0] || !languages.includes(locale) ? '' : `/${locale}`
}

/** The path of such a page in the language of `site`. Paths in views, and those of rules, name no language. */
export function pathIn(site: Spoken, path: string): string {
  return prefixOf(site) + path
}

/** The public address, without a trailing slash, below which pages are in the language of a reader. */
export function rootIn(publicUrl: string, site: Spoken): string {
  return publicUrl + prefixOf(site)
}
