import { releaseHeld } from '../../../db/delivery/held.ts'
import type { Trx } from '../../../db/schema/index.ts'
import { isForgotten } from '../../../db/subscription/forgotten.ts'
import {
  changeSubscriberRow,
  findSubscriber,
  noteHeardOf,
  type SubscriberRow,
} from '../../../db/subscription/subscribers.ts'
import {
  deleteSubscriptions,
  followOf,
  putSubscriptions,
  type SubscriptionRow,
  saysTheSame,
  scopeColumns,
  subscriptionsOf,
} from '../../../db/subscription/subscriptions.ts'
import { type ChannelKind, keysOf } from '../../channels/kind.ts'
import { CHANNEL_KINDS, kindNamed } from '../../channels/kinds.ts'
import { conflict, type FieldError, invalid, notFound, ok, type Result } from '../../domain/refusal.ts'
import { digestInZone } from '../../domain/subscription/digest.ts'
import { clientAllowances, type Stranger } from '../../domain/subscription/limits.ts'
import type { QuietHours } from '../../domain/subscription/quiet-hours.ts'
import { DAY, type Instant, type Kind, type Scope } from '../../domain/vocabulary.ts'
import { newId } from '../../lib/ids.ts'
import { type ActionContext, type Outcome, record } from '../context.ts'
import { allow } from './allow.ts'
import { auditStaff } from './audit-staff.ts'
import { type Move, moveSubscriber } from './move-subscriber.ts'
import { unknownScope } from './scopes.ts'
import { stopSubscriber } from './stop-subscriber.ts'

interface Follow {
  scope: Scope
  kinds: readonly Kind[]
}

interface SubscriptionChange {
  /** Everything to be followed from now on; an empty list stops all messages. */
  follows?: readonly Follow[]
  locale?: string
  timeZone?: string | null
  /** Null: none. */
  quietHours?: QuietHours | null
  /** The weekly overview of what is planned. */
  digest?: boolean
  /** The subscriber moved to another address. */
  move?: Move
  /** Who asks, if there are limits for them. */
  by?: Stranger
}

/**
 * Changes what a subscriber follows and how it is told. The caller has proven to be the subscriber. Returns whether that
 * changed anything; what is so already is not written again.
 */
export async function changeSubscription(
  ctx: ActionContext,
  subscriberId: string,
  change: SubscriptionChange,
): Promise<Result<Outcome>> {
  return record<Outcome>(ctx, async (trx) => {
    const subscriber = await findSubscriber(trx, subscriberId)
    if (!subscriber || subscriber.state === 'pending') return notFound('subscription')
    if (subscriber.state === 'off' && !canMoveBack(subscriber, change)) {
      return conflict('subscription_off', 'This subscription was stopped. Subscribe again on the page.')
    }
    const before = await subscriptionsOf(trx, subscriberId, 'active')
    const errors = await impossible(trx, subscriber, before, change)
    if (errors.length > 0) return invalid(errors)
    if (change.follows?.length === 0) {
      return ok({ id: subscriberId, changed: await stopSubscriber(trx, ctx, subscriber) })
    }
    const difference = differenceTo(before, change.follows)
    if (isSo(subscriber, change) && difference.isNone) {
      await noteHeardOf(trx, [subscriberId], ctx.now - DAY, ctx.now)
      return ok({ id: subscriberId, changed: false })
    }
    const cost = 1 + difference.added
    const allowed = await allow(trx, change.by ? clientAllowances(change.by, 'changes', cost) : [], ctx.now)
    if (!allowed.ok) return allowed
    await apply(trx, subscriber, change, ctx)
    // Whoever moved to an address follows what was followed there, until this says otherwise.
    const now = change.move ? await subscriptionsOf(trx, subscriberId, 'active') : before
    await follow(trx, subscriberId, differenceTo(now, change.follows), ctx.now)
    const { follows, locale, timeZone, quietHours, digest } = change
    const detail = { follows, locale, timeZone, quietHours, digest, moved: !!change.move }
    await auditStaff(trx, ctx, 'subscriber.change', subscriberId, detail)
    return ok({ id: subscriberId, changed: true })
  })
}

/** Is the subscriber told in just this way already? */
function isSo(subscriber: SubscriberRow, change: SubscriptionChange): boolean {
  const { locale, timeZone, digest, move } = change
  return (
    subscriber.state === 'active' &&
    (locale === undefined || locale === subscriber.locale) &&
    (timeZone === undefined || timeZone === subscriber.time_zone) &&
    !isOtherQuiet(subscriber, change) &&
    (digest === undefined || digest === (subscriber.digest_at !== null)) &&
    (move === undefined || (move.target.address === subscriber.address && keysOf(move.target) === subscriber.keys))
  )
}

