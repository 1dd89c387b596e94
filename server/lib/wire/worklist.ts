import type { WorklistItem } from '../../domain/ladder/told.ts'
import { objectUrl } from '../links.ts'

/** An item of the worklist as programs get it, over HTTP and at the terminal: instants in RFC 3339, with its page. */
export function worklistItem({ object, dueAt, putOffUntil, undelivered, ...item }: WorklistItem, siteUrl: string) {
  return {
    ...item,
    object: { ...object, url: objectUrl(siteUrl, object) },
    dueAt: new Date(dueAt).toISOString(),
    putOffUntil: putOffUntil === null ? null : new Date(putOffUntil).toISOString(),
    undelivered: undelivered && { people: [...undelivered.people], passedOnTo: [...undelivered.passedOnTo] },
  }
}
