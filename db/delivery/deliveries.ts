import { type RawBuilder, sql } from 'kysely'
import type { ChannelName, Instant } from '../../server/domain/vocabulary.ts'
import { elements } from '../elements.ts'
import type { Reader, Trx } from '../schema/index.ts'
import { isDue, WAITING } from './claims.ts'
import { type Moment, momentSql } from './moment.ts'

/** Lanes of one channel, which are left alone while nothing is due in them; `patience` as a claim has it. */
export interface RestingLanes {
  channel: ChannelName
  patience?: number | undefined
}

/**
 * Lanes with deliveries that are queued or being sent, by jumping through the index from one to the next. Of those
 * that rest, only those in which something is due.
 */
export async function waitingLanes(
  db: Reader,
  now: Moment = 0,
  resting: readonly RestingLanes[] = [],
): Promise<string[]> {
  const isResting = resting.map(
    ({ channel, patience }) => sql`(lane = ${channel} or lane like ${`${channel} %`}) and not exists (
      select 1 from deliveries d where d.lane = found.lane and d.${WAITING}
        and (d.state = 'sending' or ${isDue({ now, patience })}))`,
  )
  const rests = isResting.length === 0 ? sql`1 = 0` : sql.join(isResting, sql` or `)
  const { rows } = await sql<{ lane: string }>`
    with recursive found(lane) as (
      select min(lane) from deliveries where ${WAITING}
      union all
      select (select min(d.lane) from deliveries d where ${WAITING} and d.lane > found.lane)
      from found where found.lane is not null
    ) select lane from found where lane is not null and not (${rests})`.execute(db)
  return rows.map(({ lane }) => lane)
}

/** Of some claimed deliveries, those whose subscriber has a delivery of the same topic from a later event. */
export async function outdated(trx: Trx, claimed: readonly DeliveryKey[]): Promise<DeliveryKey[]> {
  if (claimed.length === 0) return []
  const { rows } = await sql<DeliveryKey>`
    with ${mine(trx, claimed)}
    select d.event_id, d.subscriber_id from mine
    join deliveries d on d.event_id = mine.event_id and d.subscriber_id = mine.subscriber_id
    where exists (
      select 1 from events v join deliveries n on n.event_id = v.id and n.subscriber_id = d.subscriber_id
      where v.id > d.event_id and (v.incident_id = d.topic or v.maintenance_id = ${maintenanceOf(sql`d.topic`)})
    )`.execute(trx)
  return rows
}

/** The topic within which messages about a maintenance keep their order, and newer ones supersede older ones. */
export const maintenanceTopic = (id: string) => `${MAINTENANCE}${id}`
const MAINTENANCE = 'maintenance:'

function maintenanceOf(topic: RawBuilder<unknown>): RawBuilder<unknown> {
  const prefix = sql.lit(MAINTENANCE)
  return sql`case when ${topic} like ${prefix} || '%' then substr(${topic}, length(${prefix}) + 1) end`
}

interface DeliveryKey {
  event_id: number
  subscriber_id: string
}
type Leased = DeliveryKey & { lease_token: string }

/** Rows as a table `mine`. */
function mine(trx: Trx, rows: readonly object[], columns: readonly (keyof DeliveryResult)[] = []): RawBuilder<unknown> {
  const fields = columns.map((column) => sql`, t.value ->> ${sql.lit(column)} as ${sql.ref(column)}`)
  return sql`mine as materialized (
    select cast(t.value ->> 'event_id' as bigint) as event_id, t.value ->> 'subscriber_id' as subscriber_id${sql.join(fields, sql``)}
    from ${elements(trx, rows)} as t)`
}

/** The fence: only who holds the lease may touch the delivery. */
const OURS = sql`deliveries.event_id = mine.event_id and deliveries.subscriber_id = mine.subscriber_id
  and deliveries.lease_token = mine.lease_token`

const keysOf = (rows: readonly Leased[]) =>
  rows.map(({ event_id, subscriber_id, lease_token }) => ({ event_id, subscriber_id, lease_token }))

