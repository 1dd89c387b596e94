import type { Notice } from '../../server/domain/incident/notice.ts'
import type { Instant, Priority } from '../../server/domain/vocabulary.ts'
import type { Reader } from '../schema/index.ts'

/** An incident became a P1G, or was one no longer, after it had been opened. */
export interface DesignationRow {
  incident_id: string
  at: Instant
  how: 'designated' | 'withdrawn'
  /** The new priority. */
  priority: Priority
  /** By when the next update was promised then; null if the case was over. */
  due_at: Instant | null
}

/** Such changes of some incidents, oldest first: what the events said of them. */
export async function designationsOf(db: Reader, incidentIds: readonly string[]): Promise<DesignationRow[]> {
  if (incidentIds.length === 0) return []
  const rows = await db
    .selectFrom('events')
    .select(['incident_id', 'notice'])
    .where('incident_id', 'in', incidentIds)
    .where('kind', '=', 'incident.changed')
    .where('notice', 'is not', null)
    .orderBy('id')
    .execute()
  return rows.flatMap(({ notice }) => {
    const { incidentId, at, about, priority, dueAt } = JSON.parse(notice ?? '') as Notice
    if (about !== 'designated' && about !== 'withdrawn') return []
    return [{ incident_id: incidentId, at, how: about, priority, due_at: dueAt }]
  })
}
