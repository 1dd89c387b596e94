/** The language itself, and how `Intl` and browsers are to treat it. */
export const language: Language = {
  tag: 'en',
  name: 'English',
  direction: 'ltr',
  dates: 'en',
}

export interface Language {
  /** BCP 47; of the country where a language differs between countries. */
  tag: string
  /** In the language itself. */
  name: string
  direction: 'ltr' | 'rtl'
  /** Whose short names of days and months `Intl` is asked for. */
  dates: string
}
