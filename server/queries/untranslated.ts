import { lastUpdates, reportsSince, type StaffText } from '../../db/desk/untranslated.ts'
import type { Reader } from '../../db/schema/index.ts'
import type { Translations } from '../domain/incident/incident.ts'
import { DAY, type Instant } from '../domain/vocabulary.ts'
import { missingIn } from '../domain/wording.ts'

/** Later than that, few read a report. */
const REPORTS = 30 * DAY

/** What lacks a text in some of the site's languages. */
export interface Untranslated {
  object: { type: StaffText['type']; id: string; title: string }
  missing: readonly string[]
}

/**
 * Whatever readers of other languages look for now and find in the first one alone: the newest update of each open
 * incident, and the reports of a month. One for each incident; it holds nothing back.
 */
export async function readUntranslated(
  db: Reader,
  languages: readonly string[],
  now: Instant,
): Promise<Untranslated[]> {
  if (languages.length < 2) return []
  const found = new Map<string, Untranslated>()
  for (const { type, id, title, translations } of [
    ...(await lastUpdates(db)),
    ...(await reportsSince(db, now - REPORTS)),
  ]) {
    const missing = missingIn(languages, JSON.parse(translations) as Translations)
    const all = languages.filter((one) => missing.includes(one) || found.get(id)?.missing.includes(one))
    if (all.length > 0) found.set(id, { object: { type, id, title }, missing: all })
  }
  return [...found.values()]
}
