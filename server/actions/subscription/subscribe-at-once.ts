import { changeSubscriberRow } from '../../../db/subscription/subscribers.ts'
import { putSubscriptions, scopeColumns } from '../../../db/subscription/subscriptions.ts'
import { appendAudit } from '../../../db/system/audit.ts'
import type { ChannelKind, Target } from '../../channels/kind.ts'
import { invalid, ok, type Result } from '../../domain/refusal.ts'
import type { Kind, Scope } from '../../domain/vocabulary.ts'
import { newId } from '../../lib/ids.ts'
import { type ActionContext, record } from '../context.ts'
import { ensureSubscriber } from './ensure-subscriber.ts'
import { unknownScope } from './scopes.ts'

export interface AtOnceRequest {
  /** A channel that confirms at once. */
  kind: ChannelKind
  target: Target
  scope: Scope
  kinds: readonly Kind[]
  locale: string
  timeZone?: string
  source: 'page' | 'api'
}

/**
 * Follows one more scope, active at once: who names the address has been asked, as a browser asks its user. The same
 * address is the same subscriber. Returns its id, or a refusal for an unknown scope.
 */
export async function subscribeAtOnce(ctx: ActionContext, request: AtOnceRequest): Promise<Result<{ id: string }>> {
  const { kind, target, scope, kinds, locale, timeZone, source } = request
  return record(ctx, async (trx) => {
    const errors = await unknownScope(trx, scope, '/scope')
    if (errors.length > 0) return invalid(errors)
    const fields = { locale, time_zone: timeZone ?? null, state: 'active', source } as const
    const subscriber = await ensureSubscriber(trx, kind, target, fields, ctx.now)
    const { id } = subscriber
    await changeSubscriberRow(trx, id, {
      ...{ keys: target.keys && JSON.stringify(target.keys), locale, time_zone: timeZone ?? subscriber.time_zone },
      ...{ state: 'active', off_reason: null, updated_at: ctx.now },
    })
    const times = { requested_at: ctx.now, confirmed_at: ctx.now }
    await putSubscriptions(trx, [
      { id: newId(), subscriber_id: id, ...scopeColumns(scope, kinds), state: 'active', ...times },
    ])
    await appendAudit(trx, {
      at: ctx.now,
      actor: ctx.actor.name,
      action: 'subscriber.subscribe',
      object: `subscriber/${id}`,
      detail: { channel: kind.name, scope, kinds },
    })
    return ok({ id })
  })
}
