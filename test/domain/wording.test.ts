import { expect, test } from 'vitest'
import { missingIn, titlesGiven, translationFor, wordingFor } from '../../server/domain/wording.ts'
import { LOCALES } from '../../src/i18n/index.ts'
import { textIn, titleFor, written } from '../../src/i18n/wording.ts'

const original = { text: 'Calls fail.', language: 'en', translated: undefined }
const inPortuguese = { locale: 'pt', languages: LOCALES } as const

test('a text is in the reader’s language where it was given, and else as it was written, which says its language', () => {
  expect(wordingFor('pt', { ...original, translated: 'Falham.' })).toEqual({ text: 'Falham.', language: null })
  expect(wordingFor('pt', original)).toEqual({ text: 'Calls fail.', language: 'en' })
  expect(wordingFor('en-GB', original)).toEqual({ text: 'Calls fail.', language: null })
  expect(wordingFor('pt', { ...original, text: ' ' }).language).toBeNull()
})

test('a translation is found by its whole tag, then by its language', () => {
  const given = { pt: { body: 'a' }, 'pt-BR': { body: 'b' } }
  expect(translationFor(given, 'pt_BR')?.body).toBe('b')
  expect(translationFor(given, 'pt-PT')?.body).toBe('a')
  expect(translationFor(given, 'es')).toBeNull()
  expect(missingIn(LOCALES, given)).toEqual(['es'])
})

test('the newest title that was given in a language is the one that holds', () => {
  const all = [{ es: { body: 'c' } }, { es: { title: 'Nuevo', body: 'b' } }, { es: { title: 'Viejo', body: 'a' } }]
  expect(titlesGiven(all)).toEqual({ es: 'Nuevo' })
  const updates = all.map((one) => ({ translations: JSON.stringify(one) }))
  expect(titleFor({ ...inPortuguese, locale: 'es' }, 'Calls fail', updates)).toEqual({ text: 'Nuevo', language: null })
  expect(titleFor(inPortuguese, 'Calls fail', updates)).toEqual({ text: 'Calls fail', language: 'en' })
})

test('a standard text is the reader’s as long as nobody changed it', () => {
  expect(written(inPortuguese, 'Monthly maintenance').language).toBeNull()
  expect(written(inPortuguese, 'Monthly maintenance, moved')).toEqual({
    text: 'Monthly maintenance, moved',
    language: 'en',
  })
})

test('the language is named in the reader’s', () => {
  expect(textIn('en', 'en')).toBe('Text in English')
  expect(textIn('en', 'pt')).toContain('inglês')
})
