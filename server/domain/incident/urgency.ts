import { type Instant, PRIORITIES, type Priority } from '../vocabulary.ts'

/** An open incident, as far as its place among others goes. */
export interface Pressing {
  priority: Priority
  nextUpdateDueAt: Instant | null
  openedAt: Instant
}

/** The order in which many open incidents are read: master cases first, then by priority; whose news is due first leads. */
export function byUrgency(a: Pressing, b: Pressing): number {
  const due = ({ nextUpdateDueAt }: Pressing) => nextUpdateDueAt ?? Number.POSITIVE_INFINITY
  const rank = PRIORITIES.indexOf(a.priority) - PRIORITIES.indexOf(b.priority)
  if (rank !== 0) return rank
  return due(a) === due(b) ? b.openedAt - a.openedAt : due(a) - due(b)
}
