import type { Instant } from '../../server/domain/vocabulary.ts'
import type { Reader } from '../schema/index.ts'
import { platformsOf } from './impacts.ts'

/** A public case that was closed, and the platforms that it touched. */
interface ClosedCase {
  incident: string
  closedAt: Instant
  platforms: string[]
}

/** Public cases whose problem was solved that were closed within a time, also those that were reopened since. */
export async function closedBetween(db: Reader, from: Instant, until: Instant): Promise<ClosedCase[]> {
  const rows = await db
    .selectFrom('updates')
    .innerJoin('incidents', 'incidents.id', 'updates.incident_id')
    .select(['incidents.id as incident', 'updates.created_at as closedAt'])
    .where('updates.case_status', '=', 'closed')
    .where('updates.created_at', '>=', from)
    .where('updates.created_at', '<=', until)
    .where('incidents.drill', '=', 0)
    .execute()
  const ids = rows.map(({ incident }) => incident)
  const platforms = await platformsOf(db, ids)
  return rows.map((row) => ({ ...row, platforms: platforms.get(row.incident) ?? [] }))
}
