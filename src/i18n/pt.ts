import { en, type Translation } from './en.ts'

export const pt: Translation = {
  ...en,
  language: { tag: 'pt-PT', dates: 'pt-BR', name: 'Português', direction: 'ltr' },
}
