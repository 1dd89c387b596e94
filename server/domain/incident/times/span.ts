import type { Instant } from '../../vocabulary.ts'
import type { Times } from './times.ts'

/**
 * The time that an incident touches: from the opening of its case, or from the beginning of the problem if that came
 * first, to its resolution, or up to `now`. Lists, months and filters show whatever overlaps theirs.
 */
export function spanOf({ openedAt, startedAt, resolvedAt }: Times, now: Instant): Stretch {
  const from = Math.min(openedAt, startedAt ?? openedAt)
  return { from, until: Math.max(from, resolvedAt ?? now) }
}

interface Stretch {
  from: Instant
  until: Instant
}

/** A time in which an incident was closed, until it was reopened. */
export type ClosedSpan = Stretch

/**
 * When an incident was open: its span without the times in which it was closed (oldest first), as far as they lie within
 * it. What is stored of them may overlap or lie outside. There is always one, of no length where it was closed all along.
 */
export function openTimes({ from, until }: Stretch, closed: readonly ClosedSpan[]): Stretch[] {
  const times: Stretch[] = []
  let counted = from
  for (const span of closed) {
    const end = Math.min(span.from, until)
    if (end > counted) times.push({ from: counted, until: end })
    counted = Math.max(counted, span.until)
  }
  if (counted <= until || times.length === 0) times.push({ from: Math.min(counted, until), until })
  return times
}

/** Since when an open incident has been open without a break: from its beginning, or from when it was last reopened. */
export function openSince(of: Pick<Times, 'openedAt' | 'startedAt'> & { closed: readonly ClosedSpan[] }): Instant {
  return of.closed.at(-1)?.until ?? of.startedAt ?? of.openedAt
}

/** How long an incident lasted, in milliseconds: as long as it was open. */
export function lengthOf(span: Stretch, closed: readonly ClosedSpan[]): number {
  return openTimes(span, closed).reduce((length, { from, until }) => length + until - from, 0)
}
