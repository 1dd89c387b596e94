import type { Trx } from '../../../../db/schema/index.ts'
import { changeSubscriberRow, findSubscriber } from '../../../../db/subscription/subscribers.ts'
import { putSubscriptions, scopeColumns } from '../../../../db/subscription/subscriptions.ts'
import { conflict, ok, type Result } from '../../../domain/refusal.ts'
import { canBeUndone, type LeftBehind } from '../../../domain/subscription/leaving.ts'
import type { Instant } from '../../../domain/vocabulary.ts'
import { newId } from '../../../lib/ids.ts'
import { type ActionContext, type Outcome, record } from '../../context.ts'
import { auditStaff } from '../audit-staff.ts'
import { scopeName } from '../scopes.ts'

/**
 * Takes a departure back, once: exactly what was followed is followed again, as far as it is still there, told as it was,
 * and managed by the links from before. Refused where it was taken back already, or the address has left again since.
 */
export async function takeBack(
  ctx: ActionContext,
  departure: { subscriberId: string; at: Instant },
): Promise<Result<Outcome>> {
  return record<Outcome>(ctx, async (trx) => {
    const subscriber = await findSubscriber(trx, departure.subscriberId)
    if (!subscriber || !canBeUndone(subscriber, departure.at)) return conflict('nothing_left', 'This is over.')
    const behind: LeftBehind = JSON.parse(subscriber.left_behind)
    const follows = await stillThere(trx, behind.follows)
    if (follows.length === 0) return conflict('nothing_left', 'What was followed is not there any more.')
    await changeSubscriberRow(trx, subscriber.id, {
      ...{ state: 'active', off_reason: null, left_behind: null, updated_at: ctx.now },
      ...{ locale: behind.locale, time_zone: behind.timeZone, digest_at: behind.digestAt },
      ...{ quiet_from: behind.quietFrom, quiet_to: behind.quietTo },
      link_generation: behind.linkGeneration ?? subscriber.link_generation,
    })
    const rest = { state: 'active', requested_at: ctx.now, confirmed_at: ctx.now } as const
    await putSubscriptions(
      trx,
      follows.map(({ scope, kinds }) => ({
        ...{ id: newId(), subscriber_id: subscriber.id, ...scopeColumns(scope, kinds) },
        ...rest,
      })),
    )
    await auditStaff(trx, ctx, 'subscriber.take_back', subscriber.id, { follows })
    return ok({ id: subscriber.id, changed: true })
  })
}

async function stillThere(trx: Trx, follows: LeftBehind['follows']): Promise<LeftBehind['follows'][number][]> {
  const found = await Promise.all(follows.map(async ({ scope }) => (await scopeName(trx, scope)) !== undefined))
  return follows.filter((_, index) => found[index])
}
