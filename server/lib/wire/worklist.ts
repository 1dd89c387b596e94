import type { Gap } from '../../domain/contact/coverage.ts'
import type { WorklistItem } from '../../domain/ladder/told.ts'
import { standing } from '../../domain/promise/promise.ts'
import type { Instant, Priority } from '../../domain/vocabulary.ts'
import { deskDraftPath, deskPathOf, objectUrl } from '../links.ts'

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

interface Ready {
  id: string
  title: string
  priority: Priority
  state: 'kept' | 'waiting' | 'returned'
  dueAt: Instant | null
  goesAt: Instant | null
  returned: { reason: string } | null
}

/** The same of a text that is ready and not public: due when it goes out by itself, or when what it keeps is due. */
export function readyItem(
  { id, title, priority, state, dueAt, goesAt, returned }: Ready,
  siteUrl: string,
  { now, dueSoon }: { now: Instant; dueSoon: number },
) {
  const at = state === 'waiting' ? goesAt : dueAt
  return {
    ...NOTHING_DUE,
    ...{ kind: 'draft' as const, gaps: null, priority, dueAt: rfc3339(at), standing: standing(at, now, dueSoon) },
    object: { type: 'draft' as const, id, url: siteUrl + deskDraftPath(id), title },
    reason: returned?.reason ?? null,
  }
}

/** Everything that has a time, by what is due next; then the rest. */
export function inTurn<T extends { dueAt: string | null }>(items: readonly T[]): T[] {
  return items.toSorted((a, b) => (a.dueAt ?? '~').localeCompare(b.dueAt ?? '~'))
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
