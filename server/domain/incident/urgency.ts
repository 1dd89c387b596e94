import { type Instant, PRIORITIES, type Priority } from '../vocabulary.ts'

/** The fields of an open incident that decide its place in a list. */
export interface Pressing {
  priority: Priority
  nextUpdateDueAt: Instant | null
  openedAt: Instant
}

/** The order of open incidents: P1Gs first, then by priority; within a priority, earliest next update first. */
export function byUrgency(a: Pressing, b: Pressing): number {
  const due = ({ nextUpdateDueAt }: Pressing) => nextUpdateDueAt ?? Number.POSITIVE_INFINITY
  const rank = PRIORITIES.indexOf(a.priority) - PRIORITIES.indexOf(b.priority)
  if (rank !== 0) return rank
  return due(a) === due(b) ? b.openedAt - a.openedAt : due(a) - due(b)
}
