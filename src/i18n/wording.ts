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
  return dictionary(locale).words.textIn(namesIn(locale).of(language) ?? language)
}

const names = new Map<Locale, Intl.DisplayNames>()

/** They are slow to make, and asked for with every text. */
function namesIn(locale: Locale): Intl.DisplayNames {
  const known = names.get(locale) ?? new Intl.DisplayNames(dictionary(locale).language.tag, { type: 'language' })
  names.set(locale, known)
  return known
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
