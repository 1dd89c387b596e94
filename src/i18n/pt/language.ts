import type { Translation } from '../en.ts'

/** The language itself, and how `Intl` and browsers are to treat it. */
export const language: Translation['language'] = {
  tag: 'pt-PT',
  name: 'Português',
  direction: 'ltr',
  // CLDR's pt-PT has no short names of days and months.
  dates: 'pt-BR',
}
