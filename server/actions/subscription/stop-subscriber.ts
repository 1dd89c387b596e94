import type { Trx } from '../../../db/schema/index.ts'
import { cancelDeliveries, changeSubscriberRow, type SubscriberRow } from '../../../db/subscription/subscribers.ts'
import { deleteSubscriptionsOf } from '../../../db/subscription/subscriptions.ts'
import { appendAudit } from '../../../db/system/audit.ts'
import type { ActionContext } from '../context.ts'

/** Switches a subscriber off at its own request. The address is kept, so that no import brings it back. */
export async function stopSubscriber(trx: Trx, ctx: ActionContext, subscriber: SubscriberRow): Promise<void> {
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
