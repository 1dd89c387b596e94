import type { WorklistItem } from '../../domain/ladder/told.ts'
import { incidentUrl, maintenanceUrl } from '../links.ts'

/** An item of the worklist as programs get it, over HTTP and at the terminal: instants in RFC 3339, with its page. */
export function worklistItem({ object, dueAt, putOffUntil, undelivered, ...item }: WorklistItem, siteUrl: string) {
  const url = (object.type === 'incident' ? incidentUrl : maintenanceUrl)(siteUrl, object.id)
  return {
    ...item,
    object: { ...object, url },
    dueAt: new Date(dueAt).toISOString(),
    putOffUntil: putOffUntil === null ? null : new Date(putOffUntil).toISOString(),
    undelivered: undelivered && { people: [...undelivered.people], passedOnTo: [...undelivered.passedOnTo] },
  }
}