/** Keeps deliveries that are still being sent. Returns those that are still ours. */
export async function renewLeases(trx: Trx, rows: readonly Leased[], until: Moment): Promise<DeliveryKey[]> {
  if (rows.length === 0) return []
  const { rows: ours } = await sql<DeliveryKey>`
    with ${mine(trx, keysOf(rows), ['lease_token'])}
    update deliveries set lease_until = ${momentSql(until)} from mine where ${OURS}
    returning deliveries.event_id, deliveries.subscriber_id`.execute(trx)
  return ours
}

/** Brings back to now what lies ahead of it: a clock wrote it that has been set back since. */
export async function bringBack(trx: Trx, now: Moment): Promise<void> {
  const at = momentSql(now)
  const notAhead = (column: string) => sql`case when ${sql.ref(column)} > ${at} then ${at} else ${sql.ref(column)} end`
  await sql`
    update deliveries set due_at = ${notAhead('due_at')}, tried_at = ${notAhead('tried_at')}
    where ${WAITING} and (due_at > ${at} or tried_at > ${at})`.execute(trx)
}

/** Makes due now what waits in a lane to be tried again. */
export async function hasten(trx: Trx, lane: string, now: Moment): Promise<void> {
  const at = momentSql(now)
  await sql`
    update deliveries set due_at = ${at}
    where lane = ${lane} and state = 'queued' and ${WAITING} and attempts > 0 and due_at > ${at}`.execute(trx)
}

/** Releases what was claimed and not settled, for anybody to claim at once; or what has been claimed before, from `dueAt` on. */
export async function releaseLeases(trx: Trx, rows: readonly Leased[], dueAt?: Instant): Promise<void> {
  if (rows.length === 0) return
  const due = dueAt === undefined ? sql`` : sql`, due_at = cast(${dueAt} as bigint)`
  await sql`
    with ${mine(trx, keysOf(rows), ['lease_token'])}
    update deliveries set state = 'queued', lease_token = null, lease_until = null${due} from mine where ${OURS}`.execute(
    trx,
  )
}

/** Puts claimed deliveries into a frozen batch. Returns how many were still ours. */
export async function assignBatch(trx: Trx, rows: readonly Leased[], batchId: string): Promise<number> {
  const result = await sql`
    with ${mine(trx, keysOf(rows), ['lease_token'])}
    update deliveries set batch_id = ${batchId} from mine where ${OURS}`.execute(trx)
  return Number(result.numAffectedRows ?? 0)
}

/** How a claimed delivery ends, or when it is tried again. */
export interface DeliveryResult extends Leased {
  state: 'queued' | 'sent' | 'failed' | 'superseded'
  /** The next attempt, when queued again. */
  due_at: Instant | null
  /** The first attempt that may have got through. */
  tried_at: Instant | null
  error: string | null
  reference: string | null
  /** The frozen batch it stays in. */
  batch_id: string | null
  /** The address that turned out to be dead, and why; `unlessSince`: not if anything was sent there since. */
  gone: { address: string; why: string; unlessSince?: Instant } | null
}

const SETTLED = ['lease_token', 'state', 'due_at', 'tried_at', 'error', 'reference', 'batch_id'] as const

function columnsOf(results: DeliveryResult): Record<string, unknown> {
  return Object.fromEntries(
    ['event_id', 'subscriber_id', ...SETTLED].map((name) => [name, results[name as keyof DeliveryResult]]),
  )
}

/** Ends the lease of each. Returns those that were still ours; the others were claimed by somebody else meanwhile. */
export async function settleDeliveries(
  trx: Trx,
  results: readonly DeliveryResult[],
  now: Instant,
): Promise<DeliveryKey[]> {
  if (results.length === 0) return []
  const { rows } = await sql<DeliveryKey>`
    with ${mine(trx, results.map(columnsOf), SETTLED)}
    update deliveries set
      state = mine.state, error = mine.error, reference = mine.reference,
      due_at = coalesce(cast(mine.due_at as bigint), deliveries.due_at), tried_at = cast(mine.tried_at as bigint),
      settled_at = case when mine.state = 'queued' then null else cast(${now} as bigint) end,
      batch_id = mine.batch_id,
      lease_token = null, lease_until = null
    from mine where ${OURS}
    returning deliveries.event_id, deliveries.subscriber_id`.execute(trx)
  return rows
}
