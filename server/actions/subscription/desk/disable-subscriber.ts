import { cancelDeliveries, changeSubscriberRow, findSubscriber } from '../../../../db/subscription/subscribers.ts'
import { conflict, notFound, ok, type Result } from '../../../domain/refusal.ts'
import { UNSUBSCRIBED } from '../../../domain/subscription/leaving.ts'
import { type ActionContext, type Outcome, record } from '../../context.ts'
import { auditStaff } from '../audit-staff.ts'

/**
 * Switches an active subscriber off, also for what waits to be sent; what it follows is kept, so that it can be enabled
 * again. The reason stands with the subscriber alone: it may say who somebody is, and the audit trail forgets nothing.
 */
export async function disableSubscriber(ctx: ActionContext, id: string, why: string): Promise<Result<Outcome>> {
  return record<Outcome>(ctx, async (trx) => {
    const row = await findSubscriber(trx, id)
    if (!row) return notFound('subscriber')
    if (row.state === 'off' && row.disabled_why !== null) return ok({ id, changed: false })
    if (row.state !== 'active') return conflict('not_active', 'Nothing is sent to this subscriber as it is.')
    const off = { state: 'off', off_reason: UNSUBSCRIBED, disabled_why: why, updated_at: ctx.now } as const
    await changeSubscriberRow(trx, id, off)
    await cancelDeliveries(trx, id, 'disabled at the desk', ctx.now)
    await auditStaff(trx, ctx, 'subscriber.disable', id, null)
    return ok({ id, changed: true })
  })
}
