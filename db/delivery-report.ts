import type { ChannelName, DeliveryState } from '../server/domain/vocabulary.ts'
import type { Reader, Row } from './schema.ts'

/** How many messages about an incident are in which state, per channel. */
export async function deliveryCounts(
  db: Reader,
  incidentId: string,
): Promise<{ channel: ChannelName; state: DeliveryState; count: number }[]> {
  return db
    .selectFrom('deliveries')
    .innerJoin('events', 'events.id', 'deliveries.event_id')
    .select((e) => ['deliveries.channel', 'deliveries.state', e.fn.countAll<number>().as('count')])
    .where('events.incident_id', '=', incidentId)
    .groupBy(['deliveries.channel', 'deliveries.state'])
    .execute()
}

/** Events of an incident whose audience has not been written down completely. */
export async function countUnexpanded(db: Reader, incidentId: string): Promise<number> {
  const row = await db
    .selectFrom('events')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('incident_id', '=', incidentId)
    .where('notify', '=', 1)
    .where('expanded_at', 'is', null)
    .executeTakeFirstOrThrow()
  return row.count
}

export type FailedDelivery = Pick<
  Row<'deliveries'>,
  'event_id' | 'subscriber_id' | 'channel' | 'attempts' | 'error' | 'settled_at'
> & { update_id: string | null }

/** Failed messages about an incident, in order, behind `after`. */
export async function failedDeliveries(
  db: Reader,
  incidentId: string,
  page: { limit: number; after?: readonly [eventId: number, subscriberId: string] | undefined },
): Promise<FailedDelivery[]> {
  const { after } = page
  return db
    .selectFrom('deliveries')
    .innerJoin('events', 'events.id', 'deliveries.event_id')
    .select([
      'deliveries.event_id',
      'deliveries.subscriber_id',
      'deliveries.channel',
      'deliveries.attempts',
      'deliveries.error',
      'deliveries.settled_at',
      'events.update_id',
    ])
    .where('events.incident_id', '=', incidentId)
    .where('deliveries.state', '=', 'failed')
    .$if(after !== undefined, (query) => {
      const [eventId, subscriberId] = after as readonly [number, string]
      return query.where((e) =>
        e(e.refTuple('deliveries.event_id', 'deliveries.subscriber_id'), '>', e.tuple(eventId, subscriberId)),
      )
    })
    .orderBy('deliveries.event_id')
    .orderBy('deliveries.subscriber_id')
    .limit(page.limit)
    .execute()
}
