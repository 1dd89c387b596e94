import { z } from 'zod'
import { LOCALES } from '../../../src/i18n/index.ts'
import { markdown, publicLine, record, short } from './fields.ts'

/**
 * A language that pages and messages exist in, whether or not this site offers it: what is given in one that it does not
 * offer is kept, and shown once it does. Nobody would ever read what is given in any other.
 */
const language = short(10).regex(
  new RegExp(`^(${LOCALES.join('|')})$`),
  `must be one of the languages that pages exist in: ${LOCALES.join(', ')}`,
)

/** Texts in other languages, by language. */
export function translations<V extends z.ZodType>(texts: V) {
  return record(language, texts, 20)
}

/** The text of an update or a report, and the title of its incident. */
export const translatedUpdate = (max: number) =>
  translations(z.strictObject({ title: publicLine(200).optional(), body: markdown(max) })).describe(
    `The same text in other languages of pages (${LOCALES.join(', ')}), by language; not in that of the text itself.`,
  )

type Texts = Readonly<Record<'title' | 'description' | 'reason', z.ZodType<string>>>

/** The title, description and reason of a window or a programme, each of which may be given. */
export function translatedTexts({ title, description, reason }: Texts) {
  const texts = z
    .strictObject({ title: title.optional(), description: description.optional(), reason: reason.optional() })
    .refine(saysSomething, NOTHING)
  return translations(texts).describe(
    `These texts in other languages of pages (${LOCALES.join(', ')}), by language; not in that of the texts themselves.`,
  )
}

/** What is changed of them, and `more` texts that are given with it. */
export function changedTexts<M extends z.ZodRawShape = Record<never, never>>(
  { title, description, reason }: Texts,
  more: M = {} as M,
) {
  const texts = {
    title: title.nullable().optional(),
    description: description.nullable().optional(),
    reason: reason.nullable().optional(),
  }
  return translations(z.strictObject({ ...texts, ...more }).refine(saysSomething, NOTHING)).describe(
    `These texts in other languages of pages (${LOCALES.join(', ')}), by language: a text replaces what was there, null takes it away, what is left out stays. Where a text is changed without its translations, these go.`,
  )
}

const NOTHING = { error: 'Give at least one text in this language.' }
const saysSomething = (texts: object) => Object.values(texts).some((text) => text !== undefined)
