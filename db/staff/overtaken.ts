import { sql } from 'kysely'
import type { Instant } from '../../server/domain/vocabulary.ts'
import { WAITING } from '../delivery/claims.ts'
import { type Moment, momentSql } from '../delivery/moment.ts'
import { isPostgres } from '../dialect.ts'
import { elements } from '../elements.ts'
import type { Trx } from '../schema/index.ts'

interface MessageKey {
  event_id: number
  subscriber_id: string
}

/**
 * Why a message of the ladder that was just claimed is not to be sent, or not yet. `replaced`: a newer one of its promise
 * goes to the same person. `reached`: it was passed on, and those whom it stands for have got theirs meanwhile.
 * `awaited`: theirs is being sent this very moment. `early`: theirs is tried again only later.
 */
export type Overtaken = MessageKey & { why: 'replaced' | 'reached' | 'awaited' | 'early' }

/** Claimed deliveries as a table `mine`. */
const mine = (trx: Trx, claimed: readonly MessageKey[]) => sql`mine as materialized (
  select cast(t.value ->> 'event_id' as bigint) as event_id, t.value ->> 'subscriber_id' as subscriber_id
  from ${elements(
    trx,
    claimed.map(({ event_id, subscriber_id }) => ({ event_id, subscriber_id })),
  )} as t)`

/**
 * Deliveries `e` to those for whom the message of the rung `r` stands: of that rung, and of later ones of the promise. None
 * of them stands for anybody itself, so no two wait for each other.
 */
const THEIRS = sql`rungs f join deliveries d on d.event_id = f.event_id
  join rungs s on s.promise_id = f.promise_id and s.event_id >= f.event_id and s.attempt = 0
  join deliveries e on e.event_id = s.event_id and e.subscriber_id = d.subscriber_id
  where f.promise_id = r.promise_id and f.rung = r.rung and f.attempt = 0`

/** Of some claimed deliveries, those that are messages of the ladder and have been overtaken. */
export async function overtaken(trx: Trx, claimed: readonly MessageKey[]): Promise<Overtaken[]> {
  const { rows } = await sql<MessageKey & { why: Overtaken['why'] | null }>`
    with ${mine(trx, claimed)}
    select mine.event_id, mine.subscriber_id, case
      when exists (
        select 1 from rungs n join deliveries d on d.event_id = n.event_id
        where n.promise_id = r.promise_id and n.event_id > r.event_id
          and d.subscriber_id = mine.subscriber_id and d.state <> 'superseded'
      ) then 'replaced'
      when r.attempt = 0 or exists (
        select 1 from rungs b join deliveries d on d.event_id = b.event_id
        where b.promise_id = r.promise_id and b.event_id < r.event_id
          and d.subscriber_id = mine.subscriber_id and d.state = 'superseded'
      ) then null
      when not exists (
        select 1 from rungs f join deliveries d on d.event_id = f.event_id
        where f.promise_id = r.promise_id and f.rung = r.rung and f.attempt = 0 and not exists (
          select 1 from rungs s join deliveries e on e.event_id = s.event_id
          where s.promise_id = r.promise_id and s.event_id >= f.event_id
            and e.subscriber_id = d.subscriber_id and e.state = 'sent'
        )
      ) then 'reached'
      when exists (select 1 from ${THEIRS} and e.state = 'sending') then 'awaited'
      when exists (select 1 from ${THEIRS} and e.state = 'queued') then 'early'
    end as why
    from mine join rungs r on r.event_id = mine.event_id`.execute(trx)
  return rows.flatMap(({ why, ...key }) => (why === null ? [] : [{ ...key, why }]))
}

/** Makes due now the messages that go before these, which were passed on. Whoever sends one this moment has it locked. */
export async function hastenTheirs(trx: Trx, claimed: readonly MessageKey[], now: Moment): Promise<void> {
  if (claimed.length === 0) return
  const at = momentSql(now)
  const lock = isPostgres(trx) ? sql`for update skip locked` : sql``
  await sql`
    with ${mine(trx, claimed)}, theirs as materialized (
      select event_id, subscriber_id from deliveries
      where state = 'queued' and ${WAITING} and due_at > ${at} and (event_id, subscriber_id) in (
        select e.event_id, e.subscriber_id from mine join rungs r on r.event_id = mine.event_id, ${THEIRS}
      ) ${lock})
    update deliveries set due_at = ${at}
    where (event_id, subscriber_id) in (select event_id, subscriber_id from theirs)`.execute(trx)
}

/**
 * Withdraws older messages of a promise to whoever gets the message of `eventId`, as far as nobody has begun to send
 * them. Not those of a frozen batch with others in it: it goes out as it is, or not at all.
 */
export async function replaceOlder(trx: Trx, promiseId: string, eventId: number, now: Instant): Promise<void> {
  await sql`
    update deliveries set state = 'superseded', settled_at = ${now}
    where state = 'queued' and settled_at is null
      and event_id in (select b.event_id from rungs b where b.promise_id = ${promiseId} and b.event_id < ${eventId})
      and subscriber_id in (select n.subscriber_id from deliveries n where n.event_id = ${eventId})
      and (batch_id is null or not exists (
        select 1 from deliveries o
        where o.batch_id = deliveries.batch_id and o.settled_at is null
          and (o.event_id <> deliveries.event_id or o.subscriber_id <> deliveries.subscriber_id)
      ))`.execute(trx)
}
