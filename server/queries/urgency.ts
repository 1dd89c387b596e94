import type { Row } from '../../db/schema/index.ts'
import { byUrgency, type Pressing } from '../domain/incident/urgency.ts'

type Rank = Pick<Row<'incidents'>, 'priority' | 'next_update_due_at' | 'opened_at'>

/** Open incidents in the one order in which readers meet them, wherever that is: the most urgent first. */
export function mostUrgentFirst<T>(incidents: readonly T[], rowOf: (incident: T) => Rank): T[] {
  const pressing = (incident: T): Pressing => {
    const { priority, next_update_due_at: nextUpdateDueAt, opened_at: openedAt } = rowOf(incident)
    return { priority, nextUpdateDueAt, openedAt }
  }
  return incidents.toSorted((a, b) => byUrgency(pressing(a), pressing(b)))
}
