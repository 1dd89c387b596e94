import { tellOne } from '../../../../db/delivery/tell.ts'
import type { Trx } from '../../../../db/schema/index.ts'
import { ensureSubscriber } from '../../../../db/subscription/ensure-subscriber.ts'
import { findSubscriberEverAt } from '../../../../db/subscription/forgotten.ts'
import { changeSubscriberRow, findSubscriber } from '../../../../db/subscription/subscribers.ts'
import { keepAllowances } from '../../../../db/system/allowances.ts'
import { type ChannelKind, laneOf, type Target } from '../../../channels/kind.ts'
import { CHANNEL_KINDS, kindNamed } from '../../../channels/kinds.ts'
import { conflict, invalid, limited, notFound, ok, type Result } from '../../../domain/refusal.ts'
import { answerTo, countedMails } from '../../../domain/subscription/confirmation-mails.ts'
import { clientAllowances, type Stranger } from '../../../domain/subscription/limits.ts'
import { isLeftAlone } from '../../../domain/subscription/mail-report.ts'
import { isAskedAlready, type MovingNotice, movingTo } from '../../../domain/subscription/moving.ts'
import type { Instant } from '../../../domain/vocabulary.ts'
import { type ActionContext, type Outcome, record } from '../../context.ts'
import { allow } from '../allow.ts'
import { auditStaff } from '../audit-staff.ts'
import { allowQuestion } from './allow-question.ts'
import { takeOver } from './take-over.ts'

interface Wish {
  kind: ChannelKind
  target: Target
  /** Who asks, if there are limits for them. */
  by?: Stranger
}

/**
 * Asks an address whether a subscriber's messages may come there; until it says so, all stays. Limited like questions of
 * strangers, and answered the same whatever is known of the address.
 */
export async function askToMove(ctx: ActionContext, subscriberId: string, wish: Wish): Promise<Result<Outcome>> {
  return record<Outcome>(ctx, async (trx) => {
    const { kind, target, by } = wish
    const subscriber = await findSubscriber(trx, subscriberId)
    if (!subscriber || subscriber.state === 'pending') return notFound('subscription')
    if (subscriber.state === 'off') return conflict('subscription_off', 'This subscription was stopped.')
    if (subscriber.channel !== kind.name)
      return invalid([{ pointer: `/${kind.field}`, detail: kind.moves?.refusal ?? 'This has another channel.' }])
    const allowed = await allow(trx, by ? clientAllowances(by, 'byLink') : [], ctx.now)
    if (!allowed.ok) return allowed
    const { address } = target
    const isHome = address === subscriber.address
    if (isHome || isAskedAlready(movingTo(subscriber, ctx.now), address, ctx.now)) {
      if (isHome) await changeSubscriberRow(trx, subscriberId, { moving_to: null })
      return ok({ id: subscriberId, changed: false })
    }
    const mailed = await takeMail(trx, wish, ctx.now)
    if (!mailed.ok) return mailed
    await changeSubscriberRow(trx, subscriberId, {
      ...{ moving_to: JSON.stringify({ address, at: ctx.now }), updated_at: ctx.now },
    })
    if (mailed.value) {
      const [from, to] = [kind.mask(subscriber.address), kind.mask(address)]
      const notice: MovingNotice = { what: 'ask', subscriberId, at: ctx.now, from, to, locale: subscriber.locale }
      await tell(trx, kind, address, notice, ctx.now)
    }
    return ok({ id: subscriberId, changed: true })
  })
}

/** Takes what a mail to the address costs; false: it gets none, which nobody is told. */
async function takeMail(trx: Trx, { kind, target: { address }, by }: Wish, now: Instant): Promise<Result<boolean>> {
  const known = await findSubscriberEverAt(trx, kind.name, address)
  const mails = countedMails(JSON.parse(known?.confirmation_mails ?? '[]'), now)
  if (by) {
    const taken = await allowQuestion(trx, { kind, address, stranger: by }, known, now)
    if (!taken.ok) return limited(taken.wait)
    const isInboxFull = taken.isInboxFull || (known !== null && isLeftAlone(known, now))
    if (answerTo({ mails, pending: [], isInboxFull }, now) !== 'mail') return ok(false)
    await keepAllowances(trx, taken.wholeAt)
  }
  const { id } = await reader(trx, kind, address, 'en', now)
  await changeSubscriberRow(trx, id, { confirmation_mails: JSON.stringify([...mails, now]) })
  return ok(true)
}

/** An address that said so gets what a subscriber got elsewhere until now. Both are told; returns who is told there. */
export async function confirmMove(
  ctx: ActionContext,
  asked: { subscriberId: string; at: Instant },
): Promise<Result<Outcome>> {
  return record<Outcome>(ctx, async (trx) => {
    const subscriber = await findSubscriber(trx, asked.subscriberId)
    const moving = subscriber && movingTo(subscriber, ctx.now)
    const kind = subscriber && kindNamed(CHANNEL_KINDS, subscriber.channel)
    if (!moving || !kind || subscriber.state !== 'active' || moving.at !== asked.at)
      return notFound('change of address')
    const { address: old, locale } = subscriber
    const there = await reader(trx, kind, moving.address, locale, ctx.now)
    await takeOver(trx, kind, { from: subscriber, to: there }, ctx.now)
    const [from, to] = [kind.mask(old), kind.mask(moving.address)]
    const notice = { subscriberId: subscriber.id, at: ctx.now, from, to, locale }
    await tell(trx, kind, old, { ...notice, what: 'moved' }, ctx.now)
    await tell(trx, kind, moving.address, { ...notice, what: 'arrived' }, ctx.now)
    await auditStaff(trx, ctx, 'subscriber.move', subscriber.id, null)
    return ok({ id: there.id, changed: true })
  })
}

async function tell(trx: Trx, kind: ChannelKind, address: string, notice: MovingNotice, now: Instant): Promise<void> {
  const { id } = await reader(trx, kind, address, notice.locale, now)
  const to = { subscriberId: id, channel: kind.name, lane: laneOf(kind, address) }
  await tellOne(trx, { kind: 'subscription.moving', topic: `moving:${notice.subscriberId}`, notice }, to, now)
}

/** The subscriber at an address, which follows nothing by being asked. */
function reader(trx: Trx, { name: channel }: ChannelKind, address: string, locale: string, now: Instant) {
  const fields = { locale, time_zone: null, state: 'pending', source: 'moving' } as const
  return ensureSubscriber(trx, { channel, address, keys: null }, fields, now)
}
