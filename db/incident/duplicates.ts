import { sql } from 'kysely'
import type { Instant, Kind } from '../../server/domain/vocabulary.ts'
import { FOLLOWER, type Follower } from '../delivery/expansion.ts'
import { laterOf } from '../later.ts'
import type { Reader, Row, Trx } from '../schema/index.ts'

/** The incidents that were closed as duplicates of these masters, and when, oldest first. */
export async function duplicatesOf(
  db: Reader,
  masterIds: readonly string[],
): Promise<(Pick<Row<'incidents'>, 'id' | 'title' | 'opened_at' | 'duplicate_of'> & { merged_at: Instant })[]> {
  if (masterIds.length === 0) return []
  return (
    db
      .selectFrom('incidents')
      .select(['id', 'title', 'opened_at', 'duplicate_of'])
      // Nothing is said of a case after it was closed as a duplicate.
      .select((of) =>
        of
          .selectFrom('updates')
          .whereRef('updates.incident_id', '=', 'incidents.id')
          .select(({ fn }) => fn.max('updates.created_at').as('at'))
          .$asScalar()
          .$notNull()
          .as('merged_at'),
      )
      .where('duplicate_of', 'in', masterIds)
      .orderBy('opened_at')
      .orderBy('id')
      .execute()
  )
}

/** Makes the duplicates of an incident that becomes a duplicate itself point to its master. */
export async function repointDuplicates(trx: Trx, from: string, to: string, now: Instant): Promise<void> {
  await trx
    .updateTable('incidents')
    .set({ duplicate_of: to, updated_at: laterOf('updated_at', now), published_at: null })
    .where('duplicate_of', '=', from)
    .execute()
}

/**
 * Moves the followers of `from` to `to` and remembers them as former followers of `from`, so that what is still to be
 * sent about it, above all its closing, reaches them. Of two subscriptions one is kept, with the kinds of both.
 */
export async function moveFollowers(trx: Trx, from: string, to: string): Promise<void> {
  await sql`
    insert into moves (incident_id, subscriber_id, master_id, since_event)
    select scope_id, subscriber_id, cast(${to} as text), since_event from subscriptions
    where ${following(from)} and state = 'active' and incidents = 1`.execute(trx)
  for (const kind of ['incidents', 'maintenance'] as const) {
    await sql`
      update subscriptions set ${sql.ref(kind)} = 1
      where ${following(to)} and exists (${twin(from)} and ${sql.ref(`twin.${kind}`)} = 1)`.execute(trx)
  }
  await sql`delete from subscriptions where ${following(from)} and exists (${twin(to)})`.execute(trx)
  await sql`update subscriptions set scope_id = ${to} where ${following(from)}`.execute(trx)
}

function following(incidentId: string) {
  return sql`scope_type = 'incident' and scope_id = ${incidentId}`
}

/** The same subscriber's subscription to another incident, in the same state. */
function twin(incidentId: string) {
  return sql`
    select 1 from subscriptions twin
    where twin.subscriber_id = subscriptions.subscriber_id and twin.state = subscriptions.state
      and twin.scope_type = 'incident' and twin.scope_id = ${incidentId}`
}

/** Former followers of a duplicate, in the form of `followersAfter`. */
export async function movedFollowersAfter(
  trx: Trx,
  incidentId: string,
  kind: Kind,
  event: number,
  cursor: string,
  limit: number,
): Promise<Follower[]> {
  if (kind !== 'incident') return []
  return trx
    .selectFrom('moves as m')
    .innerJoin('subscribers as u', 'u.id', 'm.subscriber_id')
    .select(['m.subscriber_id', sql<'incident'>`'incident'`.as('scope_type'), 'm.incident_id as scope_id'])
    .select(FOLLOWER)
    .where('m.incident_id', '=', incidentId)
    .where('m.subscriber_id', '>', cursor)
    .where('m.since_event', '<', event)
    .where('u.state', '=', 'active')
    .orderBy('m.subscriber_id')
    .limit(limit)
    .execute()
}
