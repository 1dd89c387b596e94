import type { Translations } from '../server/domain/incident/incident.ts'

/** A row of what somebody said, with its translations read from JSON. */
export type Spoken<R extends { translations: string }> = Omit<R, 'translations'> & { translations: Translations }

/** Reads them once, for whatever is made of the row in each language. */
export function spoken<R extends { translations: string }>(row: R): Spoken<R> {
  return { ...row, translations: row.translations === '{}' ? NONE : (JSON.parse(row.translations) as Translations) }
}

const NONE: Translations = {}
