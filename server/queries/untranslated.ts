import { lastUpdates, reportsSince } from '../../db/desk/untranslated.ts'
import { loadCurrentMaintenances } from '../../db/maintenance/load.ts'
import type { Reader } from '../../db/schema/index.ts'
import { localeOf } from '../../src/i18n/index.ts'
import { fieldFor } from '../../src/i18n/wording.ts'
import type { Translations } from '../domain/incident/incident.ts'
import type { Maintenance } from '../domain/maintenance/maintenance.ts'
import { DAY, type Instant, type Kind } from '../domain/vocabulary.ts'
import { missingIn } from '../domain/wording.ts'

/** Later than that, few read a report. */
const REPORTS = 30 * DAY

/** What lacks a text in some of the site's languages. */
export interface Untranslated {
  object: { type: Kind; id: string; title: string }
  missing: readonly string[]
}

/**
 * Whatever readers of other languages look for now and find in the first one alone: the newest update of each open
 * incident, the reports of a month, and the texts of windows that are announced or described and not over. One for each;
 * it holds nothing back.
 */
export async function readUntranslated(
  db: Reader,
  languages: readonly string[],
  now: Instant,
): Promise<Untranslated[]> {
  if (languages.length < 2) return []
  const found = new Map<string, Untranslated>()
  for (const { id, title, translations } of [...(await lastUpdates(db)), ...(await reportsSince(db, now - REPORTS))]) {
    const missing = missingIn(languages, JSON.parse(translations) as Translations)
    const all = languages.filter((one) => missing.includes(one) || found.get(id)?.missing.includes(one))
    if (all.length > 0) found.set(id, { object: { type: 'incident', id, title }, missing: all })
  }
  const windows = (await loadCurrentMaintenances(db, now)).map(({ maintenance }) => maintenance).filter(isWritten)
  return [
    ...found.values(),
    ...windows.flatMap((m): Untranslated[] => {
      const missing = lackingIn(m, languages)
      return missing.length > 0 ? [{ object: { type: 'maintenance', id: m.id, title: m.title }, missing }] : []
    }),
  ]
}

/** Was it told to anybody, or has somebody written what it is about? */
function isWritten({ state, own }: Maintenance): boolean {
  return state !== 'planned' || own.title !== null || own.description !== null
}

/** The languages that some of its texts are missing in; standard texts that nobody changed are in all of them. */
function lackingIn(m: Maintenance, tags: readonly string[]): string[] {
  const languages = tags.map(localeOf)
  return tags.slice(1).filter((tag) => {
    const readers = { locale: localeOf(tag), languages }
    return (['title', 'description', 'reason'] as const).some((field) => fieldFor(readers, m, field).language !== null)
  })
}
