import { sql } from 'kysely'
import type { Subject } from '../../server/domain/subscription/audience.ts'
import type { Follower } from '../delivery/expansion.ts'
import { isAmong } from '../elements.ts'
import type { Trx } from '../schema/index.ts'

type Followed = Pick<Follower, 'subscriber_id' | 'scope_type' | 'scope_id'>

/** Whatever some subscribers follow that may include a subject, as `followersAfter` and `movedFollowersAfter` read it. */
export async function followersAmong(
  trx: Trx,
  { kind, incidentId }: Subject,
  event: number,
  ids: readonly string[],
): Promise<Followed[]> {
  const following = await trx
    .selectFrom('subscriptions as s')
    .innerJoin('subscribers as u', 'u.id', 's.subscriber_id')
    .select(['s.subscriber_id', 's.scope_type', 's.scope_id'])
    .where(isAmong(trx, 's.subscriber_id', ids))
    .where('s.state', '=', 'active')
    .where(kind === 'incident' ? 's.incidents' : 's.maintenance', '=', 1)
    .where('s.since_event', '<', event)
    .where('u.state', '=', 'active')
    .execute()
  if (incidentId === null) return following
  const moved = await trx
    .selectFrom('moves as m')
    .innerJoin('subscribers as u', 'u.id', 'm.subscriber_id')
    .select(['m.subscriber_id', sql<'incident'>`'incident'`.as('scope_type'), 'm.incident_id as scope_id'])
    .where('m.incident_id', '=', incidentId)
    .where(isAmong(trx, 'm.subscriber_id', ids))
    .where('m.since_event', '<', event)
    .where('u.state', '=', 'active')
    .execute()
  return [...following, ...moved]
}
