import { sql } from 'kysely'
import type { Gap, Recipient } from '../../server/domain/ladder/duty.ts'
import { type Standing, whyLost } from '../../server/domain/ladder/passing.ts'
import type { Instant } from '../../server/domain/vocabulary.ts'
import { WAITING } from '../delivery/claims.ts'
import type { Reader, Row, Trx } from '../schema/index.ts'

/** A rung of a promise that was told or skipped. */
export interface StoredRung {
  promiseId: string
  /** Milliseconds from the due time. */
  rung: number
  /** 0: the rung itself; higher: passed on, since the message before could not be delivered. */
  attempt: number
  object: { type: 'incident' | 'maintenance'; id: string }
  dueAt: Instant
  state: 'told' | 'skipped'
  at: Instant
  /** Its event, if it was told. */
  eventId: number | null
  roles: readonly string[]
  people: readonly Recipient[]
  gaps: readonly Gap[]
}

export async function insertRung(trx: Trx, rung: StoredRung): Promise<void> {
  const { promiseId, object, dueAt, eventId, roles, people, gaps, ...same } = rung
  await trx
    .insertInto('rungs')
    .values({
      ...same,
      promise_id: promiseId,
      incident_id: object.type === 'incident' ? object.id : null,
      maintenance_id: object.type === 'maintenance' ? object.id : null,
      due_at: dueAt,
      event_id: eventId,
      roles: JSON.stringify(roles),
      people: JSON.stringify(people),
      gaps: JSON.stringify(gaps),
    })
    .execute()
}

/** What was told and skipped of some promises, in the order of the ladder. */
export async function rungsOf(db: Reader, promiseIds: readonly string[]): Promise<StoredRung[]> {
  if (promiseIds.length === 0) return []
  const rows = await all(db).where('promise_id', 'in', promiseIds).execute()
  return rows.map(read)
}

/** What was told of one incident or window, in the order of promises and rungs. */
export async function rungsAbout(db: Reader, { type, id }: StoredRung['object']): Promise<StoredRung[]> {
  const column = type === 'incident' ? 'incident_id' : 'maintenance_id'
  return (await all(db).where(column, '=', id).execute()).map(read)
}

/** The rung that an event told; null if it told none. */
export async function rungOfEvent(db: Reader, eventId: number): Promise<StoredRung | null> {
  const row = await db.selectFrom('rungs').selectAll().where('event_id', '=', eventId).executeTakeFirst()
  return row ? read(row) : null
}

const all = (db: Reader) =>
  db.selectFrom('rungs').selectAll().orderBy('due_at').orderBy('promise_id').orderBy('rung').orderBy('attempt')

function read({ promise_id, incident_id, maintenance_id, due_at, event_id, ...row }: Row<'rungs'>): StoredRung {
  const { rung, attempt, state, at } = row
  return {
    ...{ promiseId: promise_id, rung, attempt, state, at, dueAt: due_at, eventId: event_id },
    object:
      incident_id === null
        ? { type: 'maintenance', id: maintenance_id as string }
        : { type: 'incident', id: incident_id },
    roles: JSON.parse(row.roles) as string[],
    people: JSON.parse(row.people) as Recipient[],
    gaps: JSON.parse(row.gaps) as Gap[],
  }
}

/** How the message of each of some events stands, by person. */
export async function resultsOf(
  db: Reader,
  eventIds: readonly number[],
): Promise<(Standing & { eventId: number; subscriberId: string; address: string; settledAt: Instant | null })[]> {
  if (eventIds.length === 0) return []
  return db
    .selectFrom('deliveries as d')
    .innerJoin('subscribers as s', 's.id', 'd.subscriber_id')
    .select(['d.event_id as eventId', 's.address', 'd.state', 'd.error', 'd.created_at as queuedAt'])
    .select(['d.settled_at as settledAt', 'd.subscriber_id as subscriberId'])
    .where('d.event_id', 'in', eventIds)
    .execute()
}

/** A message of the ladder that did not get through, or will not go out. */
export interface LostMessage {
  promiseId: string
  eventId: number
  address: string
  /** Null: it was withdrawn, since those whom it stands for have got theirs. */
  why: string | null
  /** It is still tried, and may yet arrive. */
  isTried: boolean
}

/**
 * What was told since then and counts as lost at `now`: refused, given up, too old, withdrawn, or late. What a newer
 * message of its promise to the same person has replaced stands as that does.
 */
export async function lostMessages(db: Reader, since: Instant, now: Instant): Promise<LostMessage[]> {
  const rows = await db
    .selectFrom('rungs as r')
    .innerJoin('deliveries as d', 'd.event_id', 'r.event_id')
    .innerJoin('subscribers as s', 's.id', 'd.subscriber_id')
    .select(['r.promise_id as promiseId', 'd.event_id as eventId', 's.address'])
    .leftJoin('deliveries as n', (join) =>
      join.onRef('n.subscriber_id', '=', 'd.subscriber_id').on(
        'n.event_id',
        '=',
        sql<number>`case when d.state = 'superseded' then (
          select max(l.event_id) from rungs l join deliveries t on t.event_id = l.event_id
          where l.promise_id = r.promise_id and t.subscriber_id = d.subscriber_id
        ) else d.event_id end`,
      ),
    )
    .select((e) => e.fn.coalesce('n.state', 'd.state').as('state'))
    .select((e) => [e.fn.coalesce('n.error', 'd.error').as('error'), 'd.created_at as queuedAt'])
    .where('r.at', '>=', since)
    .where('d.state', '<>', 'sent')
    .orderBy('d.event_id')
    .execute()
  return rows.flatMap(({ promiseId, eventId, address, ...standing }) => {
    const why = whyLost(standing, now)
    const isTried = standing.state === 'queued' || standing.state === 'sending'
    const isWithdrawn = standing.state === 'superseded'
    return why === null && !isWithdrawn ? [] : [{ promiseId, eventId, address, why, isTried }]
  })
}

/** When messages of the ladder got through, of those told since then; the first first. */
export async function momentsThrough(db: Reader, since: Instant): Promise<Instant[]> {
  const rows = await db
    .selectFrom('rungs as r')
    .innerJoin('deliveries as d', 'd.event_id', 'r.event_id')
    .select('d.settled_at as at')
    .distinct()
    .where('r.at', '>=', since)
    .where('d.state', '=', 'sent')
    .where('d.settled_at', 'is not', null)
    .orderBy('d.settled_at')
    .$narrowType<{ at: Instant }>()
    .execute()
  return rows.map(({ at }) => at)
}

/** Promises of which a message still waits to be sent, in a lane of staff: not among all that subscribers are told. */
export async function waitingRungs(db: Reader, lane: string): Promise<{ promiseId: string; eventId: number }[]> {
  return db
    .selectFrom('deliveries as d')
    .innerJoin('rungs as r', 'r.event_id', 'd.event_id')
    .select(['r.promise_id as promiseId', 'r.event_id as eventId'])
    .distinct()
    .where(sql<boolean>`d.${WAITING}`)
    .where('d.lane', '=', lane)
    .where('r.event_id', 'is not', null)
    .$narrowType<{ eventId: number }>()
    .execute()
}

/** Withdraws what has not begun to be sent of some events. */
export async function withdrawMessages(
  trx: Trx,
  eventIds: readonly number[],
  why: string,
  now: Instant,
): Promise<void> {
  if (eventIds.length === 0) return
  await trx
    .updateTable('deliveries')
    .set({ state: 'superseded', settled_at: now, error: why })
    .where('event_id', 'in', eventIds)
    .where('state', '=', 'queued')
    .execute()
}
