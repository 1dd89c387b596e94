/**
 * The text in other languages as forms write it: `body.pt`, and `title.pt` where it has one. Undefined where nobody gave
 * any of them.
 */
export function translationsIn(typed: Readonly<Record<string, string | undefined>>) {
  const given = Object.entries(typed).flatMap(([name, value = '']) => {
    const [, field, language] = /^(body|title)\.([a-z]{2,3}(?:-[A-Z]{2})?)$/.exec(name) ?? []
    return field && language && value.trim() !== '' ? [{ field, language, value }] : []
  })
  if (given.length === 0) return undefined
  const byLanguage = Map.groupBy(given, ({ language }) => language)
  return Object.fromEntries(
    [...byLanguage].map(([language, fields]) => [
      language,
      Object.fromEntries(fields.map(({ field, value }) => [field, value])),
    ]),
  )
}

/** What is wrong with one of them, beside its field: "/update/translations/pt/body" is "/body.pt". */
export function besideTranslations(pointer: string): string {
  return pointer.replace(
    /^(?:\/update)?\/translations\/([^/]+)(?:\/(body|title))?.*$/,
    (_, language, field = 'body') => {
      return `/${field}.${language}`
    },
  )
}
