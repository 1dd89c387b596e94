import type { Gap } from '../../domain/contact/coverage.ts'
import type { WorklistItem } from '../../domain/ladder/told.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import { deskPathOf, objectUrl } from '../links.ts'

/** An item of the worklist as programs get it, over HTTP and at the terminal: instants in RFC 3339, with its page. */
export function worklistItem(
  { object, dueAt, acknowledgedAt, before: _, putOffUntil, undelivered, ...item }: WorklistItem,
  siteUrl: string,
) {
  return {
    ...item,
    object: { ...object, url: objectUrl(siteUrl, object) },
    dueAt: new Date(dueAt).toISOString(),
    acknowledgedAt: rfc3339(acknowledgedAt),
    putOffUntil: rfc3339(putOffUntil),
    undelivered: undelivered && { people: [...undelivered.people], passedOnTo: [...undelivered.passedOnTo] },
    gaps: null,
  }
}

interface Uncovered {
  organisation: { id: string; name: string }
  gaps: readonly Gap[]
}

/** The same of an organisation that a promised message could not reach: it is due whenever the next one is. */
export function coverageItem({ organisation: { id, name }, gaps }: Uncovered, siteUrl: string) {
  const nobody = { acknowledgedBy: null, acknowledgedAt: null, putOffUntil: null, reason: null, undelivered: null }
  return {
    ...{
      promiseId: null,
      kind: 'coverage' as const,
      priority: null,
      dueAt: null,
      standing: 'none' as const,
      ...nobody,
    },
    object: { type: 'organisation' as const, id, url: siteUrl + deskPathOf('organisation', id), title: name },
    gaps: [...gaps],
  }
}

const rfc3339 = (at: Instant | null) => (at === null ? null : new Date(at).toISOString())
