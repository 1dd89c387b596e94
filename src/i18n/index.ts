import { type Dictionary, en } from './en.ts'

export type { Dictionary }

const SHIPPED = { en } satisfies Record<string, Dictionary>

/** A language that pages and messages exist in. */
export type Locale = keyof typeof SHIPPED
export const LOCALES = Object.keys(SHIPPED) as readonly Locale[]

const dictionaries = new Map<string, Dictionary>(Object.entries(SHIPPED))

/** Every text of the product in one language. */
export function dictionary(locale: Locale): Dictionary {
  return dictionaries.get(locale) ?? en
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
