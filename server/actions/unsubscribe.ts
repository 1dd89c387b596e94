import { appendAudit } from '../../db/audit.ts'
import type { Trx } from '../../db/schema.ts'
import { cancelDeliveries, changeSubscriberRow, findSubscriber, type SubscriberRow } from '../../db/subscribers.ts'
import { deleteSubscriptionsOf } from '../../db/subscriptions.ts'
import { notFound, ok, type Result } from '../domain/refusal.ts'
import { type ActionContext, record } from './context.ts'

/** Stops everything a subscriber gets, also what waits to be sent. Once more changes nothing. */
export async function unsubscribe(ctx: ActionContext, subscriberId: string): Promise<Result<{ id: string }>> {
  return record(ctx, async (trx) => {
    const subscriber = await findSubscriber(trx, subscriberId)
    if (!subscriber) return notFound('subscription')
    await stop(trx, ctx, subscriber)
    return ok({ id: subscriberId })
  })
}

/** Switches a subscriber off at its own wish. The address is kept, so that no import brings it back. */
export async function stop(trx: Trx, ctx: ActionContext, subscriber: SubscriberRow): Promise<void> {
  if (subscriber.state === 'off') return
  await changeSubscriberRow(trx, subscriber.id, { state: 'off', off_reason: 'unsubscribed', updated_at: ctx.now })
  await deleteSubscriptionsOf(trx, subscriber.id)
  await cancelDeliveries(trx, subscriber.id, 'unsubscribed', ctx.now)
  await appendAudit(trx, {
    at: ctx.now,
    actor: ctx.actor.name,
    action: 'subscriber.unsubscribe',
    object: `subscriber/${subscriber.id}`,
    detail: null,
  })
}
