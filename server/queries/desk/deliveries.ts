import { countFailed, failedTo } from '../../../db/delivery/again.ts'
import { failuresOf } from '../../../db/delivery/reports.ts'
import { retrying } from '../../../db/delivery/waiting.ts'
import {
  type DeliveryPersonRow,
  isOvertaken,
  RETURNED,
  type TallyRow,
  type TimedRow,
  type ToldEventRow,
  type ToldObject,
  tallyOf,
  timesOf,
  toldEvent,
  toldEvents,
} from '../../../db/desk/deliveries.ts'
import type { Reader } from '../../../db/schema/index.ts'
import { outcomeOf, type Told, toldOf } from '../../domain/contact/proof.ts'
import type { Notice } from '../../domain/incident/notice.ts'
import type { MaintenanceNotice } from '../../domain/maintenance/notice.ts'
import type { ArchivedNotice } from '../../domain/platform/notice.ts'
import type { DeliveryCounts } from '../../domain/subscription/delivery-counts.ts'
import type { ChannelName, Instant } from '../../domain/vocabulary.ts'

/** An event that somebody was told of, in the words of its moment. */
export interface ToldEvent {
  id: number
  at: Instant
  /** Null: that a platform is no longer in use. */
  told: Told | null
  title: string
  object: ToldObject | null
  /** Are deliveries still being queued? */
  isExpanding: boolean
}

/** The newest of them, and whether there are more. */
export async function listTold(
  db: Reader,
  { before, about, limit }: { before: number | null; about: ToldObject | null; limit: number },
): Promise<{ items: ToldEvent[]; hasMore: boolean }> {
  const rows = await toldEvents(db, { before, about, limit: limit + 1 })
  return { items: rows.slice(0, limit).map(eventOf), hasMore: rows.length > limit }
}

export async function findTold(db: Reader, id: number): Promise<ToldEvent | null> {
  const row = Number.isSafeInteger(id) ? await toldEvent(db, id) : null
  return row && eventOf(row)
}

/** An event in the words of its moment. */
export function eventOf({ id, kind, at, incident_id, maintenance_id, notice, expanded_at }: ToldEventRow): ToldEvent {
  const isExpanding = expanded_at === null
  const said = JSON.parse(notice ?? '{}') as Notice | MaintenanceNotice | ArchivedNotice
  if ('platformId' in said) return { id, at, told: null, title: said.name, object: null, isExpanding }
  const object: ToldObject =
    maintenance_id === null ? { type: 'incident', id: incident_id ?? '' } : { type: 'maintenance', id: maintenance_id }
  return { id, at, told: toldOf(kind, said), title: said.title, object, isExpanding }
}

export interface ChannelTally extends DeliveryCounts {
  channel: ChannelName
}

/** By channel, in the order of their names; `isTimed`: with how long it took. */
export async function readTally(
  db: Reader,
  event: Pick<ToldEvent, 'id' | 'at'>,
  { isTimed = false } = {},
): Promise<ChannelTally[]> {
  const channels = Map.groupBy(await tallyOf(db, event.id), ({ channel }) => channel)
  const times = isTimed ? await timesOf(db, event) : []
  return [...channels]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([channel, rows]) => ({
      ...{ channel, ...countedIn(rows) },
      ...timedIn(times.filter((row) => row.channel === channel)),
    }))
}

function countedIn(rows: readonly TallyRow[]) {
  const count = (fits: (row: TallyRow) => boolean) => rows.reduce((sum, row) => sum + (fits(row) ? row.count : 0), 0)
  return {
    queued: count(({ state }) => state === 'queued'),
    sending: count(({ state }) => state === 'sending'),
    sent: count(({ state }) => state === 'sent'),
    delivered: count(({ result }) => result === 'delivered' || result === 'complained'),
    returned: count(({ state, result }) => state === 'sent' && RETURNED.includes(result)),
    failed: count(({ state }) => state === 'failed'),
    superseded: count(({ state }) => state === 'superseded'),
  }
}

function timedIn(rows: readonly TimedRow[]): Pick<DeliveryCounts, 'median' | 'slowest'> {
  return { median: medianOf(rows), slowest: rows.length === 0 ? null : Math.max(...rows.map(({ slowest }) => slowest)) }
}

function medianOf(timed: readonly { late: number; count: number }[]): number | null {
  const half = timed.reduce((sum, { count }) => sum + count, 0) / 2
  let seen = 0
  for (const { late, count } of timed.toSorted((one, other) => one.late - other.late)) {
    seen += count
    if (seen >= half) return late * 1000
  }
  return null
}

/** Is anything of it still to be sent? */
export function isUnderWay({ isExpanding }: Pick<ToldEvent, 'isExpanding'>, tally: readonly ChannelTally[]): boolean {
  return isExpanding || tally.some(({ queued, sending }) => queued + sending > 0)
}

/** What did not get through, and of which channels how many could be sent again. */
export interface Troubles {
  failures: Awaited<ReturnType<typeof failuresOf>>
  retrying: Awaited<ReturnType<typeof retrying>>
}

export async function readTroubles(db: Reader, eventId: number): Promise<Troubles> {
  return { failures: await failuresOf(db, [eventId]), retrying: await retrying(db, eventId) }
}

/** What failed by a channel and could be sent again: how many, and to whom the first of them are. */
export async function readRetryable(db: Reader, eventId: number, channel: ChannelName, named: number) {
  const of = { eventId, channel }
  return { channel, count: await countFailed(db, of), first: await failedTo(db, of, named) }
}

/** Is this one failed for good, and is something still sent to whom it is for? */
export async function readRetryableOne(db: Reader, eventId: number, subscriberId: string): Promise<boolean> {
  return (await countFailed(db, { eventId, subscriberId })) > 0
}

/** Was anything newer told of the same? Then what failed is not sent again. */
export async function isOver(db: Reader, eventId: number): Promise<boolean> {
  const row = await toldEvent(db, eventId)
  return row === null || isOvertaken(db, row)
}

/** What became of one delivery, as it is said of notices to contacts. */
export function outcomeOfRow(at: Instant, row: DeliveryPersonRow) {
  return outcomeOf(at, null, {
    ...{ state: row.state, error: row.error, settledAt: row.settled_at },
    ...{ result: row.result, resultAt: row.result_at, resultDetail: row.result_detail },
  })
}