/** Are the quiet hours to be others than they are? */
function isOtherQuiet({ quiet_from, quiet_to }: SubscriberRow, { quietHours: quiet }: SubscriptionChange): boolean {
  return quiet !== undefined && ((quiet?.from ?? null) !== quiet_from || (quiet?.to ?? null) !== quiet_to)
}

async function apply(
  trx: Trx,
  subscriber: SubscriberRow,
  change: SubscriptionChange,
  { plan, now }: ActionContext,
): Promise<void> {
  const { quietHours: quiet, timeZone: zone = subscriber.time_zone } = change
  const { digest_at: due } = subscriber
  const isMoved = zone !== subscriber.time_zone
  const dueAt = due === null || isMoved ? digestInZone(due, now, zone ?? plan.zone) : due
  if (isMoved || isOtherQuiet(subscriber, change)) await releaseHeld(trx, subscriber.id)
  await changeSubscriberRow(trx, subscriber.id, {
    locale: change.locale ?? subscriber.locale,
    time_zone: zone,
    ...(quiet !== undefined && { quiet_from: quiet?.from ?? null, quiet_to: quiet?.to ?? null }),
    digest_at: (change.digest ?? due !== null) ? dueAt : null,
    state: 'active',
    off_reason: null,
    updated_at: now,
  })
  if (change.move) await moveSubscriber(trx, subscriber, change.move, now)
}

/** An address that died was switched off; whoever moved from it is the same subscriber, who never asked to stop. */
function canMoveBack(subscriber: SubscriberRow, change: SubscriptionChange): boolean {
  if (isForgotten(subscriber.address) || subscriber.off_reason === 'unsubscribed') return false
  return change.move?.kind.name === subscriber.channel
}

/** What is followed already may stay, even where it can no longer be found. */
async function impossible(
  trx: Trx,
  subscriber: SubscriberRow,
  before: readonly SubscriptionRow[],
  change: SubscriptionChange,
): Promise<FieldError[]> {
  const errors: FieldError[] = []
  if (change.move && change.move.kind.name !== subscriber.channel) errors.push(wrongChannel(change.move.kind))
  if (change.digest && kindNamed(CHANNEL_KINDS, subscriber.channel)?.confirms !== 'by-link')
    errors.push({ pointer: '/digest', detail: 'The weekly overview comes by e-mail alone.' })
  const seen = new Set(before.map((row) => key(followOf(row).scope)))
  const named = new Set<string>()
  for (const [index, { scope }] of (change.follows ?? []).entries()) {
    const pointer = `/follows/${index}/scope`
    if (named.has(key(scope))) errors.push({ pointer, detail: 'This is named twice.' })
    else if (!seen.has(key(scope))) errors.push(...(await unknownScope(trx, scope, pointer)))
    named.add(key(scope))
  }
  return errors
}

function wrongChannel({ field, moves }: ChannelKind): FieldError {
  return { pointer: `/${field}`, detail: moves?.refusal ?? 'This subscription has another channel.' }
}

interface Difference {
  /** No longer followed, and to be followed anew or otherwise. */
  dropped: SubscriptionRow[]
  changed: ReturnType<typeof scopeColumns>[]
  /** How many were not followed before. */
  added: number
  isNone: boolean
}

/** What it takes to follow exactly this; without a list, nothing. */
function differenceTo(before: readonly SubscriptionRow[], follows: readonly Follow[] | undefined): Difference {
  if (!follows) return { dropped: [], changed: [], added: 0, isNone: true }
  const wanted = follows.map(({ scope, kinds }) => scopeColumns(scope, kinds))
  const kept = new Set(follows.map(({ scope }) => key(scope)))
  const dropped = before.filter((row) => !kept.has(key(followOf(row).scope)))
  const changed = wanted.filter((columns) => !before.some((row) => saysTheSame(row, columns)))
  const added = follows.length - (before.length - dropped.length)
  return { dropped, changed, added, isNone: dropped.length === 0 && changed.length === 0 }
}

async function follow(trx: Trx, subscriberId: string, difference: Difference, now: Instant): Promise<void> {
  await deleteSubscriptions(
    trx,
    difference.dropped.map((row) => row.id),
  )
  const times = { requested_at: now, confirmed_at: now }
  await putSubscriptions(
    trx,
    difference.changed.map((columns) => ({
      ...{ id: newId(), subscriber_id: subscriberId, ...columns, state: 'active' as const },
      ...times,
    })),
  )
}

function key(scope: Scope): string {
  return scope.type === 'all' ? 'all' : `${scope.type}:${scope.id}`
}
