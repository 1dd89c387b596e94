import { changeSubscriberRow, findSubscriber } from '../../../db/subscription/subscribers.ts'
import { deleteSubscriptions, followOf, putSubscriptions, requestedAt } from '../../../db/subscription/subscriptions.ts'
import { appendAudit } from '../../../db/system/audit.ts'
import { notFound, ok, type Result } from '../../domain/refusal.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import { newId } from '../../lib/ids.ts'
import { type ActionContext, record } from '../context.ts'

/**
 * Confirms exactly what was asked for in one request. It also brings back an address that was switched off: whoever
 * opened the link reads mail there. A second confirmation changes nothing.
 */
export async function confirmSubscription(
  ctx: ActionContext,
  request: { subscriberId: string; requestedAt: Instant },
): Promise<Result<{ id: string }>> {
  return record(ctx, async (trx) => {
    const subscriber = await findSubscriber(trx, request.subscriberId)
    const asked = subscriber ? await requestedAt(trx, subscriber.id, request.requestedAt) : []
    if (!subscriber || asked.length === 0) return notFound('subscription request')
    const pending = asked.filter((row) => row.state === 'pending')
    if (pending.length === 0) return ok({ id: subscriber.id })
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
    await appendAudit(trx, {
      at: ctx.now,
      actor: ctx.actor.name,
      action: 'subscriber.confirm',
      object: `subscriber/${subscriber.id}`,
      detail: { follows: pending.map(followOf), was: subscriber.off_reason ?? subscriber.state },
    })
    return ok({ id: subscriber.id })
  })
}
