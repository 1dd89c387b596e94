import { staff } from './en/staff.ts'
import { en, type Translation } from './en.ts'
import { es } from './es.ts'
import { pt } from './pt.ts'

const SHIPPED = { en, pt, es } satisfies Record<string, Translation>

/** Every text of the product: what customers read in their language, and what staff read. */
export type Dictionary = Translation & typeof staff

/** A language that pages and messages exist in. */
export type Locale = keyof typeof SHIPPED
export const LOCALES = Object.keys(SHIPPED) as readonly Locale[]

const dictionaries = new Map<string, Dictionary>(
  Object.entries(SHIPPED).map(([locale, texts]) => [locale, { ...texts, ...staff }]),
)
const english = { ...en, ...staff }

/** Every text of the product in one language. */
export function dictionary(locale: Locale): Dictionary {
  return dictionaries.get(locale) ?? english
}

/** What a language calls itself: "Português". */
export function languageName(locale: Locale): string {
  return dictionary(locale).language.name
}

/** The language to use for a stored or requested tag such as "pt-BR"; English where there is no better. */
export function localeOf(tag: string | null | undefined): Locale {
  const language = tag?.toLowerCase().split(/[-_]/)[0] ?? ''
  return dictionaries.has(language) ? (language as Locale) : 'en'
}

/** Speaks one more language. It is not among `LOCALES`, so nobody is offered it: tests have one of their own. */
export function addDictionary(language: string, texts: Dictionary): Locale {
  dictionaries.set(language, texts)
  return language as Locale
}
