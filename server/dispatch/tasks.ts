import {
  type Claim,
  type Claimed,
  claimBatch,
  claimDeliveries,
  outdated,
  settleDeliveries,
} from '../../db/delivery/deliveries.ts'
import type { EventKind, Row, Trx } from '../../db/schema/index.ts'
import type { Channel, Errand, News } from '../channels/channel.ts'
import type { ConfirmationRequest, DesignationNotice, Notice, OverdueNotice } from '../domain/incident/notice.ts'
import type { MaintenanceNotice } from '../domain/maintenance/notice.ts'
import type { Because } from '../domain/subscription/audience.ts'
import type { Instant } from '../domain/vocabulary.ts'
import type { Desk } from './context.ts'

/** A claimed delivery with everything its channel needs. */
export interface Task {
  row: Claimed
  errand: Errand
}

/** Leases are short, so that a crash delays a message by less than a minute; they are renewed while work goes on. */
export const LEASE = 45_000

/**
 * Claims up to `limit` deliveries of a lane and loads what they tell to whom. What is not to be told any more is settled
 * at once, so tasks may be none although something was claimed; null when there was nothing to claim.
 */
export async function claimTasks(desk: Desk, channel: Channel, lane: string, limit: number): Promise<Task[] | null> {
  const now = desk.clock()
  const claim: Claim = { lane, order: channel.order, limit, token: crypto.randomUUID(), until: now + LEASE, now }
  return desk.write(async (trx) => {
    const rows = await (channel.kind === 'batch' ? claimBatch(trx, claim) : claimDeliveries(trx, claim))
    if (rows.length === 0) return null
    const kept = channel.order === 'newest' ? await dropOutdated(trx, rows, now) : rows
    return kept.length === 0 ? [] : loadTasks(trx, kept, now)
  })
}

/** A retried push may have been overtaken by a newer one meanwhile. */
async function dropOutdated(trx: Trx, rows: readonly Claimed[], now: Instant): Promise<Claimed[]> {
  const retried = rows.filter((row) => row.attempts > 1)
  const old = new Set((await outdated(trx, retried)).map((key) => `${key.event_id} ${key.subscriber_id}`))
  const isOld = (row: Claimed) => old.has(`${row.event_id} ${row.subscriber_id}`)
  await drop(trx, rows.filter(isOld), 'a newer update was sent', now)
  return rows.filter((row) => !isOld(row))
}

async function drop(trx: Trx, rows: readonly Claimed[], error: string, now: Instant): Promise<void> {
  const dropped = rows.map((row) => ({
    ...row,
    state: 'superseded' as const,
    due_at: null,
    error,
    reference: null,
    batch_id: null,
  }))
  await settleDeliveries(trx, dropped, now)
}

async function loadTasks(trx: Trx, rows: readonly Claimed[], now: Instant): Promise<Task[]> {
  const events = await loadEvents(trx, [...new Set(rows.map((row) => row.event_id))])
  const people = await loadReceivers(trx, [...new Set(rows.map((row) => row.subscriber_id))])
  const tasks: Task[] = []
  const left: Claimed[] = []
  for (const row of rows) {
    const event = events.get(row.event_id)
    const person = people.get(row.subscriber_id)
    if (!event || !person) continue
    if (!wants(person.state, event.news)) left.push(row)
    else tasks.push({ row, errand: errandOf(row, event, person) })
  }
  await drop(trx, left, 'no longer subscribed', now)
  return tasks
}

function wants(state: Row<'subscribers'>['state'], news: News): boolean {
  // Whoever unsubscribed may come back; what was queued before is cancelled when they leave. Staff are told as staff.
  return news.kind === 'confirmation' || news.kind === 'designation' || news.kind === 'debt' || state === 'active'
}

interface EventNews {
  at: Instant
  news: News
}

function errandOf(row: Claimed, { at, news }: EventNews, person: Row<'subscribers'>): Errand {
  const because: Because = JSON.parse(row.because)
  const { id, address, keys, locale, time_zone: timeZone } = person
  return { eventId: row.event_id, at, news, because, receiver: { id, address, keys, locale, timeZone } }
}

/** Notices never change, and channels remember by them what they have written. */
const remembered = new Map<string, EventNews>()
const REMEMBER = 50

async function loadEvents(trx: Trx, ids: readonly number[]): Promise<Map<number, EventNews>> {
  const rows = await trx.selectFrom('events').select(['id', 'kind', 'at', 'notice']).where('id', 'in', ids).execute()
  return new Map(rows.map((row) => [row.id, newsOf(row)]))
}

function newsOf({ id, kind, at, notice }: Pick<Row<'events'>, 'id' | 'kind' | 'at' | 'notice'>): EventNews {
  const key = `${id} ${notice}`
  const known = remembered.get(key)
  if (known) return known
  const made: EventNews = { at, news: parseNews(kind, JSON.parse(notice ?? 'null')) }
  remembered.set(key, made)
  const [oldest] = remembered.keys()
  if (remembered.size > REMEMBER && oldest !== undefined) remembered.delete(oldest)
  return made
}

/** Our own writing, so its shape follows from the kind. */
function parseNews(
  kind: EventKind,
  notice: Notice & MaintenanceNotice & DesignationNotice & OverdueNotice & ConfirmationRequest,
): News {
  if (kind === 'subscription.requested') return { kind: 'confirmation', request: notice }
  if (kind.startsWith('maintenance.')) return { kind: 'maintenance', notice }
  if (kind === 'staff.debt') return { kind: 'debt', notice }
  return kind === 'staff.p1g' ? { kind: 'designation', notice } : { kind: 'update', notice }
}

async function loadReceivers(trx: Trx, ids: readonly string[]): Promise<Map<string, Row<'subscribers'>>> {
  const rows = await trx.selectFrom('subscribers').selectAll().where('id', 'in', ids).execute()
  return new Map(rows.map((row) => [row.id, row]))
}
