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
    ...{ gaps: null, missing: null },
  }
}

interface Uncovered {
  organisation: Named
  gaps: readonly Gap[]
}

interface Untranslated {
  object: { type: 'incident' | 'maintenance'; id: string; title: string }
  missing: readonly string[]
}

interface Named {
  id: string
  name: string
}

/** The same of an organisation that a promised message could not reach: it is due whenever the next one is. */
export function coverageItem({ organisation, gaps }: Uncovered, siteUrl: string) {
  return { ...itemAbout(organisation, siteUrl), kind: 'coverage' as const, gaps: [...gaps] }
}

/** The same of what a contact asks the desk to put right, which waits until a lead decides it. */
export function requestItem({ organisation }: { organisation: Named }, siteUrl: string) {
  return { ...itemAbout(organisation, siteUrl), kind: 'draft' as const, gaps: null }
}

function itemAbout({ id, name }: Named, siteUrl: string) {
  return {
    ...NOTHING_DUE,
    object: { type: 'organisation' as const, id, url: siteUrl + deskPathOf('organisation', id), title: name },
  }
}

/** The same of what has no text yet in a language of the site. Nothing waits for it. */
export function translationItem({ object, missing }: Untranslated, siteUrl: string) {
  const { type, id, title } = object
  return {
    ...NOTHING_DUE,
    ...{ kind: 'translation' as const, gaps: null, missing: [...missing] },
    object: { type, id, url: siteUrl + deskPathOf(type, id), title },
  }
}

const NOTHING_DUE = {
  ...{ promiseId: null, priority: null, dueAt: null, standing: 'none' as const, undelivered: null, missing: null },
  ...{ acknowledgedBy: null, acknowledgedAt: null, putOffUntil: null, reason: null },
}

const rfc3339 = (at: Instant | null) => (at === null ? null : new Date(at).toISOString())
