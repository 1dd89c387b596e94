import { changeSubscriberRow } from '../../../../db/subscription/subscribers.ts'
import { addressSecretOf } from '../../../../db/system/audit-key.ts'
import type { ChannelKind } from '../../../channels/kind.ts'
import { conflict, ok, type Result } from '../../../domain/refusal.ts'
import { DAY, type Instant } from '../../../domain/vocabulary.ts'
import { newSigningSecret, openAddress, sealAddress } from '../../../lib/secret/sealed-address.ts'
import { type ActionContext, record } from '../../context.ts'
import { auditStaff } from '../audit-staff.ts'
import { ownedSubscriber } from './owned-subscriber.ts'

/** So long messages are signed with a secret that was replaced as well. */
const BESIDE = DAY
/** Each is one more signature in every message. */
const MOST = 5
const TOO_MANY = `${MOST} signing secrets are valid already. Make another one once the oldest has been replaced for 24 hours.`

/** Makes a new secret to sign messages with, beside which every other stays valid for 24 hours. It is in the answer alone. */
export async function renewSecret(
  ctx: ActionContext,
  subscriberId: string,
  channels?: readonly ChannelKind[],
): Promise<Result<{ secret: string; olderUntil: Instant }>> {
  return record(ctx, async (trx) => {
    const owned = await ownedSubscriber(trx, subscriberId, 'secret', ctx.now, channels)
    if (!owned.ok) return owned
    const { subscriber, kind } = owned.value
    const key = addressSecretOf(trx)
    const address = kind.signs ? openAddress(key, subscriber.keys) : null
    if (!address) return conflict('not_signed', 'Messages of this channel are not signed.')
    const [secret, olderUntil] = [newSigningSecret(), ctx.now + BESIDE]
    const live = address.secrets.filter(({ until }) => until === null || until > ctx.now)
    if (live.length >= MOST) return conflict('too_many_secrets', TOO_MANY)
    const older = live.map((one) => ({ ...one, until: one.until ?? olderUntil }))
    const sealed = sealAddress(key, { ...address, secrets: [{ secret, until: null }, ...older] })
    await changeSubscriberRow(trx, subscriberId, { keys: JSON.stringify(sealed) })
    await auditStaff(trx, ctx, 'subscriber.secret', subscriberId, {})
    return ok({ secret, olderUntil })
  })
}
