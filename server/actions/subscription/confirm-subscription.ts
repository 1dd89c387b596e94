import { changeSubscriberRow, findSubscriber } from '../../../db/subscription/subscribers.ts'
import { deleteSubscriptions, followOf, putSubscriptions, requestedAt } from '../../../db/subscription/subscriptions.ts'
import { notFound, ok, type Result } from '../../domain/refusal.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import { newId } from '../../lib/ids.ts'
import { type ActionContext, type Outcome, record } from '../context.ts'
import { auditStaff } from './audit-staff.ts'

/**
 * Confirms exactly what was asked for in one request. It also brings back an address that was switched off: whoever
 * opened the link reads mail there. A second confirmation changes nothing.
 */
export async function confirmSubscription(
  ctx: ActionContext,
  request: { subscriberId: string; requestedAt: Instant },
): Promise<Result<Outcome>> {
  return record<Outcome>(ctx, async (trx) => {
    const subscriber = await findSubscriber(trx, request.subscriberId)
    const asked = subscriber ? await requestedAt(trx, subscriber.id, request.requestedAt) : []
    if (!subscriber || asked.length === 0) return notFound('subscription request')
    const pending = asked.filter((row) => row.state === 'pending')
    if (pending.length === 0) return ok({ id: subscriber.id, changed: false })
    await deleteSubscriptions(
      trx,
      pending.map((row) => row.id),
    )
    await putSubscriptions(
      trx,
      pending.map(({ since_event: _, ...row }) => ({
        ...row,
        ...{ id: newId(), state: 'active' as const, confirmed_at: ctx.now },
      })),
    )
    await changeSubscriberRow(trx, subscriber.id, { state: 'active', off_reason: null, updated_at: ctx.now })
    const detail = { follows: pending.map(followOf), was: subscriber.off_reason ?? subscriber.state }
    await auditStaff(trx, ctx, 'subscriber.confirm', subscriber.id, detail)
    return ok({ id: subscriber.id, changed: true })
  })
}
