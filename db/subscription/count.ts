import type { Subject } from '../../server/domain/subscription/audience.ts'
import type { ChannelName } from '../../server/domain/vocabulary.ts'
import type { Reader } from '../schema/index.ts'

/** How many subscribers are told of what they follow, by channel. It reads every subscriber: for now and then. */
export async function countActive(db: Reader): Promise<{ channel: ChannelName; count: number }[]> {
  return db
    .selectFrom('subscribers')
    .select((e) => ['channel', e.fn.countAll<number>().as('count')])
    .where('state', '=', 'active')
    .groupBy('channel')
    .execute()
}

/** How many are told of a subject: whoever follows everything, one of its platforms, or the incident itself. */
export async function countFollowers(db: Reader, { kind, incidentId, platforms }: Subject): Promise<number> {
  const row = await db
    .selectFrom('subscriptions as s')
    .innerJoin('subscribers as u', 'u.id', 's.subscriber_id')
    .select((e) => e.fn.count<number>('s.subscriber_id').distinct().as('count'))
    .where('s.state', '=', 'active')
    .where('u.state', '=', 'active')
    .where(kind === 'incident' ? 's.incidents' : 's.maintenance', '=', 1)
    .where((e) =>
      e.or([
        e('s.scope_type', '=', 'all'),
        e.and([e('s.scope_type', '=', 'incident'), e('s.scope_id', '=', incidentId ?? '')]),
        e.and([e('s.scope_type', '=', 'platform'), e('s.scope_id', 'in', platforms.length > 0 ? platforms : [''])]),
      ]),
    )
    .executeTakeFirstOrThrow()
  return row.count
}
