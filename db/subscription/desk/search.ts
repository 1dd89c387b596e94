import { type RawBuilder, sql } from 'kysely'
import { UNSUBSCRIBED } from '../../../server/domain/subscription/leaving.ts'
import type { SubscriberStanding } from '../../../server/domain/subscription/standing.ts'
import type { ChannelName } from '../../../server/domain/vocabulary.ts'
import type { Reader } from '../../schema/index.ts'
import type { SubscriberRow } from '../subscribers.ts'

export interface SubscriberSearch {
  channel: ChannelName | null
  standing: SubscriberStanding | null
  /** Followed by itself: whoever follows everything is not found by it. */
  platform: string | null
  /** What stands in an address; `host` finds those that go to it; `none`: only those of `ids`; null: all. */
  address: { part: string } | { host: string } | 'none' | null
  /** These as well, however they stand: at just the address that was asked for. */
  ids: readonly string[]
}

/** Where a page begins: behind this one. */
export type SubscriberPosition = Pick<SubscriberRow, 'created_at' | 'id'>

export type FoundSubscriber = SubscriberRow & { asked: number }

/** Spelled as in the partial index. */
const KNOWN = sql<boolean>`substr(address, 1, 10) <> 'forgotten:'`
const ASKED = sql<boolean>`id in (select subscriber_id from subscriptions where state = 'pending')`
/** So few followers are looked up one by one, and sorted; where there are more, they are met on the way. */
const FEW = 2000

/** Subscribers as they came, the newest first, after a position. */
export async function searchSubscribers(
  db: Reader,
  search: SubscriberSearch,
  { after, limit }: { after: SubscriberPosition | null; limit: number },
): Promise<FoundSubscriber[]> {
  const isFew = search.platform !== null && (await countUpTo(db, search.platform, FEW)) < FEW
  const behind = after
    ? sql`created_at <= ${after.created_at} and (created_at < ${after.created_at} or id < ${after.id})`
    : sql`true`
  const { ids } = search
  if (search.address === 'none' && ids.length === 0) return []
  const these = ids.length > 0 ? sql`id in (${sql.join(ids)})` : sql`false`
  const met = sql`${standingIs(search.standing)} and ${fits(search.address)}`
  const found = search.address === 'none' ? these : ids.length > 0 ? sql`(${these} or (${met}))` : met
  const wanted = sql`${found}
    and ${search.channel === null ? sql`true` : sql`channel = ${search.channel}`}
    and ${search.platform === null ? sql`true` : follows(search.platform, isFew)}`
  // The sign keeps either database from walking through everybody for a few.
  const order = isFew ? sql`created_at + 0 desc, id desc` : sql`created_at desc, id desc`
  const { rows } = await sql<FoundSubscriber>`
    select *, (select count(*) from subscriptions s where s.subscriber_id = subscribers.id and s.state = 'pending') as asked
    from subscribers where ${behind} and ${wanted} order by ${order} limit ${limit}`.execute(db)
  return rows.map((row) => ({ ...row, asked: Number(row.asked) }))
}

function standingIs(standing: SubscriberStanding | null): RawBuilder<unknown> {
  if (standing === null) return sql`${KNOWN} and (state <> 'pending' or ${ASKED})`
  if (standing === 'active') return sql`state = 'active'`
  if (standing === 'waiting') return sql`state <> 'active' and ${ASKED}`
  if (standing === 'quiet') return sql`state = 'pending' and not ${ASKED}`
  const off = sql`state = 'off' and ${KNOWN}`
  if (standing === 'bounced') return sql`${off} and off_reason <> ${UNSUBSCRIBED}`
  return sql`${off} and off_reason = ${UNSUBSCRIBED}
    and disabled_why is ${standing === 'disabled' ? sql`not null` : sql`null`}`
}

function fits(address: SubscriberSearch['address']): RawBuilder<unknown> {
  if (address === null || address === 'none') return sql`true`
  if ('part' in address) return like(sql`address`, `%${escaped(address.part)}%`)
  const host = escaped(address.host)
  // The first leaves little for the others to look at.
  return sql`(${like(sql`address`, `%${host}%`)} and (${like(sql`address`, `%@${host}`)} or ${like(sql`address`, `${host} %`)}
    or ${like(sql`address`, `https://${host}/%`)}))`
}

const like = (column: RawBuilder<unknown>, pattern: string) => sql`${column} like ${pattern} escape '\\'`
const escaped = (text: string) => text.replaceAll(/[\\%_]/g, '\\$&')

function follows(platform: string, isFew: boolean): RawBuilder<unknown> {
  const of = sql`scope_type = 'platform' and scope_id = ${platform} and state = 'active'`
  return isFew
    ? sql`id in (select subscriber_id from subscriptions where ${of})`
    : sql`exists (select 1 from subscriptions where subscriber_id = subscribers.id and ${of})`
}

async function countUpTo(db: Reader, platform: string, most: number): Promise<number> {
  const some = db
    .selectFrom('subscriptions')
    .select('subscriber_id')
    .where('scope_type', '=', 'platform')
    .where('scope_id', '=', platform)
    .where('state', '=', 'active')
    .limit(most)
    .as('some')
  const { count } = await db
    .selectFrom(some)
    .select((e) => e.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

/** Those that somebody answers for. */
export async function ownedBy(db: Reader, owner: string): Promise<SubscriberRow[]> {
  return db.selectFrom('subscribers').selectAll().where('owner', '=', owner).orderBy('id').limit(100).execute()
}

/** Those of a channel whose addresses begin so. */
export async function beginningWith(db: Reader, channel: ChannelName, beginning: string): Promise<SubscriberRow[]> {
  return db
    .selectFrom('subscribers')
    .selectAll()
    .where('channel', '=', channel)
    .where('address', '>=', beginning)
    .where('address', '<', `${beginning}~`)
    .limit(100)
    .execute()
}
