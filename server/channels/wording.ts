import { headlineText } from '../../src/i18n/headline.ts'
import { dictionary, type Locale, localeOf } from '../../src/i18n/index.ts'
import { named, textIn, written } from '../../src/i18n/wording.ts'
import type { Headline } from '../domain/incident/case/headline.ts'
import type { Notice } from '../domain/incident/notice.ts'
import type { MaintenanceNotice } from '../domain/maintenance/notice.ts'
import { translationFor, type Wording } from '../domain/wording.ts'
import { oneLine } from '../lib/text.ts'

/** The update's own words in the reader's language, or as they were first written. */
interface Words {
  title: string
  /** The same where it stands alone: it says its language where that is not the reader's. */
  titleLine: string
  /** Markdown; empty where nobody wrote a text. */
  body: string
  /** The language of the body. */
  language: string
  /** What language it is in, to be said above it where that is not the reader's. */
  label: string | null
}

/** A notice as far as staff wrote it. */
type Worded = Pick<Notice, 'title' | 'translations'> & {
  titles?: Notice['titles']
  texts?: MaintenanceNotice['texts']
  body: string | null
}

/** Picks the words for a reader of a language tag. `languages`: the site's; staff write in the first. */
export function wordsFor(notice: Worded, tag: string, languages: readonly Locale[]): Words {
  const locale = localeOf(tag)
  const given = translationFor(notice.translations, tag)
  const title =
    given?.title ?? translationFor(notice.titles ?? {}, tag) ?? translationFor(notice.texts ?? {}, tag)?.title
  // Of a window without a text of its own it is the description that is translated.
  const body = notice.body === null ? NOTHING : written({ locale, languages }, notice.body, given?.body)
  const titled = written({ locale, languages }, oneLine(notice.title), title)
  return {
    title: oneLine(titled.text),
    titleLine: oneLine(named(titled, locale)),
    body: body.text,
    ...inLanguage(body, locale),
  }
}

const NOTHING: Wording = { text: '', language: null }

/** The description of a window in another language: an older notice without a text of its own has it as its translation. */
export function describedIn(notice: Pick<Worded, 'body' | 'translations' | 'texts'>, tag: string): string | undefined {
  const told = notice.body === null ? translationFor(notice.translations, tag)?.body : undefined
  return translationFor(notice.texts ?? {}, tag)?.description ?? told
}

/** A text beside that, such as the description of a window. */
export function textFor(text: string, locale: Locale, languages: readonly Locale[], translated?: string) {
  const wording = written({ locale, languages }, text, translated)
  return { text: wording.text, ...inLanguage(wording, locale) }
}

function inLanguage({ language }: Wording, locale: Locale) {
  return { language: language ?? locale, label: language && textIn(language, locale) }
}

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
