import type { Trx } from '../../../db/schema/index.ts'
import { isForgotten } from '../../../db/subscription/forgotten.ts'
import {
  changeSubscriberRow,
  findSubscriber,
  findSubscriberAt,
  type SubscriberRow,
} from '../../../db/subscription/subscribers.ts'
import {
  deleteSubscriptions,
  followOf,
  putSubscriptions,
  type SubscriptionRow,
  scopeColumns,
  subscriptionsOf,
} from '../../../db/subscription/subscriptions.ts'
import { vacate } from '../../../db/subscription/tidy.ts'
import { appendAudit } from '../../../db/system/audit.ts'
import type { ChannelKind, Target } from '../../channels/kind.ts'
import { conflict, type FieldError, invalid, notFound, ok, type Result } from '../../domain/refusal.ts'
import type { Instant, Kind, Scope } from '../../domain/vocabulary.ts'
import { newId } from '../../lib/ids.ts'
import { type ActionContext, record } from '../context.ts'
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
  /** The subscriber moved to another address. */
  move?: Move
}

/** To an address of the channel, which must be the subscriber's. */
export interface Move {
  kind: ChannelKind
  target: Target
}

/** Changes what a subscriber follows and how it is told. The caller has proven to be the subscriber. */
export async function changeSubscription(
  ctx: ActionContext,
  subscriberId: string,
  change: SubscriptionChange,
): Promise<Result<{ id: string }>> {
  return record(ctx, async (trx) => {
    const subscriber = await findSubscriber(trx, subscriberId)
    if (!subscriber || subscriber.state === 'pending') return notFound('subscription')
    if (subscriber.state === 'off' && !canMoveBack(subscriber, change)) {
      return conflict('subscription_off', 'This subscription was stopped. Subscribe again on the page.')
    }
    const errors = await impossible(trx, subscriber, change)
    if (errors.length > 0) return invalid(errors)
    await changeSubscriberRow(trx, subscriberId, {
      locale: change.locale ?? subscriber.locale,
      time_zone: change.timeZone === undefined ? subscriber.time_zone : change.timeZone,
      state: 'active',
      off_reason: null,
      updated_at: ctx.now,
    })
    if (change.move) await move(trx, subscriber, change.move, ctx.now)
    if (change.follows?.length === 0) await stopSubscriber(trx, ctx, subscriber)
    else if (change.follows) await followExactly(trx, ctx, subscriberId, change.follows)
    await appendAudit(trx, {
      at: ctx.now,
      actor: ctx.actor.name,
      action: 'subscriber.change',
      object: `subscriber/${subscriberId}`,
      detail: { follows: change.follows, locale: change.locale, timeZone: change.timeZone, moved: !!change.move },
    })
    return ok({ id: subscriberId })
  })
}

/** An address that died was switched off; whoever moved from it is the same subscriber, who never asked to stop. */
function canMoveBack(subscriber: SubscriberRow, change: SubscriptionChange): boolean {
  if (isForgotten(subscriber.address) || subscriber.off_reason === 'unsubscribed') return false
  return change.move?.kind.name === subscriber.channel
}

/** What is followed already may stay, even where it can no longer be found. */
async function impossible(trx: Trx, subscriber: SubscriberRow, change: SubscriptionChange): Promise<FieldError[]> {
  const errors: FieldError[] = []
  if (change.move && change.move.kind.name !== subscriber.channel) errors.push(wrongChannel(change.move.kind))
  const seen = new Set((await subscriptionsOf(trx, subscriber.id, 'active')).map((row) => key(followOf(row).scope)))
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

async function followExactly(
  trx: Trx,
  { now }: ActionContext,
  subscriberId: string,
  follows: readonly Follow[],
): Promise<void> {
  const kept = new Set(follows.map(({ scope }) => key(scope)))
  const before = await subscriptionsOf(trx, subscriberId, 'active')
  const dropped = before.filter((row: SubscriptionRow) => !kept.has(key(followOf(row).scope)))
  await deleteSubscriptions(
    trx,
    dropped.map((row) => row.id),
  )
  await putSubscriptions(
    trx,
    follows.map(({ scope, kinds }) => ({
      id: newId(),
      subscriber_id: subscriberId,
      ...scopeColumns(scope, kinds),
      state: 'active' as const,
      requested_at: now,
      confirmed_at: now,
    })),
  )
}

/** The old address is dead. If somebody has subscribed the new one meanwhile, that subscriber becomes part of this. */
async function move(trx: Trx, subscriber: SubscriberRow, { kind, target }: Move, now: Instant): Promise<void> {
  const { address, keys } = target
  const other = await findSubscriberAt(trx, kind.name, address)
  if (other && other.id !== subscriber.id) {
    const theirs = await subscriptionsOf(trx, other.id, 'active')
    await vacate(trx, other.id, 'known by its older subscription', now)
    await putSubscriptions(
      trx,
      theirs.map((row) => ({ ...row, subscriber_id: subscriber.id })),
    )
  }
  await changeSubscriberRow(trx, subscriber.id, { address, keys: keys && JSON.stringify(keys) })
}

function key(scope: Scope): string {
  return scope.type === 'all' ? 'all' : `${scope.type}:${scope.id}`
}
