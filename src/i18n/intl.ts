/** What `Intl` knows of a language, for its dictionary. */

/** A text by the number in it; `{n}` is where that goes. Which forms a language has, CLDR says. */
type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }

/** Picks the form that a number takes, and puts the number in, as the language writes it. */
export function pluralOf(tag: string): (n: number, forms: Forms) => string {
  const rules = new Intl.PluralRules(tag)
  const count = new Intl.NumberFormat(tag)
  return (n, forms) => (forms[rules.select(n)] ?? forms.other).replace('{n}', count.format(n))
}

/** Numbers and lists as a language writes them. `disjunction`: a tag of its own, where its comma differs. */
export function writingOf(tag: string, disjunction = tag) {
  const all = new Intl.ListFormat(tag, { type: 'conjunction' })
  const either = new Intl.ListFormat(disjunction, { type: 'disjunction' })
  const series = new Intl.ListFormat(tag, { type: 'unit', style: 'short' })
  const count = new Intl.NumberFormat(tag)
  const percents = [0, 1, 2].map((digits) => {
    const exactly = { minimumFractionDigits: digits, maximumFractionDigits: digits }
    return new Intl.NumberFormat(tag, { style: 'percent', ...exactly })
  })
  return {
    /** "99.98%" of 99.98 and two digits. */
    percent: (percent: number, digits: 0 | 1 | 2) => percents[digits]?.format(percent / 100) ?? '',
    number: (n: number) => count.format(n),
    /** "one, two, and three" in a sentence. */
    list: (items: readonly string[]) => all.format(items),
    /** "one, two or three" in a sentence. */
    either: (items: readonly string[]) => either.format(items),
    /** "one, two, three" as they are counted up. */
    series: (items: readonly string[]) => series.format(items),
  }
}
