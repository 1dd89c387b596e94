import type { Trx } from '../../../db/schema/index.ts'
import { recallSubscriber } from '../../../db/subscription/forgotten.ts'
import { changeSubscriberRow, insertSubscriber, type SubscriberRow } from '../../../db/subscription/subscribers.ts'
import { putSubscriptions, scopeColumns, subscriptionsOf } from '../../../db/subscription/subscriptions.ts'
import type { ConfirmationRequest } from '../../domain/incident/notice.ts'
import { type FieldError, invalid, ok, type Result } from '../../domain/refusal.ts'
import { DAY, type Instant, type Kind, MINUTE, type Scope } from '../../domain/vocabulary.ts'
import { newId } from '../../lib/ids.ts'
import { type ActionContext, record } from '../context.ts'
import { scopeName, unknownScope } from './scopes.ts'
import { sendConfirmation } from './send-confirmation.ts'

export interface EmailRequest {
  /** In lower case. */
  address: string
  /** One or more. */
  scopes: readonly Scope[]
  kinds: readonly Kind[]
  locale: string
  timeZone?: string | undefined
  source: 'page' | 'api'
  /** Staff's word that this is no abuse: a mail is sent however many there were. */
  unlimited?: boolean
}

/**
 * Notes that somebody wants to follow something at an address, and asks the address by mail. Only the link in the mail
 * makes it true, whoever follows what there already: a stranger can neither learn nor change anything. Answers
 * whether a mail goes out; the door must not tell. Refuses an unknown scope.
 */
export async function subscribeByEmail(
  ctx: ActionContext,
  request: EmailRequest,
): Promise<Result<{ id: string; mailed: boolean }>> {
  return record(ctx, async (trx) => {
    const errors = await unknownScopes(trx, request.scopes)
    if (errors.length > 0) return invalid(errors)
    const subscriber = await subscriberAt(trx, request, ctx.now)
    const earlier = mailsWithin(subscriber, ctx.now - 7 * DAY)
    const joined = request.unlimited ? null : await requestToJoin(trx, subscriber, earlier, ctx.now)
    const requestedAt = joined ?? Math.max(ctx.now, (earlier.at(-1) ?? 0) + 1)
    await putSubscriptions(
      trx,
      request.scopes.map((scope) => ({
        id: newId(),
        subscriber_id: subscriber.id,
        ...scopeColumns(scope, request.kinds),
        state: 'pending' as const,
        requested_at: requestedAt,
        confirmed_at: null,
      })),
    )
    if (joined === null) await ask(trx, subscriber, request, [...earlier, requestedAt], ctx.now)
    return ok({ id: subscriber.id, mailed: joined === null })
  })
}

async function unknownScopes(trx: Trx, scopes: readonly Scope[]): Promise<FieldError[]> {
  const errors: FieldError[] = []
  for (const scope of scopes) errors.push(...(await unknownScope(trx, scope, '/scope')))
  return errors
}

async function subscriberAt(trx: Trx, request: EmailRequest, now: Instant): Promise<SubscriberRow> {
  const known = await recallSubscriber(trx, request.address)
  if (known) return known
  return insertSubscriber(trx, {
    id: newId(),
    channel: 'email',
    address: request.address,
    keys: null,
    locale: request.locale,
    time_zone: request.timeZone ?? null,
    state: 'pending',
    off_reason: null,
    source: request.source,
    created_at: now,
    updated_at: now,
  })
}

function mailsWithin(subscriber: SubscriberRow, since: Instant): Instant[] {
  return (JSON.parse(subscriber.confirmation_mails) as Instant[]).filter((at) => at > since)
}

const AGAIN_AFTER = 10 * MINUTE
const PER_DAY = 3
const PER_WEEK = 6

/**
 * The earlier request whose mail serves this one too, or null if a mail may go out: nobody can have an address
 * flooded with mails that it did not ask for.
 */
async function requestToJoin(
  trx: Trx,
  subscriber: SubscriberRow,
  mails: readonly Instant[],
  now: Instant,
): Promise<Instant | null> {
  const last = mails.at(-1)
  if (last === undefined) return null
  const today = mails.filter((at) => at > now - DAY).length
  if (today >= PER_DAY || mails.length >= PER_WEEK) return last
  if (last <= now - AGAIN_AFTER) return null
  const unanswered = (await subscriptionsOf(trx, subscriber.id, 'pending')).some((row) => row.requested_at === last)
  return unanswered ? last : null
}

/** Sends the question. What the request says about the address holds only while nobody has confirmed it. */
async function ask(
  trx: Trx,
  subscriber: SubscriberRow,
  { scopes, locale, timeZone }: EmailRequest,
  mails: readonly Instant[],
  now: Instant,
): Promise<void> {
  await changeSubscriberRow(trx, subscriber.id, {
    confirmation_mails: JSON.stringify(mails),
    ...(subscriber.state === 'pending' && { locale, time_zone: timeZone ?? null, updated_at: now }),
  })
  const follows: ConfirmationRequest['follows'][number][] = []
  for (const scope of scopes) {
    const id = scope.type === 'all' ? '' : scope.id
    follows.push({ type: scope.type, id, name: (await scopeName(trx, scope)) ?? null })
  }
  const requestedAt = mails.at(-1) ?? now
  await sendConfirmation(trx, { subscriberId: subscriber.id, requestedAt, follows, locale }, now)
}
