import type { Translations } from '../../server/domain/incident/incident.ts'
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

/** The body of what staff wrote, which is stored with its translations as JSON. */
export function bodyFor(readers: Readers, { body, translations }: { body: string; translations: string }): Wording {
  const given: Translations = translations === '{}' ? {} : JSON.parse(translations)
  return written(readers, body, translationFor(given, readers.locale)?.body)
}

/** The title of an incident: the newest that was given in the reader's language. `updates`: newest first. */
export function titleFor(readers: Readers, title: string, updates: readonly { translations: string }[] = []): Wording {
  const given = updates
    .filter(({ translations }) => translations !== '{}')
    .map(({ translations }) => translationFor(JSON.parse(translations) as Translations, readers.locale)?.title)
  return written(
    readers,
    title,
    given.find((one) => one !== undefined),
  )
}

/** "Text in English", above what is not in the reader's language. */
export function textIn(language: string, locale: Locale): string {
  const t = dictionary(locale)
  const names = new Intl.DisplayNames(t.language.tag, { type: 'language' })
  return t.words.textIn(names.of(language) ?? language)
}

type Field = 'title' | 'description' | 'reason'

/** A standard text of the default programmes, as another language has it; undefined: it is none. */
function standardText(text: string, locale: Locale): string | undefined {
  const found = known().get(text)
  return found && dictionary(locale).programmes[found.id][found.field]
}

type Programmes = ReturnType<typeof dictionary>['programmes']
let standard: Map<string, { id: keyof Programmes; field: Field }> | undefined

function known() {
  standard ??= new Map(
    LOCALES.flatMap((locale) =>
      (Object.entries(dictionary(locale).programmes) as [keyof Programmes, Record<Field, string>][]).flatMap(
        ([id, texts]) => (Object.keys(texts) as Field[]).map((field) => [texts[field], { id, field }] as const),
      ),
    ),
  )
  return standard
}
