import { headlineText } from '../../src/i18n/headline.ts'
import { dictionary, type Locale } from '../../src/i18n/index.ts'
import type { Headline } from '../domain/incident/case/headline.ts'
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
  const t = dictionary(locale)
  if (notice.about === 'duplicate' || notice.about === 'postmortem') return t.mail.about[notice.about]
  if (notice.about === 'designated') return t.caseWords.designated
  if (notice.about === 'withdrawn') return t.caseWords.withdrawn(notice.priority)
  const headline = notice.case?.headline ?? olderHeadline(notice)
  const text = headlineText(headline, t)
  return headline.again ? t.incident.phaseAgain(text) : text
}

/** Of a notice that an older version wrote. */
function olderHeadline({ phase, phaseChanged, about }: Notice): Headline {
  return { status: about === 'reopened' ? 'customer_reopened' : null, phase, again: !phaseChanged && !about }
}
