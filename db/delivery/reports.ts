import { sql } from 'kysely'
import type { MailResult } from '../../server/domain/subscription/mail-report.ts'
import { type ChannelName, DELIVERY_STATES, type DeliveryState, type Instant } from '../../server/domain/vocabulary.ts'
import type { Reader, Trx } from '../schema/index.ts'

/** What the other side says after it has taken a message. */
export const RESULTS = ['delivered', 'delayed', 'bounced', 'complained', 'suppressed', 'failed'] as const

interface DeliveryCounts {
  /** Every channel asked for and every state, including those with 0. */
  counts: Record<ChannelName, Record<DeliveryState, number>>
  /** Of what was sent: what became of it, where the other side says that. */
  results: Record<ChannelName, Record<MailResult, number>>
  failures: { channel: ChannelName; reason: string; count: number; lastAt: Instant }[]
  /** Are there updates whose deliveries are not all queued yet? */
  expanding: boolean
}

/** Why messages of some events failed, or came back, the most frequent first. */
export async function failuresOf(db: Reader, events: Events): Promise<DeliveryCounts['failures']> {
  return [...(await failedBy(db, events)), ...lostBy(await toldOf(db, events))]
}

/** Spelled out so that the partial index `deliveries_settled` is used. */
const SETTLED = sql<boolean>`settled_at is not null`

/** Some ids, or what selects them. */
type Events = readonly number[] | ReturnType<typeof eventsAbout>

function eventsAbout(db: Reader, incidentId: string) {
  return db.selectFrom('events').select('id').where('incident_id', '=', incidentId)
}

async function failedBy(db: Reader, events: Events): Promise<DeliveryCounts['failures']> {
  const failed = await db
    .selectFrom('deliveries')
    .select((e) => ['channel', 'error', e.fn.countAll<number>().as('count'), e.fn.max('settled_at').as('last_at')])
    .where('event_id', 'in', events)
    .where('state', '=', 'failed')
    .where(SETTLED)
    .groupBy(['channel', 'error'])
    .orderBy('count', 'desc')
    .limit(100)
    .execute()
  return failed.map(({ channel, error, count, last_at }) => ({
    ...{ channel, reason: error ?? 'unknown', count },
    lastAt: last_at ?? 0,
  }))
}

/** What the other side said of what it had taken. */
async function toldOf(db: Reader, events: Events) {
  return db
    .selectFrom('deliveries')
    .select((e) => [
      ...(['channel', 'result', 'result_detail'] as const),
      ...[e.fn.countAll<number>().as('count'), e.fn.max('result_at').as('last_at')],
    ])
    .where('event_id', 'in', events)
    .where('result', 'is not', null)
    .where(SETTLED)
    .groupBy(['channel', 'result', 'result_detail'])
    .execute()
}

function lostBy(told: Awaited<ReturnType<typeof toldOf>>): DeliveryCounts['failures'] {
  return told
    .filter(({ result }) => result !== 'delivered' && result !== 'delayed')
    .sort((one, other) => other.count - one.count)
    .slice(0, 100)
    .map(({ channel, result, result_detail, count, last_at }) => ({
      ...{ channel, reason: [result, result_detail].filter(Boolean).join(': '), count },
      lastAt: last_at ?? 0,
    }))
}

/** Counts an incident's deliveries. A subscriber who was sent three updates counts three times. */
export async function deliveryCounts(
  db: Reader,
  incidentId: string,
  channels: readonly ChannelName[],
): Promise<DeliveryCounts> {
  const events = eventsAbout(db, incidentId)
  const rows = await db
    .selectFrom('deliveries')
    .select((e) => ['channel', 'state', e.fn.countAll<number>().as('count')])
    .where('event_id', 'in', events)
    .groupBy(['channel', 'state'])
    .execute()
  const told = await toldOf(db, events)
  const unexpanded = await events.where('notify', '=', 1).where('expanded_at', 'is', null).limit(1).execute()
  const count = (channel: ChannelName, state: DeliveryState) =>
    rows.find((row) => row.channel === channel && row.state === state)?.count ?? 0
  const states = (channel: ChannelName) =>
    Object.fromEntries(DELIVERY_STATES.map((state) => [state, count(channel, state)])) as Record<DeliveryState, number>
  const results = (channel: ChannelName) =>
    Object.fromEntries(
      RESULTS.map((result) => [
        result,
        told.reduce((sum, row) => sum + (row.channel === channel && row.result === result ? row.count : 0), 0),
      ]),
    ) as Record<MailResult, number>
  return {
    counts: Object.fromEntries(channels.map((channel) => [channel, states(channel)])),
    results: Object.fromEntries(channels.map((channel) => [channel, results(channel)])),
    failures: [...(await failedBy(db, events)), ...lostBy(told)],
    expanding: unexpanded.length > 0,
  }
}

/** Forgets settled deliveries of events before `before`, up to `limit` of them, but none that proves something. Returns how many. */
export async function pruneDeliveries(trx: Trx, before: Instant, limit = 1000): Promise<number> {
  const result = await sql`
    delete from deliveries where (event_id, subscriber_id) in (
      select d.event_id, d.subscriber_id from events v join deliveries d on d.event_id = v.id
      where v.at < ${before} and d.settled_at is not null
        and not exists (
          select 1 from contact_notices n where n.event_id = d.event_id and n.subscriber_id = d.subscriber_id
        ) limit ${limit}
    )`.execute(trx)
  await sql`
    delete from batches where created_at < ${before}
      and not exists (select 1 from deliveries where batch_id = batches.id)`.execute(trx)
  return Number(result.numAffectedRows ?? 0)
}
