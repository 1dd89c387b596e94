/** What customers read of a window or a programme: its name, and in Markdown what is done and why. */
export interface WindowTexts {
  title: string
  description: string
  reason: string
}

/** The texts of a window or a programme in other languages, by language; each as far as it was given. */
export type WindowTranslations = Readonly<Record<string, Partial<WindowTexts>>>

/** What is said of them: a text replaces what was there, null takes it away, and what is not named stays. */
export type WindowTranslationsChange = Readonly<
  Record<string, { readonly [K in keyof WindowTexts]?: string | null | undefined }>
>

type Own = { readonly [K in keyof WindowTexts]: string | null }
const FIELDS = ['title', 'description', 'reason'] as const satisfies readonly (keyof WindowTexts)[]

/** The translations of a window: its own, and its programme's of the texts that it takes from there. */
export function translationsOf(own: Own & { translations: WindowTranslations }, programme: WindowTranslations) {
  return built([programme, own.translations], (language, field) => {
    const theirs = own[field] === null ? programme[language]?.[field] : undefined
    return own.translations[language]?.[field] ?? theirs
  })
}

/** The translations after a change. Those of a text that is another one now no longer hold, unless they are given anew. */
export function retranslated(
  before: WindowTranslations,
  change: WindowTranslationsChange = {},
  rewritten: readonly string[] = [],
): WindowTranslations {
  return built([before, change], (language, field) => {
    const given = change[language]?.[field]
    if (given !== undefined) return given
    return rewritten.includes(field) ? undefined : before[language]?.[field]
  })
}

/** The texts that a change makes other ones. */
export function rewrittenIn(before: WindowTexts, change: Partial<WindowTexts>): (keyof WindowTexts)[] {
  return FIELDS.filter((field) => change[field] !== undefined && change[field] !== before[field])
}

function built(
  from: readonly Readonly<Record<string, unknown>>[],
  textOf: (language: string, field: keyof WindowTexts) => string | null | undefined,
): WindowTranslations {
  const languages = [...new Set(from.flatMap((one) => Object.keys(one)))].sort()
  const texts = languages.map((language) => {
    const given = FIELDS.map((field) => [field, textOf(language, field)] as const)
    return [language, Object.fromEntries(given.filter(([, text]) => text != null))] as const
  })
  return Object.fromEntries(texts.filter(([, given]) => Object.keys(given).length > 0))
}
