import { sql } from 'kysely'
import type { Reader } from '../schema/index.ts'
import { type DeliveryPersonRow, NEWS, PERSON, RETURNED, type ToldEventRow } from './deliveries.ts'

export type MessageRow = DeliveryPersonRow & ToldEventRow

/** So far back messages to one person are looked for: in events, since nothing leads from a person to theirs. */
export const LOOKED_AT = 1000

/**
 * The newest messages to one subscriber, among the last `among` events that told anybody: each is one step along the key
 * of deliveries, where an index by subscriber would slow every message of every event. `isLost`: what did not get through.
 */
export async function messagesTo(
  db: Reader,
  subscriberId: string,
  { limit, isLost = false, among = LOOKED_AT }: { limit: number; isLost?: boolean; among?: number },
): Promise<MessageRow[]> {
  const lost = sql`(d.state = 'failed' or d.result in (${sql.join(RETURNED)}))`
  // `cross join` has SQLite begin with the events.
  const { rows } = await sql<MessageRow>`
    select e.id, e.kind, e.at, e.incident_id, e.maintenance_id, e.notice, e.expanded_at, ${PERSON}
    from (select * from events where ${NEWS} order by id desc limit ${among}) e cross join deliveries d
    join subscribers u on u.id = d.subscriber_id
    where d.event_id = e.id and d.subscriber_id = ${subscriberId} ${isLost ? sql`and ${lost}` : sql``}
    order by e.id desc limit ${limit}`.execute(db)
  return rows
}
