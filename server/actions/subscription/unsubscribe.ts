import { findSubscriber } from '../../../db/subscription/subscribers.ts'
import { notFound, ok, type Result } from '../../domain/refusal.ts'
import { type ActionContext, record } from '../context.ts'
import { stopSubscriber } from './stop-subscriber.ts'

/** Stops everything a subscriber gets, also what waits to be sent. Once more changes nothing. */
export async function unsubscribe(ctx: ActionContext, subscriberId: string): Promise<Result<{ id: string }>> {
  return record(ctx, async (trx) => {
    const subscriber = await findSubscriber(trx, subscriberId)
    if (!subscriber) return notFound('subscription')
    await stopSubscriber(trx, ctx, subscriber)
    return ok({ id: subscriberId })
  })
}
