import type { Context } from 'hono'
import {
  DELIVERY_FILTERS,
  type DeliveryFilter,
  type DeliverySearch,
  deliveriesOf,
} from '../../../../db/desk/deliveries.ts'
import { dictionary } from '../../../../src/i18n/index.ts'
import type { DeliveryEventView } from '../../../../src/views.ts'
import { retryDeliveries } from '../../../actions/delivery/retry-deliveries.ts'
import type { Refusal } from '../../../domain/refusal.ts'
import { can } from '../../../domain/staff/can.ts'
import { RETRIED_AT_ONCE } from '../../../domain/subscription/retrying.ts'
import { newId } from '../../../lib/ids.ts'
import { isOver, isUnderWay, readRetryable, type ToldEvent } from '../../../queries/desk/deliveries.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { actionContext } from '../../middleware/access.ts'
import { sessionOf } from '../access.ts'
import { seeDone } from '../flash.ts'
import { unknownButton } from '../form/buttons.ts'
import { doOnce } from '../form/once.ts'
import { valuesOf } from '../form/reading.ts'
import { first } from '../form/values.ts'
import { consolePage, refusedPage } from '../page.ts'
import { addressFor, countsOf, eventAt, pathOf, rowOf, titleOf, toldOfEvent } from './content.ts'
import { markOf, type Tallies } from './tallies.ts'

/** Messages on one page. */
const PAGE = 50
/** Of those that would be sent again, so many are named. */
const NAMED = 3

/** One event: what became of its messages by channel, why some failed, and each of them. */
export async function eventPage(c: Context<Env>, deps: AppDeps, tallies: Tallies, id: string): Promise<Response> {
  return consolePage(c, deps, await contentOf(c, deps, tallies, await eventAt(deps, id)))
}

type Content = Omit<DeliveryEventView, 'me' | 'faults'>

async function contentOf(c: Context<Env>, deps: AppDeps, tallies: Tallies, event: ToldEvent): Promise<Content> {
  const actor = sessionOf(c)
  const tally = await tallies.tally(event)
  const { failures, retrying } = await tallies.troubles(event)
  const isOvertaken = await isOver(deps.db, event.id)
  const search = searchIn(c)
  return {
    ...{ kind: 'console/deliveries/event', ...toldOfEvent(event), isUnderWay: isUnderWay(event, tally) },
    channels: tally.map((one) => countsOf(deps, one)),
    failures: failures.map((one) => ({ ...one, channel: titleOf(deps, one.channel) })),
    retrying: retrying.map((one) => ({ ...one, channel: titleOf(deps, one.channel) })),
    retryable: isOvertaken ? [] : await retryableOf(c, deps, event, tally),
    ...{ isOvertaken, mayRetry: can(actor, 'delivery.retry') },
    ...{ search: { channel: search.channel ?? '', state: search.state ?? '', q: search.address } },
    ...{ states: DELIVERY_FILTERS, seesAddresses: search.isPart, isFirst: !c.req.query('after') },
    ...(await pageOf(c, deps, event, search)),
    ...{ once: newId(), mark: markOf(event, tally) },
  }
}

/** Whoever sees no addresses finds one only by knowing it. */
function searchIn(c: Context<Env>): DeliverySearch {
  const isPart = can(sessionOf(c), 'subscriber.read')
  const state = DELIVERY_FILTERS.find((one) => one === c.req.query('state')) ?? null
  const address = (c.req.query('q') ?? '').trim().toLowerCase().slice(0, 320)
  return { channel: c.req.query('channel') || null, state: state as DeliveryFilter | null, address, isPart }
}

async function pageOf(
  c: Context<Env>,
  deps: AppDeps,
  event: ToldEvent,
  search: DeliverySearch,
): Promise<Pick<DeliveryEventView, 'deliveries' | 'next'>> {
  const after = (c.req.query('after') ?? '').slice(0, 40)
  const rows = await deliveriesOf(deps.db, event.id, search, { after, limit: PAGE + 1 })
  const shown = rows.slice(0, PAGE)
  const asked = { channel: search.channel, state: search.state, q: search.address, after: shown.at(-1)?.subscriber_id }
  const query = new URLSearchParams(Object.entries(asked).flatMap(([name, value]) => (value ? [[name, value]] : [])))
  return {
    deliveries: shown.map((row) => rowOf(deps, sessionOf(c), event, row)),
    next: rows.length > PAGE ? `${pathOf(event.id)}?${query}#list` : null,
  }
}

async function retryableOf(
  c: Context<Env>,
  deps: AppDeps,
  { id }: ToldEvent,
  tally: readonly { channel: string; failed: number }[],
): Promise<DeliveryEventView['retryable']> {
  const failed = tally.filter((one) => one.failed > 0)
  const read = await Promise.all(failed.map(({ channel }) => readRetryable(deps.db, id, channel, NAMED)))
  return read
    .filter(({ count }) => count > 0)
    .map(({ channel, count, first }) => ({
      ...{ name: channel, title: titleOf(deps, channel), count, atOnce: Math.min(count, RETRIED_AT_ONCE) },
      first: first.map((one) => addressFor(deps, sessionOf(c), one)),
    }))
}

/** Sends what failed by one channel again: as many as whoever pressed was shown, once however often it is tapped. */
export async function retryChannel(c: Context<Env>, deps: AppDeps, tallies: Tallies, id: string): Promise<Response> {
  const values = await valuesOf(c)
  const event = await eventAt(deps, id)
  const refused = async (refusal: Refusal) => refusedPage(c, deps, await contentOf(c, deps, tallies, event), refusal)
  const unknown = unknownButton(deps, first(values, 'do'), ['retry'])
  if (unknown) return refused(unknown)
  const of = { eventId: event.id, channel: first(values, 'channel') ?? '' }
  const seen = Number(first(values, 'seen') ?? Number.NaN)
  const by = { personId: sessionOf(c).personId, values }
  const done = await doOnce(deps, actionContext(c, deps), by, (ctx) => retryDeliveries(ctx, of, seen))
  tallies.forget(event.id)
  if (!done.ok) return refused(done.refusal)
  deps.dispatcher.nudge()
  const words = dictionary(deps.site.locale).console.deliveries
  return seeDone(c, deps, pathOf(event.id), words.retried(Math.min(seen, RETRIED_AT_ONCE)))
}
