import { describe, expect, test } from 'vitest'
import { dictionary, LOCALES, type Locale } from '../../src/i18n/index.ts'
import { COUNTS, samplesOf } from '../support/i18n/samples.ts'

/** What customers read; what staff read is English everywhere, and `language` holds no texts. */
function textsOf(locale: Locale): object {
  const { console: _, owed, staffMail, language, ...texts } = dictionary(locale)
  return texts
}

const samples = samplesOf('src/i18n/en.ts')

/** Names, units, and words that some languages share with English. */
const SAME = [
  ...['menu', 'chat', 'e-mail', 'error', 'feeds', 'h', 'min', 'p1g', 'portal'],
  ...['microsoft teams', 'slack', 'webex', 'webhook'],
]

interface Pair {
  /** "home.moreOpen(1000000)" */
  name: string
  text: string
  english: string
}

/** Every text beside the English one, each as it reads with every sample. */
function pairs(text: unknown, english: unknown, path: readonly string[] = []): Pair[] {
  const name = path.join('.')
  if (typeof english === 'string') return [{ name, text: String(text), english }]
  if (typeof english === 'function') {
    return samples(path).map((given) => ({
      name: `${name}(${JSON.stringify(given).slice(1, -1)})`,
      text: String((text as typeof english)(...given)),
      english: String(english(...given)),
    }))
  }
  const keys = Object.keys(english as object)
  expect(Object.keys(text as object).sort(), name).toEqual([...keys].sort())
  const at = (whole: unknown, key: string) => (whole as Record<string, unknown>)[key]
  return keys.flatMap((key) => pairs(at(text, key), at(english, key), [...path, key]))
}

const placesIn = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort()
/** What a language says itself, beside what is put in. */
const wordsOf = (text: string) => text.replace(/\{\w+\}/g, '').match(/\p{L}[\p{L}\d -]*/gu) ?? []
const masked = (text: string) => text.replace(/\d+(?:[.,\s]\d{3})*/g, '#')

/** Texts that count something by name: "2 incidents". */
const COUNTED: ((locale: Locale) => (n: number) => string)[] = [
  (locale) => dictionary(locale).time.days,
  (locale) => dictionary(locale).time.seconds,
  (locale) => dictionary(locale).history.count,
  (locale) => dictionary(locale).home.moreOpen,
  (locale) => dictionary(locale).maintenance.windows,
  (locale) => dictionary(locale).platform.monthTrouble,
  (locale) => dictionary(locale).proofs.late,
  (locale) => dictionary(locale).support.businessDays,
]

describe.each(LOCALES)('in %s', (locale) => {
  const all = pairs(textsOf(locale), textsOf('en'))
  const wrong = (isWrong: (pair: Pair) => boolean) => all.filter(isWrong).map(({ name, text }) => `${name}: ${text}`)

  test('every text says what is put into it, once', () => {
    expect(all.length).toBeGreaterThan(1000)
    expect(wrong(({ text, english }) => placesIn(text).join() !== placesIn(english).join())).toEqual([])
  })

  test('every text says the numbers that the original says', () => {
    const million = (text: string) => /1[.,\s]?000[.,\s]?000/.test(text)
    expect(wrong(({ text, english }) => million(english) && !million(text))).toEqual([])
    const broken = (text: string) => /NaN|undefined|\bnull\b|\[object/.test(text)
    expect(wrong(({ text, english }) => broken(text) && !broken(english))).toEqual([])
  })

  test('no space is doubled, and none stands at an end', () => {
    expect(wrong(({ text }) => / {2}| [.,;:!?](?:\s|$)|\( | \)/.test(text) || text !== text.trim())).toEqual([])
  })

  test('quotes and brackets are closed', () => {
    const count = (text: string, sign: string) => text.split(sign).length
    const open = (text: string) => ['“”', '«»', '()'].some(([a = '', b = '']) => count(text, a) !== count(text, b))
    expect(wrong(({ text }) => open(text))).toEqual([])
  })

  test.runIf(locale !== 'en')('no text is still English', () => {
    const same = ({ text, english }: Pair) =>
      text === english && wordsOf(text).some((word) => !SAME.includes(word.trim().toLowerCase()))
    expect(wrong(same)).toEqual([])
  })

  test('what is counted has as many forms as the language', () => {
    const rules = new Intl.PluralRules(dictionary(locale).language.tag)
    const forms = new Set(COUNTS.map((n) => rules.select(n))).size
    for (const text of COUNTED) {
      const says = COUNTS.map((n) => text(locale)(n))
      expect(new Set(says.map(masked)).size, says.join(' | ')).toBe(forms)
    }
  })
})
