import type { Trx } from '../../../db/schema/index.ts'
import { changeSubscriberRow, findSubscriberAt, insertSubscriber } from '../../../db/subscription/subscribers.ts'
import { putSubscriptions, scopeColumns } from '../../../db/subscription/subscriptions.ts'
import { appendAudit } from '../../../db/system/audit.ts'
import { invalid, ok, type Result } from '../../domain/refusal.ts'
import type { Kind, Scope } from '../../domain/vocabulary.ts'
import { newId } from '../../lib/ids.ts'
import { type ActionContext, record } from '../context.ts'
import { unknownScope } from './scopes.ts'

/** A browser's push endpoint and the keys its messages are encrypted with; checked by the channel. */
export interface PushTarget {
  endpoint: string
  keys: { p256dh: string; auth: string }
}

export interface PushRequest {
  target: PushTarget
  scope: Scope
  kinds: readonly Kind[]
  locale: string
  timeZone?: string | undefined
  source: 'page' | 'api'
}

/**
 * Follows one more scope in a browser, at once: the browser has asked its user. The same endpoint is the same
 * subscriber. Answers its id; refuses an unknown scope.
 */
export async function subscribeByPush(ctx: ActionContext, request: PushRequest): Promise<Result<{ id: string }>> {
  return record(ctx, async (trx) => {
    const errors = await unknownScope(trx, request.scope, '/scope')
    if (errors.length > 0) return invalid(errors)
    const id = await putSubscriber(trx, ctx, request)
    await putSubscriptions(trx, [
      {
        id: newId(),
        subscriber_id: id,
        ...scopeColumns(request.scope, request.kinds),
        state: 'active',
        requested_at: ctx.now,
        confirmed_at: ctx.now,
      },
    ])
    await appendAudit(trx, {
      at: ctx.now,
      actor: ctx.actor.name,
      action: 'subscriber.subscribe',
      object: `subscriber/${id}`,
      detail: { channel: 'webpush', scope: request.scope, kinds: request.kinds },
    })
    return ok({ id })
  })
}

async function putSubscriber(trx: Trx, { now }: ActionContext, request: PushRequest): Promise<string> {
  const { target, locale, timeZone, source } = request
  const known = await findSubscriberAt(trx, 'webpush', target.endpoint)
  const state = {
    keys: JSON.stringify(target.keys),
    locale,
    time_zone: timeZone ?? known?.time_zone ?? null,
    state: 'active' as const,
    off_reason: null,
    updated_at: now,
  }
  if (known) {
    await changeSubscriberRow(trx, known.id, state)
    return known.id
  }
  const id = newId()
  await insertSubscriber(trx, { id, channel: 'webpush', address: target.endpoint, ...state, source, created_at: now })
  return id
}
