import { sql } from 'kysely'
import type { ChannelName, Instant } from '../../server/domain/vocabulary.ts'
import type { Reader } from '../schema/index.ts'
import { type Claim, claimable } from './claims.ts'

/** What does not get through for now, and is tried again: how often, why, and when next at the earliest. */
interface Retrying {
  channel: ChannelName
  reason: string
  count: number
  nextAt: Instant
}

/** Of one lane: what is queued or being sent, and how much of that somebody is sending this moment. */
export interface LaneCounts {
  lane: string
  waiting: number
  /** When the oldest of them was queued. */
  since: Instant
  underWay: number
}

/** The most reasons that are told apart. */
const REASONS = 10

export async function countWaiting(db: Reader, now: Instant): Promise<LaneCounts[]> {
  const { rows } = await sql<LaneCounts>`
    select lane, count(*) as waiting, min(created_at) as since,
      sum(case when state = 'sending' and lease_until > ${now} then 1 else 0 end) as "underWay"
    from deliveries where settled_at is null group by lane order by lane`.execute(db)
  return rows
}

/** The delivery that a claim would take first, whether or not somebody has it locked; null if there is none. */
export async function nextInTurn(
  db: Reader,
  claim: Pick<Claim, 'lane' | 'order' | 'now' | 'patience'>,
): Promise<{ event: number; dueAt: Instant } | null> {
  const { rows } = await sql<{ event: number; dueAt: Instant }>`
    select d.event_id as event, d.due_at as "dueAt" from deliveries d
    where ${claimable({ ...claim, limit: 1 }, sql`true`)}`.execute(db)
  return rows[0] ?? null
}

/** The event whose deliveries are queued next, and how far that is; null if all are. */
export async function nextToExpand(db: Reader): Promise<{ event: number; at: Instant; cursor: string } | null> {
  const row = await db
    .selectFrom('events')
    .select(['id as event', 'at', 'expanded_to as cursor'])
    .where('notify', '=', 1)
    .where('expanded_at', 'is', null)
    .orderBy('rank')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return row ?? null
}

/** The most beginnings of reasons that are told apart. */
const BEGINNINGS = 200

/**
 * The same of all incidents by channel and by the first `length` characters of the reason: few enough to be told every
 * few seconds. What has a status in front is cut behind it, as every message has its own text after that.
 */
export async function retryingBriefly(
  db: Reader,
  length: number,
): Promise<{ channel: ChannelName; reason: string; count: number }[]> {
  const brief = sql`case when error like 'SMTP: 4%' or error like 'SMTP: 5%' then substr(error, 1, 9)
    when error like 'Web push: 4%' or error like 'Web push: 5%' then substr(error, 1, 13)
    else substr(error, 1, ${sql.lit(length)}) end`
  const { rows } = await sql<{ channel: ChannelName; reason: string; count: number }>`
    select channel, reason, count(*) as count from (
      select channel, ${brief} as reason from deliveries
      where settled_at is null and state = 'queued' and error is not null
    ) tried group by channel, reason order by count(*) desc limit ${BEGINNINGS}`.execute(db)
  return rows
}

/** Deliveries that were tried and are queued again, by channel and reason, the most frequent first; of one incident or event if named. */
export async function retrying(db: Reader, about?: string | number): Promise<Retrying[]> {
  const ofIncident = sql`event_id in (select id from events where incident_id = ${about})`
  const of = about === undefined ? sql`true` : typeof about === 'number' ? sql`event_id = ${about}` : ofIncident
  const { rows } = await sql<Retrying>`
    select channel, error as reason, count(*) as count, min(due_at) as "nextAt"
    from deliveries where settled_at is null and state = 'queued' and error is not null and ${of}
    group by channel, error order by count desc, channel, error limit ${REASONS}`.execute(db)
  return rows
}
