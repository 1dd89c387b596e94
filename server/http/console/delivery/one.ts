import type { Context } from 'hono'
import { attemptsAt, type DeliveryPersonRow, deliveryTo } from '../../../../db/desk/deliveries.ts'
import { dictionary } from '../../../../src/i18n/index.ts'
import type { DeliveryView } from '../../../../src/views.ts'
import { retryDeliveries } from '../../../actions/delivery/retry-deliveries.ts'
import { notFound, type Refusal } from '../../../domain/refusal.ts'
import { can } from '../../../domain/staff/can.ts'
import { newId } from '../../../lib/ids.ts'
import { messageTo, type SentMessage } from '../../../preview/delivery.ts'
import { isOver, outcomeOfRow, readRetryableOne, type ToldEvent } from '../../../queries/desk/deliveries.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { actionContext } from '../../middleware/access.ts'
import { must } from '../../middleware/problem.ts'
import { sessionOf } from '../access.ts'
import { seeDone } from '../flash.ts'
import { unknownButton } from '../form/buttons.ts'
import { doOnce } from '../form/once.ts'
import { valuesOf } from '../form/reading.ts'
import { first } from '../form/values.ts'
import { FRAMED_POLICY } from '../mailbox/mail-page.ts'
import { consolePage, refusedPage } from '../page.ts'
import { addressFor, eventAt, nextAt, pathOf, titleOf, toldOfEvent } from './content.ts'
import type { Tallies } from './tallies.ts'

interface Found {
  event: ToldEvent
  row: DeliveryPersonRow
}

async function foundAt(deps: AppDeps, id: string, subscriberId: string): Promise<Found> {
  const event = await eventAt(deps, id)
  const row = await deliveryTo(deps.db, event.id, subscriberId)
  return { event, row: row ?? must<never>(notFound('delivery')) }
}

/** One message as it went to one person, with every attempt that is kept. */
export async function onePage(c: Context<Env>, deps: AppDeps, id: string, subscriberId: string): Promise<Response> {
  return consolePage(c, deps, await contentOf(c, deps, await foundAt(deps, id, subscriberId)))
}

async function contentOf(
  c: Context<Env>,
  deps: AppDeps,
  { event, row }: Found,
): Promise<Omit<DeliveryView, 'me' | 'faults'>> {
  const { result, why } = outcomeOfRow(event.at, row)
  const sent = await messageOf(c, deps, { event, row })
  const failed = row.state === 'failed' && !(await isOver(deps.db, event.id))
  const attempts = await attemptsAt(deps.db, event.id, row.subscriber_id)
  return {
    ...{ kind: 'console/deliveries/one', event: toldOfEvent(event), subscriberId: row.subscriber_id },
    ...{ address: addressFor(deps, sessionOf(c), row), channel: titleOf(deps, row.channel) },
    ...{ language: row.locale, zone: row.time_zone, because: JSON.parse(row.because).type, result, why },
    ...{ queuedAt: row.created_at, settledAt: row.settled_at, reportedAt: row.result_at, tries: row.attempts },
    nextAt: row.settled_at === null ? nextAt(row) : null,
    attempts: attempts.map(({ at, outcome, status, took, answer }) => ({ at, outcome, status, took, answer })),
    message: sent && shown(sent, `${pathOf(event.id)}${row.subscriber_id}/html`),
    mayRetry:
      failed && can(sessionOf(c), 'delivery.retry') && (await readRetryableOne(deps.db, event.id, row.subscriber_id)),
    once: newId(),
  }
}

function shown(sent: SentMessage, frame: string): DeliveryView['message'] {
  return sent.form === 'mail' ? { form: 'mail', subject: sent.subject, text: sent.text, frame } : sent
}

/** In whoever looks is shown as much of the address as elsewhere. */
function messageOf(c: Context<Env>, deps: AppDeps, { event, row }: Found): Promise<SentMessage | null> {
  const { mailSite } = deps
  const address = addressFor(deps, sessionOf(c), row)
  return messageTo(deps.db, event.id, row, { mailSite, address, now: deps.clock() })
}

/** Its mail, for a frame: it runs and loads nothing. */
export async function framedMail(c: Context<Env>, deps: AppDeps, id: string, subscriberId: string): Promise<Response> {
  const sent = await messageOf(c, deps, await foundAt(deps, id, subscriberId))
  const html = sent?.form === 'mail' ? sent.html : must<never>(notFound('mail'))
  c.header('Content-Security-Policy', FRAMED_POLICY)
  c.header('X-Frame-Options', 'SAMEORIGIN')
  return c.html(`<!doctype html><base target="_blank">${html}`)
}

/** Sends one that failed again. */
export async function retryOne(
  c: Context<Env>,
  deps: AppDeps,
  tallies: Tallies,
  [id, subscriberId]: [string, string],
): Promise<Response> {
  const values = await valuesOf(c)
  const found = await foundAt(deps, id, subscriberId)
  const refused = async (refusal: Refusal) =>
    refusedPage(c, deps, await contentOf(c, deps, await foundAt(deps, id, subscriberId)), refusal)
  const unknown = unknownButton(deps, first(values, 'do'), ['retry'])
  if (unknown) return refused(unknown)
  const of = { eventId: found.event.id, subscriberId }
  const by = { personId: sessionOf(c).personId, values }
  const done = await doOnce(deps, actionContext(c, deps), by, (ctx) => retryDeliveries(ctx, of))
  tallies.forget(found.event.id)
  if (!done.ok) return refused(done.refusal)
  deps.dispatcher.nudge()
  const path = `${pathOf(found.event.id)}${subscriberId}/`
  return seeDone(c, deps, path, dictionary(deps.site.locale).console.deliveries.retried(1))
}
