import { dictionary } from '../../../src/i18n/index.ts'
import type { Site } from '../../../src/views.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import { oneLine } from '../../lib/text.ts'
import type { IncidentWithUpdates } from '../facts/incidents.ts'
import type { Platforms } from '../facts/snapshot.ts'
import { paragraph } from './markup.ts'

/** What an incident was about at a time, in one line: the platforms it had affected, and whether it was a P1G. */
export function aboutMarkup(incident: IncidentWithUpdates, at: Instant, { byId }: Platforms, { locale }: Site): string {
  const { feeds, maintenance, caseWords, words } = dictionary(locale)
  const ids = new Set(incident.impacts.filter((one) => one.from_at <= at).map((one) => one.platform_id))
  const names = [...ids].flatMap((id) => byId.get(id)?.name ?? [])
  const platforms = names.length > 0 ? maintenance.entry.platforms(oneLine(words.list(names))) : ''
  if (!isMasterCase(incident, at)) return platforms && paragraph(platforms)
  return paragraph(platforms ? caseWords.beside(feeds.masterCase, platforms) : feeds.masterCase)
}

/** Not of a duplicate: its master may be one. */
function isMasterCase({ row, designations }: IncidentWithUpdates, at: Instant): boolean {
  if (row.case_status === 'duplicate') return false
  const last = designations.findLast((one) => one.at <= at)
  if (last) return last.how === 'designated'
  const next = designations[0]
  return next ? next.how === 'withdrawn' : row.priority === 'P1G'
}
