import type { Instant } from '../../vocabulary.ts'
import type { Times } from './times.ts'

/**
 * The time that an incident touches: from the opening of its case, or from the beginning of the problem if that came
 * first, to its resolution, or up to `now`. Lists, months and filters show whatever overlaps theirs.
 */
export function spanOf({ openedAt, startedAt, resolvedAt }: Times, now: Instant): { from: Instant; until: Instant } {
  const from = Math.min(openedAt, startedAt ?? openedAt)
  return { from, until: Math.max(from, resolvedAt ?? now) }
}

/** A time in which an incident was closed, until it was reopened. */
export interface ClosedSpan {
  from: Instant
  until: Instant
}

/**
 * How long an incident lasted, in milliseconds: without the times in which it was closed (oldest first), as far as they
 * lie within its own. What is stored of them may overlap or lie outside.
 */
export function lengthOf({ from, until }: { from: Instant; until: Instant }, closed: readonly ClosedSpan[]): number {
  let [length, counted] = [0, from]
  for (const span of closed) {
    length += Math.max(0, Math.min(span.from, until) - counted)
    counted = Math.max(counted, span.until)
  }
  return length + Math.max(0, until - counted)
}
