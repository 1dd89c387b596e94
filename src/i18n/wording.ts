import type { Translations } from '../../server/domain/incident/incident.ts'
import type { ProgrammeTexts } from '../../server/domain/maintenance/programme.ts'
import type { WindowTranslations } from '../../server/domain/maintenance/translations.ts'
import { translationFor, type Wording, wordingFor } from '../../server/domain/wording.ts'
import { dictionary, LOCALES, type Locale } from './index.ts'

/** Whom a text is for, and the languages of the site: staff write in the first. */
export interface Readers {
  locale: Locale
  languages: readonly Locale[]
}

/**
 * What staff wrote, for readers of one language: in theirs where somebody gave it, or where it is a standard text of the
 * product that nobody changed; else as it was written.
 */
export function written({ locale, languages }: Readers, text: string, translated?: string): Wording {
  const standard = translated ?? standardText(text, locale)
  return wordingFor(locale, { text, language: languages[0] ?? 'en', translated: standard })
}

/** The body of what staff wrote. */
export function bodyFor(readers: Readers, of: { body: string; translations: Translations }): Wording {
  return written(readers, of.body, translationFor(of.translations, readers.locale)?.body)
}

/** The title of an incident. `titles`: the newest that was given in each language. */
export function titleFor(readers: Readers, title: string, titles: Readonly<Record<string, string>>): Wording {
  return written(readers, title, translationFor(titles, readers.locale) ?? undefined)
}

type Texts = Partial<ProgrammeTexts> & { translations: WindowTranslations }

/** A text of a window or a programme. */
export function fieldFor<F extends keyof ProgrammeTexts>(
  readers: Readers,
  of: Texts & Record<F, string>,
  field: F,
): Wording {
  return written(readers, of[field], translationFor(of.translations, readers.locale)?.[field])
}

/** "Text in English", above what is not in the reader's language. */
export function textIn(language: string, locale: Locale): string {
  return dictionary(locale).words.textIn(nameOf(language, locale))
}

/** "They would fail tonight. (in English)": a text within a line, which says its language where that is not the reader's. */
export function named({ text, language }: Wording, locale: Locale): string {
  return language === null ? text : dictionary(locale).words.writtenIn(text, nameOf(language, locale))
}

/** The same of what is never translated, such as a reason. */
export function original(readers: Readers, text: string): string {
  return named(written(readers, text), readers.locale)
}

const names = new Map<Locale, Intl.DisplayNames>()

/** They are slow to make, and asked for with every text. */
function nameOf(language: string, locale: Locale): string {
  const known = names.get(locale) ?? new Intl.DisplayNames(dictionary(locale).language.tag, { type: 'language' })
  names.set(locale, known)
  return known.of(language) ?? language
}

const FIELDS = ['title', 'description', 'reason'] as const

/** The texts of the product that staff may leave as they are: of the default programmes, and names of ways; in one order. */
function standardTexts(locale: Locale): string[] {
  const { programmes, support } = dictionary(locale)
  const ids = Object.keys(dictionary('en').programmes) as (keyof typeof programmes)[]
  const { office, mobile } = support.wayName
  return [...ids.flatMap((id) => FIELDS.map((field) => programmes[id][field])), office, mobile]
}

let standard: Map<string, number> | undefined

/** A standard text, as another language has it; undefined: it is none. */
function standardText(text: string, locale: Locale): string | undefined {
  standard ??= new Map(LOCALES.flatMap((one) => standardTexts(one).map((known, index) => [known, index] as const)))
  const found = standard.get(text)
  return found === undefined ? undefined : standardTexts(locale)[found]
}
