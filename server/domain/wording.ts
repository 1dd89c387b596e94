import type { Translations } from './incident/incident.ts'

/** A text of staff as a reader gets it, and the language that it is in; null: the reader's. */
export interface Wording {
  text: string
  language: string | null
}

/** What staff wrote: in the first language of the site, and what else it was given in, if anything. */
interface Original {
  text: string
  language: string
  translated: string | undefined
}

/** A text in the reader's language, or as it was written. */
export function wordingFor(reader: string, { text, language, translated }: Original): Wording {
  if (translated !== undefined) return { text: translated, language: null }
  return { text, language: text.trim() === '' || languageOf(language) === languageOf(reader) ? null : language }
}

/** The translation for a reader: by full tag, then by language; null where there is none. */
export function translationFor<T>(translations: Readonly<Record<string, T>>, tag: string): T | null {
  const wanted = tag.toLowerCase().replace('_', '-')
  const keys = Object.keys(translations)
  const found =
    keys.find((key) => key.toLowerCase() === wanted) ?? keys.find((key) => languageOf(key) === languageOf(wanted))
  return found === undefined ? null : (translations[found] ?? null)
}

/** The newest title in each language that one was given in. `all`: of an incident's updates, newest first. */
export function titlesGiven(all: readonly Translations[]): Record<string, string> {
  const titled = all.toReversed().flatMap((one) => Object.entries(one))
  return Object.fromEntries(titled.flatMap(([tag, { title }]) => (title === undefined ? [] : [[tag, title]])))
}

/** The languages that a text written in the first one is missing in. */
export function missingIn(languages: readonly string[], translations: Translations): string[] {
  return languages.slice(1).filter((language) => translationFor(translations, language) === null)
}

const languageOf = (tag: string) => tag.toLowerCase().split(/[-_]/)[0]
