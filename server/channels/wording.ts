import { dictionary, type Locale } from '../../src/i18n/index.ts'
import type { Notice } from '../domain/incident/notice.ts'
import { oneLine } from '../lib/text.ts'

/** The update's own words in the reader's language, or as they were first written. */
interface Wording {
  title: string
  /** Markdown; empty where nobody wrote a text. */
  body: string
  /** The language of title and body, where it is known to be the reader's. */
  language: string | null
}

/** A notice as far as staff wrote it. */
type Worded = Pick<Notice, 'title' | 'translations'> & { body: string | null }

/** Picks a translation by full tag, then by language. Staff write in the provider's language, which is English. */
export function wordingFor(notice: Worded, tag: string): Wording {
  const wanted = tag.toLowerCase().replace('_', '-')
  const keys = Object.keys(notice.translations)
  const found =
    keys.find((key) => key.toLowerCase() === wanted) ?? keys.find((key) => languageOf(key) === languageOf(wanted))
  const translation = found === undefined ? undefined : notice.translations[found]
  return {
    title: oneLine(translation?.title ?? notice.title),
    body: translation?.body ?? notice.body ?? '',
    language: found ?? null,
  }
}

const languageOf = (tag: string) => tag.toLowerCase().split('-')[0]

/** What kind of update this is, in two or three words. */
export function headline(notice: Notice, locale: Locale): string {
  const { words, mail, incident } = dictionary(locale)
  const phase = words.phase[notice.phase]
  if (notice.about === 'reopened') return `${mail.about.reopened} · ${phase}`
  if (notice.about) return mail.about[notice.about]
  return notice.phaseChanged ? phase : incident.phaseAgain(phase)
}
