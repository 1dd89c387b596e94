import type { Instant } from '../../server/domain/vocabulary.ts'
import type { Reader, Row } from '../schema/index.ts'

/** An update with when it was posted, by the clock of that moment. */
export type Posted<T> = T & { posted_at: Instant }

type Standing = Pick<Row<'updates'>, 'id' | 'incident_id' | 'created_at'>

/**
 * Adds when each update was posted. In the timeline no update stands before the one before it (`created_at`); after a
 * clock was set back it stands at the same instant, and its event says when it was posted. Give each incident's updates
 * in the order of the timeline, from either end.
 */
export async function withPostedAt<T extends Standing>(db: Reader, updates: readonly T[]): Promise<Posted<T>[]> {
  const tied = updates.filter(
    (one, index) => sameInstant(one, updates[index - 1]) || sameInstant(one, updates[index + 1]),
  )
  const posted = await eventTimes(db, [...new Set(tied.map((update) => update.incident_id))])
  return updates.map((update) => ({ ...update, posted_at: posted.get(update.id) ?? update.created_at }))
}

function sameInstant(a: Standing, b: Standing | undefined): boolean {
  return a.incident_id === b?.incident_id && a.created_at === b.created_at
}

async function eventTimes(db: Reader, incidentIds: readonly string[]): Promise<Map<string | null, Instant>> {
  if (incidentIds.length === 0) return new Map()
  const events = await db
    .selectFrom('events')
    .select(['update_id', 'at'])
    .where('incident_id', 'in', incidentIds)
    .where('kind', 'in', ['incident.opened', 'incident.updated'])
    .execute()
  return new Map(events.map(({ update_id, at }) => [update_id, at]))
}
