import { countFailed, type FailedOf, queueFailedAgain } from '../../../db/delivery/again.ts'
import { deliveryTo, isOvertaken, toldEvent } from '../../../db/desk/deliveries.ts'
import type { Trx } from '../../../db/schema/index.ts'
import { appendAudit } from '../../../db/system/audit.ts'
import { conflict, notFound, ok, type Result } from '../../domain/refusal.ts'
import { decideRetry, decideRetryOfOne, RETRIED_AT_ONCE } from '../../domain/subscription/retrying.ts'
import { type ActionContext, record } from '../context.ts'

/** What was retried: the event, and how many messages were queued once more. */
export interface Retried {
  id: string
  count: number
}

/**
 * Queues once more what failed of an event, by one channel or to one subscriber, under the same keys: whoever got it all
 * the same recognises the copy. `seen` is how many whoever asks was shown; where it is another number by now, nothing is
 * done. Only what is failed at this very moment is queued: of two who press, one does it.
 */
export async function retryDeliveries(
  ctx: ActionContext,
  of: FailedOf,
  seen?: number,
  limit = RETRIED_AT_ONCE,
): Promise<Result<Retried>> {
  return record(ctx, async (trx) => {
    const event = await toldEvent(trx, of.eventId)
    if (!event) return notFound('event')
    const news = decideRetry({ isOvertaken: await isOvertaken(trx, event) })
    if (!news.ok) return news
    const one = await mayRetryOne(trx, of)
    if (!one.ok) return one
    const there = await countFailed(trx, of)
    if (there === 0) return conflict('nothing_failed', 'Nothing that failed is left to be sent again.')
    if (seen !== undefined && seen !== there)
      return conflict(
        'changed_meanwhile',
        `Meanwhile ${there} have failed, not ${seen}. Look again before you send them.`,
      )
    const count = await queueFailedAgain(trx, of, limit, ctx.now)
    const { eventId, ...whom } = of
    const entry = { at: ctx.now, actor: ctx.actor.name, action: 'delivery.retry', object: `event/${eventId}` }
    await appendAudit(trx, { ...entry, detail: { ...whom, count } })
    return ok({ id: `${eventId}`, count })
  })
}

async function mayRetryOne(trx: Trx, of: FailedOf): Promise<Result<null>> {
  if (!('subscriberId' in of)) return ok(null)
  const row = await deliveryTo(trx, of.eventId, of.subscriberId)
  return row ? decideRetryOfOne(row.state, (await countFailed(trx, of)) > 0) : notFound('delivery')
}
