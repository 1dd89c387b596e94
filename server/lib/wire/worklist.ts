import type { WorklistItem } from '../../domain/ladder/told.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import { objectUrl } from '../links.ts'

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
  }
}

const rfc3339 = (at: Instant | null) => (at === null ? null : new Date(at).toISOString())
