import { queueAgain } from '../../../../db/delivery/again.ts'
import { attemptOf } from '../../../../db/delivery/attempts.ts'
import type { ChannelKind } from '../../../channels/kind.ts'
import { conflict, notFound, ok, type Result } from '../../../domain/refusal.ts'
import { type ActionContext, record } from '../../context.ts'
import { auditStaff } from '../audit-staff.ts'
import { ownedSubscriber } from './owned-subscriber.ts'

/** Sends once more what an attempt was to send, under the same id. Returns the event's number. */
export async function replayAttempt(
  ctx: ActionContext,
  subscriberId: string,
  attemptId: string,
  channels?: readonly ChannelKind[],
): Promise<Result<{ event: number }>> {
  return record(ctx, async (trx) => {
    const owned = await ownedSubscriber(trx, subscriberId, 'replay', ctx.now, channels)
    if (!owned.ok) return owned
    const attempt = await attemptOf(trx, subscriberId, attemptId)
    if (!attempt) return notFound('attempt')
    const { event_id: event } = attempt
    const queued = await queueAgain(trx, { eventId: event, subscriberId }, ctx.now)
    if (queued === 'waiting') return conflict('still_waiting', 'This message is still waiting to be sent.')
    if (queued === 'gone') return conflict('too_old', 'This message is too old to be sent again.')
    await auditStaff(trx, ctx, 'subscriber.replay', subscriberId, { event })
    return ok({ event })
  })
}
