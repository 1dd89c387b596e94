import { type Dictionary, en } from './en.ts'

export type { Dictionary }

const DICTIONARIES = { en } satisfies Record<string, Dictionary>

/** A language that pages and messages exist in. */
export type Locale = keyof typeof DICTIONARIES
export const LOCALES = Object.keys(DICTIONARIES) as readonly Locale[]

/** Every text of the product in one language. */
export function dictionary(locale: Locale): Dictionary {
  return DICTIONARIES[locale]
}

/** The language to use for a stored or requested tag such as "pt-BR"; English where there is no better. */
export function localeOf(tag: string | null | undefined): Locale {
  const language = tag?.toLowerCase().split(/[-_]/)[0]
  return LOCALES.find((locale) => locale === language) ?? 'en'
}
