import { findSubscriber } from '../../../db/subscription/subscribers.ts'
import { notFound, ok, type Result } from '../../domain/refusal.ts'
import { type ActionContext, type Outcome, record } from '../context.ts'
import { stopSubscriber } from './stop-subscriber.ts'

/** Stops everything a subscriber gets, also what waits to be sent. Once more changes nothing. */
export async function unsubscribe(ctx: ActionContext, subscriberId: string): Promise<Result<Outcome>> {
  return record<Outcome>(ctx, async (trx) => {
    const subscriber = await findSubscriber(trx, subscriberId)
    if (!subscriber) return notFound('subscription')
    return ok({ id: subscriberId, changed: await stopSubscriber(trx, ctx, subscriber) })
  })
}
