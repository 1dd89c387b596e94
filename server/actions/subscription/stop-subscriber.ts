import type { Trx } from '../../../db/schema/index.ts'
import { cancelDeliveries, changeSubscriberRow, type SubscriberRow } from '../../../db/subscription/subscribers.ts'
import { deleteSubscriptionsOf, subscriptionsOf } from '../../../db/subscription/subscriptions.ts'
import { UNSUBSCRIBED } from '../../domain/subscription/leaving.ts'
import type { ActionContext } from '../context.ts'
import { auditStaff } from './audit-staff.ts'
import { leaveBehind } from './mail/leave-behind.ts'

/**
 * Switches a subscriber off at its own request; false if it was off. Every link that managed its subscription ends. The
 * address is kept, so that no import brings it back, and for a while what it followed.
 */
export async function stopSubscriber(trx: Trx, ctx: ActionContext, subscriber: SubscriberRow): Promise<boolean> {
  // One that the desk has disabled and could enable again may still say for itself that it wants nothing.
  if (subscriber.state === 'off' && subscriber.disabled_why === null) return false
  await changeSubscriberRow(trx, subscriber.id, {
    ...{ state: 'off', off_reason: UNSUBSCRIBED, disabled_why: null, updated_at: ctx.now },
    link_generation: subscriber.link_generation + 1,
  })
  const followed = await subscriptionsOf(trx, subscriber.id, 'active')
  await deleteSubscriptionsOf(trx, subscriber.id)
  await cancelDeliveries(trx, subscriber.id, UNSUBSCRIBED, ctx.now)
  if (subscriber.state === 'active') await leaveBehind(trx, subscriber, followed, ctx.now)
  await auditStaff(trx, ctx, 'subscriber.unsubscribe', subscriber.id, null)
  return true
}
