import type { Translation } from '../en.ts'

export const language: Translation['language'] = {
  tag: 'es',
  name: 'Español',
  direction: 'ltr',
  dates: 'es',
}
