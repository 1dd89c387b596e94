type Typed = Readonly<Record<string, string | undefined>>

/**
 * The text in other languages as forms write it: `body.pt`, and `title.pt` where it has one. Undefined where nobody gave
 * any of them. `names`: of the fields, and what each is called in what is asked for.
 */
export function translationsIn(
  typed: Typed,
  names: Readonly<Record<string, string>> = { body: 'body', title: 'title' },
) {
  const given = fieldsIn(typed, names).filter(({ value }) => value.trim() !== '')
  return given.length === 0 ? undefined : byLanguage(given)
}

/**
 * The same of texts that are there already: what the form shows is what holds, and what is empty in it is taken away.
 * Undefined where all is as it was, and nothing `isRewritten` that it is a translation of.
 */
export function shownTranslationsIn(
  typed: Typed,
  names: Readonly<Record<string, string>>,
  before: (language: string, field: string) => string | undefined,
  isRewritten: boolean,
) {
  const shown = fieldsIn(typed, names)
    .map(({ value, ...one }) => ({ ...one, value: value.trim() === '' ? null : value.replaceAll('\r\n', '\n') }))
    .filter(({ field, language, value }) => value !== null || before(language, field) !== undefined)
  const isSame = shown.every(({ field, language, value }) => value === before(language, field))
  return shown.length === 0 || (isSame && !isRewritten) ? undefined : byLanguage(shown)
}

function fieldsIn(typed: Typed, names: Readonly<Record<string, string>>) {
  return Object.entries(typed).flatMap(([name, value = '']) => {
    const [, own = '', language] = /^([a-z]+)\.([a-z]{2,3}(?:-[A-Z]{2})?)$/.exec(name) ?? []
    const field = Object.hasOwn(names, own) ? names[own] : undefined
    return field && language ? [{ field, language, value }] : []
  })
}

function byLanguage<T>(given: readonly { field: string; language: string; value: T }[]) {
  return Object.fromEntries(
    [...Map.groupBy(given, ({ language }) => language)].map(([language, fields]) => [
      language,
      Object.fromEntries(fields.map(({ field, value }) => [field, value])),
    ]),
  )
}

/**
 * What is wrong with one of them, beside its field: "/update/translations/pt/body" is "/body.pt". `named`: what a form
 * calls a field; what is wrong with none of them in particular is said beside `whole`.
 */
export function besideTranslations(
  pointer: string,
  named: Readonly<Record<string, string>> = {},
  whole = 'body',
): string {
  return pointer.replace(
    /^(?:\/update)?\/translations\/([^/]+)(?:\/([a-z]+))?.*/s,
    (_, language, field = whole) => `/${named[field] ?? field}.${language}`,
  )
}
