import { addDictionary, type Dictionary, dictionary, type Locale } from '../../../src/i18n/index.ts'

/**
 * A language that nobody speaks: every text of the dictionary in brackets. What is put into a text stands outside of
 * them, so that whatever a reader sees beside brackets and data was written somewhere else.
 */
export const PSEUDO: Locale = addDictionary('qps', pseudo(dictionary('en')))

/** The same for the compiled pages, which have a dictionary of their own. */
export async function teachPages(): Promise<void> {
  const entry = new URL('../../../dist/server/entry.mjs', import.meta.url)
  const pages = (await import(entry.href)) as { addDictionary: typeof addDictionary }
  pages.addDictionary(PSEUDO, pseudo(dictionary('en')))
}

function pseudo(texts: Dictionary): Dictionary {
  return { ...(bracketed(texts) as Dictionary), language: { ...texts.language, tag: 'qps' } }
}

function bracketed(text: unknown): unknown {
  if (typeof text === 'string') return `⟦${text}⟧`
  if (typeof text === 'function') return (...given: unknown[]) => `⟦${text(...given.map(outside))}⟧`
  if (Array.isArray(text)) return text.map(bracketed)
  return Object.fromEntries(Object.entries(text as object).map(([key, value]) => [key, bracketed(value)]))
}

/** Parts of dates come as objects, from `Intl`: they are the language's own. */
function outside(given: unknown): unknown {
  if (Array.isArray(given)) return given.map(outside)
  return typeof given === 'string' && given !== '' ? `⟧${given}⟦` : given
}

/** Fields of views, notices and demonstrations that hold what people wrote. */
const WRITTEN = new Set([
  ...['name', 'title', 'body', 'description', 'reason', 'group', 'caseNumber', 'vendor', 'role', 'note', 'what'],
  ...['say', 'details', 'cancel', 'report', 'siteName', 'actor', 'address', 'command', 'call'],
  // What the desk is told: refusals, and the mail that would go out.
  ...['says', 'subject', 'text'],
  // What customers and mail servers say.
  ...['organisation', 'message'],
])
/** Those that hold lists of names. */
const LISTS = new Set([
  ...['families', 'affects', 'collisions', 'put_off', 'skipped', 'standsFor', 'namedBy'],
  // Of a proof, whose lines are the same wherever it is read.
  'seal',
])
const TAGS = /(<\/?(?:p|strong|em|ul|ol|li|br)>)/

/** Data as if everything in it were written in another script: whatever is still Latin is not data. */
export function inGreek<T>(data: T, field = ''): T {
  // Why something was not told is a word of ours in one place, and another's sentence in others.
  const isSaid = WRITTEN.has(field) || (field === 'why' && String(data).includes(' '))
  if (typeof data === 'string') return (isSaid ? greek(data) : data) as T
  if (Array.isArray(data)) {
    const isList = (one: unknown) => LISTS.has(field) || (field === 'platforms' && /[A-Z]/.test(String(one)))
    const inside = (one: unknown) => (isList(one) ? (Array.isArray(one) ? field : 'name') : '')
    return data.map((one) => inGreek(one, inside(one))) as T
  }
  if (typeof data !== 'object' || data === null) return data
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, inGreek(value, key)])) as T
}

/** Another one for nearly each, so that names stay apart. */
function greekLetter(letter: string): string {
  const lower = String.fromCodePoint(0x3b1 + (((letter.toLowerCase().codePointAt(0) ?? 0) - 0x61) % 25))
  return letter < 'a' ? lower.toUpperCase() : lower
}

export function greek(text: string): string {
  const letters = (part: string) => part.replace(/[a-z]/gi, greekLetter)
  return text
    .split(TAGS)
    .map((part, index) => (index % 2 === 0 ? letters(part) : part))
    .join('')
}

/** Names and numbers that are the same in every language. */
const NO_LANGUAGE =
  /(?<![\p{L}])(?:English|Português|Español)(?![\p{L}])|\bP1G\b|\bP[1-4]\b|\b(RSS|Atom|JSON Feed|JSON|ICS)\b|\b[A-Z][a-z]+\/[A-Z][\w/]+\b|\bext\.|https?:\/\/\S+|[\w.]+\.(example|com)\b\S*|\S*@\S+/gu

/** What is left of a text without what the dictionary says, data, and what is in no language. */
export function foreign(text: string): string[] {
  return withoutBrackets(text)
    .replace(NO_LANGUAGE, '¦')
    .split(/[¦\n]/)
    .map((part) => part.trim())
    .filter((part) => /[a-z]/i.test(part))
}

/** From the inside: a time is a part of a time with its day. */
function withoutBrackets(text: string): string {
  const less = text.replace(/⟦[^⟦⟧]*⟧/g, '¦')
  return less === text ? text : withoutBrackets(less)
}
