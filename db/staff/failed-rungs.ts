import { DAY, type Instant } from '../../server/domain/vocabulary.ts'
import type { Reader } from '../schema/index.ts'

/** A message is given up sooner than this after it was queued, in milliseconds. */
const LONGEST = 7 * DAY

/** Messages of the ladder that were given up from `since` on, each once, with the first reason. */
export async function failedRungs(
  db: Reader,
  since: Instant,
): Promise<{ eventId: number; promiseId: string; error: string | null }[]> {
  const rows = await db
    .selectFrom('deliveries as d')
    .innerJoin('rungs as r', 'r.event_id', 'd.event_id')
    .select(['d.event_id as eventId', 'r.promise_id as promiseId', 'd.error'])
    .where('d.state', '=', 'failed')
    .where('r.at', '>=', since - LONGEST)
    .where('d.settled_at', '>=', since)
    .orderBy('d.event_id')
    .execute()
  return [...new Map(rows.toReversed().map((row) => [row.eventId, row])).values()]
}
