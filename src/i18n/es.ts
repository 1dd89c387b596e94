import { en, type Translation } from './en.ts'

export const es: Translation = {
  ...en,
  language: { tag: 'es', dates: 'es', name: 'Español', direction: 'ltr' },
}
