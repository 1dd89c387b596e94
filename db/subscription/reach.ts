import { sql } from 'kysely'
import { scopesOf } from '../../server/domain/platform/notice.ts'
import type { Subject } from '../../server/domain/subscription/audience.ts'
import type { ChannelName } from '../../server/domain/vocabulary.ts'
import { isPromised } from '../contact/telling/promised.ts'
import { isReachable } from '../contact/telling/reach.ts'
import type { Reader } from '../schema/index.ts'

/** How many of a slice of the subscribers are told, by channel. */
export interface ReachSlice {
  counts: { channel: ChannelName; count: number }[]
  /** The last subscriber of the slice; null after the last slice. */
  cursor: string | null
}

/**
 * How many of the next `limit` subscribers are told of a subject, by channel: those whom expanding its event would give a
 * delivery, former followers of a duplicate and contacts of organisations included, each once. A slice, since SQLite answers nobody else meanwhile.
 */
export async function countReach(db: Reader, subject: Subject, after: string, limit: number): Promise<ReachSlice> {
  const end = await db
    .selectFrom('subscribers')
    .select('id')
    .where('id', '>', after)
    .orderBy('id')
    .offset(limit - 1)
    .limit(1)
    .executeTakeFirst()
  const cursor = end?.id ?? null
  const counts = await db
    .selectFrom('subscribers as u')
    .select((e) => ['u.channel', e.fn.countAll<number>().as('count')])
    .where('u.id', '>', after)
    .$if(cursor !== null, (query) => query.where('u.id', '<=', cursor))
    .where((e) => e.or([e.and([e('u.state', '=', 'active'), reaches(subject)]), isNamed(subject)]))
    .groupBy('u.channel')
    .execute()
  return { counts, cursor }
}

/** Does a subscriber `u` follow the subject, or did before it was continued elsewhere? */
function reaches({ kind, incidentId, platforms }: Subject) {
  const kindWanted = sql.ref(kind === 'incident' ? 's.incidents' : 's.maintenance')
  const named = platforms.length > 0 ? sql.join(platforms) : sql`null`
  const follows = sql<boolean>`exists (
    select 1 from subscriptions s
    where s.subscriber_id = u.id and s.state = 'active' and ${kindWanted} = 1
      and (s.scope_type = 'all' or (s.scope_type = 'platform' and s.scope_id in (${named}))
        or (s.scope_type = 'incident' and s.scope_id = ${incidentId ?? ''})))`
  if (incidentId === null) return follows
  const moved = sql`exists (select 1 from moves m where m.incident_id = ${incidentId} and m.subscriber_id = u.id)`
  return sql<boolean>`(${follows} or ${moved})`
}

/** Is a subscriber `u` told because an organisation named it? */
function isNamed(subject: Subject) {
  const { promised } = subject
  if (!promised) return sql<boolean>`1 = 0`
  return sql<boolean>`(${isReachable} and exists (
    select 1 from contacts c where c.subscriber_id = u.id and ${isPromised({ ...subject, promised })}))`
}

/** How many followers of an incident were moved to its master. */
export async function countMoved(db: Reader, incidentId: string): Promise<number> {
  const row = await db
    .selectFrom('moves')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('incident_id', '=', incidentId)
    .executeTakeFirstOrThrow()
  return row.count
}

/** How many active subscribers follow incidents of one of these platforms. */
export async function countPlatformFollowers(db: Reader, platforms: readonly string[]): Promise<number> {
  if (platforms.length === 0) return 0
  const row = await db
    .selectFrom('subscriptions')
    .select((e) => e.fn.count<number>('subscriber_id').distinct().as('count'))
    .where('scope_type', '=', 'platform')
    .where('scope_id', 'in', platforms)
    .where('state', '=', 'active')
    .where('incidents', '=', 1)
    .executeTakeFirstOrThrow()
  return row.count
}

/**
 * How many are told that a platform is archived, each once, and how many of these follow nothing else. Whoever follows
 * everything does.
 */
export async function countTellable(db: Reader, platform: string): Promise<{ told: number; nothingElse: number }> {
  const [own, all] = scopesOf(platform).map((scope) => {
    const id = scope.type === 'all' ? '' : scope.id
    return sql<boolean>`(o.scope_type = ${scope.type} and o.scope_id = ${id})`
  })
  const { rows } = await sql<{ told: number; others: number }>`
    select count(*) as told, sum(others) as others from (
      select case when exists (
        select 1 from subscriptions o where o.subscriber_id = u.id and o.state = 'active' and not ${own}
      ) then 1 else 0 end as others
      from subscribers u where u.state = 'active' and u.id in (
        select o.subscriber_id from subscriptions o
        where (${own} or ${all}) and o.state = 'active' and (o.incidents = 1 or o.maintenance = 1))
    ) as followers`.execute(db)
  const [{ told = 0, others = 0 } = {}] = rows
  return { told: Number(told), nothingElse: Number(told) - Number(others) }
}
