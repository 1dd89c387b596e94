import { type RawBuilder, sql } from 'kysely'
import type { MailResult } from '../../server/domain/subscription/mail-report.ts'
import type { ChannelName, DeliveryState } from '../../server/domain/vocabulary.ts'
import type { Reader, Row } from '../schema/index.ts'

const OF_EVENT = ['id', 'kind', 'at', 'incident_id', 'maintenance_id', 'notice', 'expanded_at'] as const
/** An event that the public was told of by message. */
export type ToldEventRow = Pick<Row<'events'>, (typeof OF_EVENT)[number]>

/** What subscribers and contacts are told; not what strangers were asked, and not what staff are told. */
export const NEWS = sql<boolean>`notify = 1
  and (kind like 'incident.%' or kind like 'maintenance.%' or kind = 'platform.archived')`

/** An incident or a window. */
export type ToldObject = { type: 'incident' | 'maintenance'; id: string }

const columnOf = ({ type }: ToldObject) => (type === 'incident' ? 'incident_id' : 'maintenance_id')

/** The newest events that told somebody, from before one of them, and about one thing if it is named. */
export async function toldEvents(
  db: Reader,
  { before, about, limit }: { before: number | null; about: ToldObject | null; limit: number },
): Promise<ToldEventRow[]> {
  return db
    .selectFrom('events')
    .select(OF_EVENT)
    .where(NEWS)
    .$if(before !== null, (query) => query.where('id', '<', before))
    .$if(about !== null, (query) => query.where(columnOf(about as ToldObject), '=', (about as ToldObject).id))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

/** One of them; null if it told nobody, or something that is not for the board. */
export async function toldEvent(db: Reader, id: number): Promise<ToldEventRow | null> {
  const row = await db.selectFrom('events').select(OF_EVENT).where('id', '=', id).where(NEWS).executeTakeFirst()
  return row ?? null
}

/** Was anything newer told of the same incident or window? */
export async function isOvertaken(
  db: Reader,
  { id, incident_id, maintenance_id }: Pick<ToldEventRow, 'id' | 'incident_id' | 'maintenance_id'>,
): Promise<boolean> {
  if (incident_id === null && maintenance_id === null) return false
  const row = await db
    .selectFrom('events')
    .select('id')
    .where(NEWS)
    .where('id', '>', id)
    .$if(incident_id !== null, (query) => query.where('incident_id', '=', incident_id))
    .$if(maintenance_id !== null, (query) => query.where('maintenance_id', '=', maintenance_id))
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Deliveries of one event that are alike. */
export interface TallyRow {
  channel: ChannelName
  state: DeliveryState
  result: MailResult | null
  count: number
}

/** Spelled out in every query: SQLite uses the partial index `deliveries_settled` only for these very words. */
const SETTLED = sql<boolean>`settled_at is not null`

/** The deliveries of an event by what became of them, without reading them. */
export async function tallyOf(db: Reader, eventId: number): Promise<TallyRow[]> {
  const settled = await db
    .selectFrom('deliveries')
    .select((e) => ['channel', 'state', 'result', e.fn.countAll<number>().as('count')])
    .where('event_id', '=', eventId)
    .where(SETTLED)
    .groupBy(['channel', 'state', 'result'])
    .execute()
  // The sign keeps SQLite from reading all that the event ever sent, rather than what waits of anything.
  const { rows: waiting } = await sql<TallyRow>`
    select channel, state, null as result, count(*) as count from deliveries
    where settled_at is null and +event_id = ${eventId} group by channel, state`.execute(db)
  return [...settled, ...waiting]
}

/** Messages that were sent so many whole seconds after their event, and the longest of them in milliseconds. */
export interface TimedRow {
  channel: ChannelName
  late: number
  count: number
  slowest: number
}

/** How long it took to send what was not held until a later hour. */
export async function timesOf(db: Reader, { id, at }: Pick<ToldEventRow, 'id' | 'at'>): Promise<TimedRow[]> {
  const { rows } = await sql<TimedRow>`
    select channel, late, count(*) as count, max(took) as slowest from (
      select channel, settled_at - cast(${at} as bigint) as took, (settled_at - cast(${at} as bigint)) / 1000 as late
      from deliveries where event_id = ${id} and ${SETTLED} and state = 'sent' and held_until is null
    ) each_one group by channel, late`.execute(db)
  return rows
}

/** By what it stands for, or by the state itself. */
export const DELIVERY_FILTERS = ['queued', 'sending', 'sent', 'delivered', 'returned', 'failed', 'superseded'] as const
export type DeliveryFilter = (typeof DELIVERY_FILTERS)[number]

/** The other side took it, and has said since that nobody gets it. */
export const RETURNED: readonly (MailResult | null)[] = ['bounced', 'suppressed', 'failed']

function fits(filter: DeliveryFilter): RawBuilder<boolean> {
  if (filter === 'delivered') return sql`d.state = 'sent' and d.result in ('delivered', 'complained')`
  if (filter === 'returned') return sql`d.state = 'sent' and d.result in (${sql.join(RETURNED)})`
  return sql`d.state = ${filter}`
}

export interface DeliverySearch {
  channel: ChannelName | null
  state: DeliveryFilter | null
  /** The address, or with `isPart` a part of it; '' for all. */
  address: string
  isPart: boolean
}

export interface DeliveryPersonRow
  extends Pick<
    Row<'deliveries'>,
    | 'subscriber_id'
    | 'channel'
    | 'state'
    | 'because'
    | 'attempts'
    | 'tried_at'
    | 'due_at'
    | 'held_until'
    | 'error'
    | 'created_at'
    | 'settled_at'
    | 'result'
    | 'result_at'
    | 'result_detail'
  > {
  address: string
  locale: string
  time_zone: string | null
  /** Whether anything is sent to it any more, and if not, why. */
  person_state: Row<'subscribers'>['state']
  off_reason: string | null
}

export const PERSON = sql`d.subscriber_id, d.channel, d.state, d.because, d.attempts, d.tried_at, d.due_at, d.held_until, d.error,
  d.created_at, d.settled_at, d.result, d.result_at, d.result_detail, u.address, u.locale, u.time_zone,
  u.state as person_state, u.off_reason`

/** A page of an event's deliveries, in an order that stays while they go out. */
export async function deliveriesOf(
  db: Reader,
  eventId: number,
  { channel, state, address, isPart }: DeliverySearch,
  { after, limit }: { after: string; limit: number },
): Promise<DeliveryPersonRow[]> {
  const part = `%${address.replaceAll(/[\\%_]/g, '\\$&')}%`
  const ofAddress =
    address === '' ? sql`true` : isPart ? sql`u.address like ${part} escape '\\'` : sql`u.address = ${address}`
  const wanted = sql`d.event_id = ${eventId} and d.subscriber_id > ${after}
    and ${channel === null ? sql`true` : sql`d.channel = ${channel}`} and ${state === null ? sql`true` : fits(state)}`
  // Where no person is looked for, people are read of one page alone.
  const those =
    address === ''
      ? sql`(select * from deliveries d where ${wanted} order by d.subscriber_id limit ${limit})`
      : sql`(select * from deliveries d where ${wanted})`
  const { rows } = await sql<DeliveryPersonRow>`
    select ${PERSON} from ${those} d join subscribers u on u.id = d.subscriber_id
    where ${ofAddress} order by d.subscriber_id limit ${limit}`.execute(db)
  return rows
}

/** One delivery of an event; null where there is none (any more). */
export async function deliveryTo(db: Reader, eventId: number, subscriberId: string): Promise<DeliveryPersonRow | null> {
  const { rows } = await sql<DeliveryPersonRow>`
    select ${PERSON} from deliveries d join subscribers u on u.id = d.subscriber_id
    where d.event_id = ${eventId} and d.subscriber_id = ${subscriberId}`.execute(db)
  return rows[0] ?? null
}

/** The last attempts of one delivery, where attempts are kept; the newest first. */
export async function attemptsAt(db: Reader, eventId: number, subscriberId: string): Promise<Row<'attempts'>[]> {
  return db
    .selectFrom('attempts')
    .selectAll()
    .where('subscriber_id', '=', subscriberId)
    .where('event_id', '=', eventId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .execute()
}
