import type { Trx } from '../../../db/schema/index.ts'
import { ensureSubscriber } from '../../../db/subscription/ensure-subscriber.ts'
import {
  changeSubscriberRow,
  findSubscriberAt,
  noteHeardOf,
  type SubscriberRow,
} from '../../../db/subscription/subscribers.ts'
import { putSubscriptions, saysTheSame, scopeColumns, subscriptionsOf } from '../../../db/subscription/subscriptions.ts'
import { type ChannelKind, keysOf, type Target } from '../../channels/kind.ts'
import { invalid, ok, type Result } from '../../domain/refusal.ts'
import { clientAllowances, type Stranger } from '../../domain/subscription/limits.ts'
import type { QuietHours } from '../../domain/subscription/quiet-hours.ts'
import { DAY, type Kind, type Scope } from '../../domain/vocabulary.ts'
import { newId } from '../../lib/ids.ts'
import { type ActionContext, type Outcome, record } from '../context.ts'
import { allow } from './allow.ts'
import { auditStaff } from './audit-staff.ts'
import { unknownScope } from './scopes.ts'

export interface AtOnceRequest {
  /** A channel that confirms at once. */
  kind: ChannelKind
  target: Target
  scope: Scope
  kinds: readonly Kind[]
  locale: string
  timeZone?: string
  quietHours?: QuietHours
  source: 'page' | 'api'
  /** Who asks, if there are limits for them. */
  stranger?: Stranger
}

/**
 * Follows one more scope, active at once: who names the address has been asked, as a browser asks its user. The same
 * address is the same subscriber. Returns its id, and whether anything is new; refuses an unknown scope, and a stranger
 * who has used up its allowance.
 */
export async function subscribeAtOnce(ctx: ActionContext, request: AtOnceRequest): Promise<Result<Outcome>> {
  const { kind, target, scope, kinds, locale, timeZone, quietHours, source, stranger } = request
  const allowances = stranger
    ? (['atOnce', 'atOnceADay'] as const).flatMap((what) => clientAllowances(stranger, what))
    : []
  return record<Outcome>(ctx, async (trx) => {
    const errors = await unknownScope(trx, scope, '/scope')
    if (errors.length > 0) return invalid(errors)
    const known = await findSubscriberAt(trx, kind.name, target.address)
    if (known && (await isAlready(trx, known, request))) {
      await noteHeardOf(trx, [known.id], ctx.now - DAY, ctx.now)
      return ok({ id: known.id, changed: false })
    }
    const allowed = await allow(trx, allowances, ctx.now)
    if (!allowed.ok) return allowed
    const fields = { locale, time_zone: timeZone ?? null, state: 'active', source } as const
    const place = { channel: kind.name, address: target.address, keys: keysOf(target) }
    const subscriber = await ensureSubscriber(trx, place, fields, ctx.now)
    const { id } = subscriber
    await changeSubscriberRow(trx, id, {
      ...{ keys: keysOf(target), locale, time_zone: timeZone ?? subscriber.time_zone },
      ...(quietHours && { quiet_from: quietHours.from, quiet_to: quietHours.to }),
      ...{ state: 'active', off_reason: null, disabled_why: null, updated_at: ctx.now },
    })
    const times = { requested_at: ctx.now, confirmed_at: ctx.now }
    await putSubscriptions(trx, [
      { id: newId(), subscriber_id: id, ...scopeColumns(scope, kinds), state: 'active', ...times },
    ])
    await auditStaff(trx, ctx, 'subscriber.subscribe', id, { channel: kind.name, scope, kinds })
    return ok({ id, changed: true })
  })
}

/** Does the subscriber follow this already, in just this way? */
async function isAlready(trx: Trx, known: SubscriberRow, request: AtOnceRequest): Promise<boolean> {
  const { target, scope, kinds, locale, timeZone, quietHours: quiet } = request
  if (quiet && (quiet.from !== known.quiet_from || quiet.to !== known.quiet_to)) return false
  if (known.state !== 'active' || known.keys !== keysOf(target) || known.locale !== locale) return false
  if (timeZone !== undefined && timeZone !== known.time_zone) return false
  return (await subscriptionsOf(trx, known.id, 'active')).some((row) => saysTheSame(row, scopeColumns(scope, kinds)))
}
