import { type Claim, type ClaimedRow, claimBatch, claimDeliveries } from '../../db/delivery/claims.ts'
import { outdated, settleDeliveries } from '../../db/delivery/deliveries.ts'
import { type EventToTell, eventsToTell } from '../../db/delivery/events.ts'
import type { Row, Trx } from '../../db/schema/index.ts'
import { asItStands } from '../../db/staff/standing.ts'
import { subscribersById } from '../../db/subscription/subscribers.ts'
import type { Channel, DeliveryJob, Message } from '../channels/channel.ts'
import { type ChannelKind, isStaffLane } from '../channels/kind.ts'
import { parseMessage } from '../channels/message.ts'
import { receiverOf, standing } from '../channels/receiver.ts'
import { unreachableOf } from '../domain/contact/reach.ts'
import type { Instant } from '../domain/vocabulary.ts'
import { Memo } from '../lib/memo.ts'
import { patienceOf } from './backoff.ts'
import type { DispatchContext } from './context.ts'
import { withdrawOvertaken } from './overtaken.ts'
import { LEASE } from './time.ts'

/** A delivery leased by this dispatcher, with everything its channel needs. */
export interface ClaimedDelivery {
  kind: ChannelKind
  lane: string
  row: ClaimedRow
  job: DeliveryJob
}

/**
 * Claims up to `limit` deliveries of a lane and loads their messages and receivers. What is not to be sent any more is
 * settled at once, so the list may be empty although something was claimed; null when there was nothing to claim.
 * `held`: the tokens of the leases that this process has.
 */
export async function claimNext(
  context: DispatchContext,
  channel: Channel,
  lane: string,
  limit: number,
  held: readonly string[],
): Promise<ClaimedDelivery[] | null> {
  const { clock, time, holder } = context
  const now = clock()
  // Whichever clock is right, it is not later than this.
  const triedAt = Math.max(now, time.shown())
  const claim: Claim = {
    ...{ lane, order: channel.kind.order, limit, held, token: crypto.randomUUID(), triedAt },
    // One person's address that answers nothing keeps nobody else waiting.
    untriedFirst: isStaffLane(lane),
    ...{ now: time.shared(), until: time.shared(LEASE), expected: time.expected() },
    // Who states a rate states it to one: several at once would exceed it together.
    ...(channel.room && { holder }),
    patience: patienceOf(channel.kind.retries),
  }
  return context.write(async (trx) => {
    const rows = await (channel.mode === 'batch' ? claimBatch(trx, claim) : claimDeliveries(trx, claim))
    if (rows.length === 0) return null
    const wanted = isStaffLane(lane) ? await withdrawOvertaken(trx, rows, context, now) : rows
    const kept = channel.kind.order === 'newest' ? await supersedeOutdated(trx, wanted, now) : wanted
    return kept.length === 0 ? [] : loadJobs(trx, channel.kind, lane, kept, now)
  })
}

/** A retried message may have been overtaken by a newer one meanwhile. */
async function supersedeOutdated(trx: Trx, rows: readonly ClaimedRow[], now: Instant): Promise<ClaimedRow[]> {
  const retried = rows.filter((row) => row.attempts > 1)
  const old = new Set((await outdated(trx, retried)).map((key) => `${key.event_id} ${key.subscriber_id}`))
  const isOld = (row: ClaimedRow) => old.has(`${row.event_id} ${row.subscriber_id}`)
  await supersede(trx, rows.filter(isOld), 'a newer update was sent', now)
  return rows.filter((row) => !isOld(row))
}

async function supersede(trx: Trx, rows: readonly ClaimedRow[], error: string, now: Instant): Promise<void> {
  const results = rows.map((row) => ({
    ...row,
    state: 'superseded' as const,
    due_at: null,
    error,
    reference: null,
    batch_id: null,
    gone: null,
  }))
  await settleDeliveries(trx, results, now)
}

async function loadJobs(
  trx: Trx,
  kind: ChannelKind,
  lane: string,
  rows: readonly ClaimedRow[],
  now: Instant,
): Promise<ClaimedDelivery[]> {
  const events = await loadMessages(trx, [...new Set(rows.map((row) => row.event_id))], now)
  const people = await subscribersById(trx, [...new Set(rows.map((row) => row.subscriber_id))])
  const subscribers = new Map(people.map((person) => [person.id, person]))
  const deliveries: ClaimedDelivery[] = []
  const unwanted: ClaimedRow[] = []
  const unreachable: ClaimedRow[] = []
  for (const row of rows) {
    const event = events.get(row.event_id)
    const subscriber = subscribers.get(row.subscriber_id)
    if (!event || !subscriber) continue
    const because = standing(JSON.parse(row.because), subscriber)
    // What is promised to an organisation is sent as long as the address works.
    if (because.type === 'contact' && unreachableOf(subscriber)) unreachable.push(row)
    else if (because.type !== 'contact' && !wants(subscriber.state, event.message)) unwanted.push(row)
    else deliveries.push({ kind, lane, row, job: { ...jobOf(row, event, subscriber, now), because } })
  }
  await supersede(trx, unwanted, 'no longer subscribed', now)
  await supersede(trx, unreachable, 'the address did not work', now)
  return deliveries
}

function wants(state: Row<'subscribers'>['state'], { kind }: Message): boolean {
  // Whoever unsubscribed may come back; what was queued before is cancelled when they leave. Staff get theirs as staff.
  return (kind !== 'update' && kind !== 'maintenance' && kind !== 'digest' && kind !== 'test') || state === 'active'
}

/** A message of the ladder may have had to wait: it says what is so as it goes out. All others stay as they were written. */
async function current(trx: Trx, message: Message, now: Instant): Promise<Message> {
  return message.kind === 'owed' ? { ...message, notice: await asItStands(trx, message.notice, now) } : message
}

interface EventMessage {
  eventKind: string
  at: Instant
  message: Message
}

function jobOf(
  row: ClaimedRow,
  { eventKind, at, message }: EventMessage,
  subscriber: Row<'subscribers'>,
  claimedAt: Instant,
): Omit<DeliveryJob, 'because'> {
  return {
    eventId: row.event_id,
    eventKind,
    at,
    claimedAt,
    message,
    receiver: receiverOf(subscriber),
  }
}

/** The same object for the same notice, which never changes: channels remember by it what they have composed. */
const messages = new Memo<string, EventMessage>(50)

async function loadMessages(trx: Trx, ids: readonly number[], now: Instant): Promise<Map<number, EventMessage>> {
  const told = new Map<number, EventMessage>()
  for (const event of await eventsToTell(trx, ids)) {
    const { message, ...of } = messages.get(`${event.id} ${event.notice}`, () => messageOf(event))
    told.set(event.id, { ...of, message: await current(trx, message, now) })
  }
  return told
}

function messageOf({ kind, at, notice }: EventToTell): EventMessage {
  return { eventKind: kind, at, message: parseMessage(kind, JSON.parse(notice ?? 'null')) }
}
