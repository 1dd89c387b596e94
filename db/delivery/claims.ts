import { type RawBuilder, sql } from 'kysely'
import { HOUR, type Instant, MINUTE } from '../../server/domain/vocabulary.ts'
import { isPostgres } from '../dialect.ts'
import type { Row, Trx } from '../schema/index.ts'
import { holdLane } from './lanes.ts'
import { type Moment, momentSql } from './moment.ts'

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
  /** What was never tried goes before what is tried again; absent: the most urgent and oldest first, tried or not. */
  untriedFirst?: boolean
  token: string
  /** By the clock that everybody who claims here goes by. */
  now: Moment
  until: Moment
  /** When the first attempt was, if this is it; `now` if absent. */
  triedAt?: Instant
  /** What `now` should be: no lease counts as run out while it is not; nor at all if null. Absent: whatever it is. */
  expected?: Instant | null
  /** Leases that this process still holds: however late it is, it must not take over from itself. */
  held?: readonly string[]
  /** Who claims, if only one may work in this lane at a time. */
  holder?: string
  /** The longest that anything in this lane waits to be tried again, in milliseconds; absent: little more than an hour. */
  patience?: number
}

/** What decides which deliveries can be claimed. */
type Look = Omit<Claim, 'token' | 'until'>

/**
 * Queued or being sent. Spelled out in every query: SQLite uses the partial indexes only for these very words. They do
 * not name the state, so that taking a delivery and giving it back leaves the indexes alone.
 */
export const WAITING = sql`settled_at is null`

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
  if (!first || (claim.holder !== undefined && !(await holdLane(trx, { ...claim, holder: claim.holder })))) return []
  if (first.batch_id === null) return lease(trx, claim, claimable(claim, sql`d.batch_id is null`))
  const locked = trx.selectFrom('batches').select('id').where('id', '=', first.batch_id)
  const mine = await (isPostgres(trx) ? locked.forUpdate().skipLocked() : locked).executeTakeFirst()
  // Another dispatcher is taking it this very moment.
  if (!mine) return []
  // Whole, or its members would come due one by one, and the same request go out for each.
  return lease(trx, claim, sql`d.batch_id = ${first.batch_id} and d.${WAITING} and ${isFree(claim, sql`true`)}`)
}

/** Longer than anything is put off, held or leased: such an instant was written by a clock that has been set back since. */
export const PUT_OFF = 70 * MINUTE
const HELD = 25 * HOUR
const LEASED = 3 * MINUTE

/** More than two clocks that are right can differ by. */
const ASTRAY = 5000

/** Is this instant of the row past, or written by a clock that was ahead by more than `longest`? */
function isOver(column: string, now: Moment, longest: number): RawBuilder<unknown> {
  const at = momentSql(now)
  return sql`(${sql.ref(column)} <= ${at} or ${sql.ref(column)} > ${at} + ${sql.lit(longest)})`
}

/** Queued and `due`, or its lease has run out. */
function isFree(claim: Look, due: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`((d.state = 'queued' and ${due}) or (d.state = 'sending' and ${hasRunOut(claim)}))`
}

function hasRunOut({ now, expected, held = [] }: Look): RawBuilder<unknown> {
  if (expected === null) return sql`1 = 0`
  const isOurs = held.length === 0 ? sql`1 = 0` : sql`d.lease_token in (${sql.join(held)})`
  const isSound =
    expected === undefined ? sql`1 = 1` : sql`abs(${momentSql(now)} - ${momentSql(expected)}) < ${sql.lit(ASTRAY)}`
  return sql`(${isOver('d.lease_until', now, LEASED)} and ${isSound} and not ${isOurs})`
}

/** Not held any more, or due to be tried again. */
export function isDue({ now, patience = PUT_OFF }: Pick<Claim, 'now' | 'patience'>): RawBuilder<unknown> {
  return sql`case when d.attempts > 0 then ${isOver('d.due_at', now, patience)}
    else d.held_until is null or ${isOver('d.held_until', now, HELD)} end`
}

/** The condition and order of what a claim takes. */
export function claimable(claim: Look, also: RawBuilder<unknown>): RawBuilder<boolean> {
  const { lane, order, limit, untriedFirst = false } = claim
  const blocking = order === 'every' ? sql`true` : sql`e.state = 'sending'`
  // Only where it is asked for: the index gives the other order without sorting.
  const untried = untriedFirst ? sql`(d.attempts > 0), ` : sql``
  return sql`d.lane = ${lane} and d.${WAITING} and ${isFree(claim, isDue(claim))} and ${also}
    and not exists (
      select 1 from deliveries e
      where e.subscriber_id = d.subscriber_id and e.topic = d.topic and e.event_id < d.event_id
        and e.${WAITING} and ${blocking}
    )
    order by ${untried}d.rank, d.event_id limit ${limit}`
}

async function lease(
  trx: Trx,
  { token, until, now, triedAt }: Claim,
  which: RawBuilder<unknown>,
): Promise<ClaimedRow[]> {
  const lock = isPostgres(trx) ? sql`for update of d skip locked` : sql``
  const { rows } = await sql<ClaimedRow>`
    with next as materialized (select d.event_id, d.subscriber_id from deliveries d where ${which} ${lock})
    update deliveries
    set state = 'sending', lease_token = ${token}, lease_until = ${momentSql(until)}, attempts = attempts + 1,
      tried_at = coalesce(tried_at, ${momentSql(triedAt ?? now)})
    where (event_id, subscriber_id) in (select event_id, subscriber_id from next)
    returning event_id, subscriber_id, rank, because, attempts, batch_id, created_at, tried_at, lease_token`.execute(
    trx,
  )
  return rows.sort((a, b) => a.rank - b.rank || a.event_id - b.event_id)
}
