import type { Trx } from '../../../db/schema/index.ts'
import { changeSubscriberRow, findSubscriber, type SubscriberRow } from '../../../db/subscription/subscribers.ts'
import { deleteSubscriptions, followOf, putSubscriptions, requestedAt } from '../../../db/subscription/subscriptions.ts'
import { tellOwner } from '../../../db/subscription/tell-owner.ts'
import { addressSecretOf } from '../../../db/system/audit-key.ts'
import type { ChannelKind } from '../../channels/kind.ts'
import { CHANNEL_KINDS, kindNamed, OWNERS_WAY } from '../../channels/kinds.ts'
import { notFound, ok, type Result } from '../../domain/refusal.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import { newId } from '../../lib/ids.ts'
import { newSigningSecret, openAddress, sealAddress } from '../../lib/secret/sealed-address.ts'
import { type ActionContext, type Outcome, record } from '../context.ts'
import { auditStaff } from './audit-staff.ts'

/** `secret`: what messages are signed with from now on, to be shown this once; null if there is none, or it is known. */
type Confirmed = Outcome & { secret?: string | null }

/**
 * Confirms exactly what was asked for in one request. It also brings back an address that was switched off: whoever
 * opened the link reads mail there. A second confirmation changes nothing.
 */
export async function confirmSubscription(
  ctx: ActionContext,
  request: { subscriberId: string; requestedAt: Instant },
  channels: readonly ChannelKind[] = CHANNEL_KINDS,
): Promise<Result<Confirmed>> {
  return record<Confirmed>(ctx, async (trx) => {
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
    await changeSubscriberRow(trx, subscriber.id, {
      ...{ state: 'active', off_reason: null, disabled_why: null, left_behind: null, updated_at: ctx.now },
    })
    const secret = await connect(trx, subscriber, kindNamed(channels, subscriber.channel), ctx.now)
    const detail = { follows: pending.map(followOf), was: subscriber.off_reason ?? subscriber.state }
    await auditStaff(trx, ctx, 'subscriber.confirm', subscriber.id, detail)
    return ok({ id: subscriber.id, changed: true, secret })
  })
}

/**
 * What an address with an owner begins with, unless messages go there already: the owner gets the links that manage it,
 * and a secret if messages are signed, which is returned.
 */
async function connect(trx: Trx, row: SubscriberRow, kind: ChannelKind | null, now: Instant): Promise<string | null> {
  if (row.owner === null || row.state === 'active' || !kind) return null
  const via = { title: kind.title, address: kind.mask(row.address) }
  await tellOwner(trx, row, { what: 'connected', via }, OWNERS_WAY, now)
  await changeSubscriberRow(trx, row.id, { warned_at: null })
  const key = addressSecretOf(trx)
  const address = kind.signs ? openAddress(key, row.keys) : null
  if (!address) return null
  const secret = newSigningSecret()
  const keys = sealAddress(key, { ...address, secrets: [{ secret, until: null }] })
  await changeSubscriberRow(trx, row.id, { keys: JSON.stringify(keys) })
  return secret
}
