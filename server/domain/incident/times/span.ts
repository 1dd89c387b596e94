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
