import { supersedeTests } from '../../../../db/delivery/again.ts'
import { tellOne } from '../../../../db/delivery/tell.ts'
import { type ChannelKind, laneOf } from '../../../channels/kind.ts'
import { ok, type Result } from '../../../domain/refusal.ts'
import { newId } from '../../../lib/ids.ts'
import { type ActionContext, record } from '../../context.ts'
import { auditStaff } from '../audit-staff.ts'
import { ownedSubscriber } from './owned-subscriber.ts'

/** Sends a test to an address that has an owner: at once, in place of one that still waits. Returns the event's number. */
export async function sendTest(
  ctx: ActionContext,
  subscriberId: string,
  channels?: readonly ChannelKind[],
): Promise<Result<{ event: number }>> {
  return record(ctx, async (trx) => {
    const owned = await ownedSubscriber(trx, subscriberId, 'test', ctx.now, channels)
    if (!owned.ok) return owned
    const { subscriber, kind } = owned.value
    const to = { subscriberId, channel: kind.name, lane: laneOf(kind, subscriber.address) }
    await supersedeTests(trx, subscriberId, ctx.now)
    const test = { kind: 'subscription.test', topic: `test:${newId()}`, notice: null } as const
    const event = await tellOne(trx, test, to, ctx.now)
    await auditStaff(trx, ctx, 'subscriber.test', subscriberId, { event })
    return ok({ event })
  })
}
