import { type RawBuilder, sql } from 'kysely'
import { type Instant, MINUTE } from '../../server/domain/vocabulary.ts'
import { isPostgres } from '../dialect.ts'
import { elements } from '../elements.ts'
import type { Reader, Row, Trx } from '../schema/index.ts'

/** A leased delivery: nobody else may settle it while the lease lasts. */
export type ClaimedRow = Pick<
  Row<'deliveries'>,
  'event_id' | 'subscriber_id' | 'rank' | 'because' | 'attempts' | 'batch_id' | 'created_at'
> & { tried_at: Instant; lease_token: string }

export interface Claim {
  lane: string
  /** `every`: nothing overtakes what is earlier in its topic. `newest`: it only waits for what is being sent. */
  order: 'every' | 'newest'
  limit: number
  token: string
  until: Instant
  now: Instant
}

/**
 * Queued or being sent. Spelled out in every query: SQLite uses the partial indexes only for these very words. They do
 * not name the state, so that taking a delivery and giving it back leaves the indexes alone.
 */
const WAITING = sql`settled_at is null`

/** Lanes with deliveries that are queued or being sent, by jumping through the index from one to the next. */
export async function waitingLanes(db: Reader): Promise<string[]> {
  const { rows } = await sql<{ lane: string }>`
    with recursive found(lane) as (
      select min(lane) from deliveries where ${WAITING}
      union all
      select (select min(d.lane) from deliveries d where ${WAITING} and d.lane > found.lane)
      from found where found.lane is not null
    ) select lane from found where lane is not null`.execute(db)
  return rows.map(({ lane }) => lane)
}

/** Takes up to `limit` deliveries of a lane that are due, or whose lease has run out; the most urgent and oldest first. */
export async function claimDeliveries(trx: Trx, claim: Claim): Promise<ClaimedRow[]> {
  return lease(trx, claim, claimable(claim, sql`true`))
}

/**
 * As `claimDeliveries` for mail that goes in batches: if the first in turn is part of a batch that was frozen before,
 * exactly what is left of that batch, otherwise deliveries that are in none.
 */
export async function claimBatch(trx: Trx, claim: Claim): Promise<ClaimedRow[]> {
  const { rows } = await sql<{ batch_id: string | null }>`
    select batch_id from deliveries d where ${claimable({ ...claim, limit: 1 }, sql`true`)}`.execute(trx)
  const [first] = rows
  if (!first) return []
  if (first.batch_id === null) return lease(trx, claim, claimable(claim, sql`d.batch_id is null`))
  const locked = trx.selectFrom('batches').select('id').where('id', '=', first.batch_id)
  const mine = await (isPostgres(trx) ? locked.forUpdate().skipLocked() : locked).executeTakeFirst()
  // Another dispatcher is taking it this very moment.
  if (!mine) return []
  return lease(trx, claim, sql`d.batch_id = ${first.batch_id} and d.${WAITING} and ${ready(claim.now)}`)
}

/** Longer than anything is put off or leased: such an instant was written by a clock that has been set back since. */
const PUT_OFF = 70 * MINUTE
const LEASED = 3 * MINUTE

function ready(now: Instant): RawBuilder<boolean> {
  const over = (column: string, longest: number) =>
    sql`(${sql.ref(column)} <= ${now} or ${sql.ref(column)} > ${now + longest})`
  return sql`((d.state = 'queued' and (d.attempts = 0 or ${over('d.due_at', PUT_OFF)}))
    or (d.state = 'sending' and ${over('d.lease_until', LEASED)}))`
}

export function claimable(
  { lane, order, limit, now }: Pick<Claim, 'lane' | 'order' | 'limit' | 'now'>,
  also: RawBuilder<unknown>,
): RawBuilder<boolean> {
  const blocking = order === 'every' ? sql`true` : sql`e.state = 'sending'`
  return sql`d.lane = ${lane} and d.${WAITING} and ${ready(now)} and ${also}
    and not exists (
      select 1 from deliveries e
      where e.subscriber_id = d.subscriber_id and e.topic = d.topic and e.event_id < d.event_id
        and e.${WAITING} and ${blocking}
    )
    order by d.rank, d.event_id limit ${limit}`
}

async function lease(trx: Trx, { token, until, now }: Claim, which: RawBuilder<unknown>): Promise<ClaimedRow[]> {
  const lock = isPostgres(trx) ? sql`for update of d skip locked` : sql``
  const { rows } = await sql<ClaimedRow>`
    with next as materialized (select d.event_id, d.subscriber_id from deliveries d where ${which} ${lock})
    update deliveries
    set state = 'sending', lease_token = ${token}, lease_until = ${until}, attempts = attempts + 1,
      tried_at = coalesce(tried_at, ${now})
    where (event_id, subscriber_id) in (select event_id, subscriber_id from next)
    returning event_id, subscriber_id, rank, because, attempts, batch_id, created_at, tried_at, lease_token`.execute(
    trx,
  )
  return rows.sort((a, b) => a.rank - b.rank || a.event_id - b.event_id)
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

/** Keeps deliveries that are still being sent. Returns how many are still ours. */
export async function renewLeases(trx: Trx, rows: readonly Leased[], until: Instant): Promise<number> {
  if (rows.length === 0) return 0
  const result = await sql`
    with ${mine(trx, keysOf(rows), ['lease_token'])}
    update deliveries set lease_until = ${until} from mine where ${OURS}`.execute(trx)
  return Number(result.numAffectedRows ?? 0)
}

/** Releases what was claimed and not settled, for anybody to claim at once. */
export async function releaseLeases(trx: Trx, rows: readonly Leased[]): Promise<void> {
  if (rows.length === 0) return
  await sql`
    with ${mine(trx, keysOf(rows), ['lease_token'])}
    update deliveries set state = 'queued', lease_token = null, lease_until = null from mine where ${OURS}`.execute(trx)
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
  /** The address that turned out to be dead, and why. */
  gone: { address: string; why: string } | null
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

export { type DeliveryCounts, deliveryCounts, pruneDeliveries } from './reports.ts'
