import type { Trx } from '../../../db/schema/index.ts'
import { ensureSubscriber } from '../../../db/subscription/ensure-subscriber.ts'
import { findSubscriberEverAt } from '../../../db/subscription/forgotten.ts'
import { changeSubscriberRow, countActiveAt, type SubscriberRow } from '../../../db/subscription/subscribers.ts'
import { putSubscriptions, scopeColumns, subscriptionsOf } from '../../../db/subscription/subscriptions.ts'
import { ownerOf } from '../../../db/subscription/tell-owner.ts'
import { askAllowances, keepAllowances } from '../../../db/system/allowances.ts'
import type { ChannelKind, Target } from '../../channels/kind.ts'
import { OWNER_KIND, OWNERS_WAY } from '../../channels/kinds.ts'
import type { ConfirmationRequest } from '../../domain/incident/notice.ts'
import { conflict, type FieldError, invalid, limited, ok, type Result } from '../../domain/refusal.ts'
import { answerTo, countedMails } from '../../domain/subscription/confirmation-mails.ts'
import { nextDigest } from '../../domain/subscription/digest.ts'
import { clientAllowances, type Stranger } from '../../domain/subscription/limits.ts'
import { isLeftAlone } from '../../domain/subscription/mail-report.ts'
import type { QuietHours } from '../../domain/subscription/quiet-hours.ts'
import type { Instant, Kind, Scope } from '../../domain/vocabulary.ts'
import { newId } from '../../lib/ids.ts'
import { placeIn } from '../../lib/secret/sealed-address.ts'
import { type ActionContext, record } from '../context.ts'
import { allow } from './allow.ts'
import { allowQuestion } from './mail/allow-question.ts'
import { placeOf } from './place-of.ts'
import { namedScope, unknownScope } from './scopes.ts'
import { sendConfirmation } from './send-confirmation.ts'

export interface LinkRequest {
  /** A channel that confirms by a link, or by its owner, who is then named. */
  kind: ChannelKind
  target: Target
  /** The e-mail address of whoever answers for the address, and is asked in its place. */
  owner?: string
  /** One or more. */
  scopes: readonly Scope[]
  kinds: readonly Kind[]
  locale: string
  timeZone?: string
  quietHours?: QuietHours
  /** The weekly overview of what is planned. */
  digest?: boolean
  source: 'page' | 'api' | 'console'
  /** Who asks. Without: staff's word that this is no abuse, and a mail is sent however many there were. */
  stranger?: Stranger
}

/**
 * Records that somebody wants to follow something at an address, and sends the address, or its owner, a link to confirm.
 * Only that link makes it true, whoever follows what there already: a stranger can neither learn nor change anything.
 * Returns whether a mail goes out, which callers must not reveal, or a refusal for an unknown scope or a limit that is
 * used up of the client or of all, whether a mail would go out or not. Where a limit of the address itself is used up, the
 * request joins the last mail; where that has no link that works, nothing is recorded.
 */
export async function subscribeByLink(
  ctx: ActionContext,
  request: LinkRequest,
): Promise<Result<{ id: string; mailed: boolean }>> {
  const { kind, target, owner = null, locale, timeZone, source, stranger } = request
  const place = placeOf(ctx.db, kind, target, owner)
  const allowances = stranger ? clientAllowances(stranger, 'byLink') : []
  // Before anything is locked: a flood must not stand in the way of a post.
  const early = await askAllowances(ctx.trx ?? ctx.db, allowances, ctx.now)
  if (!early.ok) return limited(early.wait)
  return record(ctx, async (trx) => {
    const errors = await unknownScopes(trx, request.scopes)
    if (errors.length > 0) return invalid(errors)
    const allowed = await allow(trx, allowances, ctx.now)
    if (!allowed.ok) return allowed
    const known = await findSubscriberEverAt(trx, kind.name, place.address)
    if (owner !== null && known?.state !== 'active' && (await isCrowded(trx, place)))
      return conflict('address_full', CROWDED)
    const asking = { kind, address: target.address, owner: request.owner }
    const mail = stranger ? await allowQuestion(trx, { ...asking, stranger }, known, ctx.now) : UNLIMITED
    if (!mail.ok) return limited(mail.wait)
    const earlier = countedMails(JSON.parse(known?.confirmation_mails ?? '[]'), ctx.now)
    const asked = owner === null ? known : await findSubscriberEverAt(trx, OWNER_KIND.name, owner)
    const isFull = mail.isInboxFull || (asked !== null && isLeftAlone(asked, ctx.now))
    const answer = stranger ? await answerFor(trx, known, earlier, isFull, ctx.now) : 'mail'
    if (answer === 'nothing') return ok({ id: known?.id ?? newId(), mailed: false })
    const fields = { locale, time_zone: timeZone ?? null, state: 'pending', source } as const
    const subscriber = await ensureSubscriber(trx, place, fields, ctx.now)
    const requestedAt = answer === 'mail' ? Math.max(ctx.now, (earlier.at(-1) ?? 0) + 1) : answer.joins
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
    if (answer === 'mail') {
      await keepAllowances(trx, mail.wholeAt)
      await ask(trx, subscriber, request, [...earlier, requestedAt], ctx)
    }
    return ok({ id: subscriber.id, mailed: answer === 'mail' })
  })
}

/** What staff ask for. */
const UNLIMITED = { ok: true, wholeAt: new Map(), isInboxFull: false } as const

/** So many owners may have messages sent to one address: each is a copy of its own there. */
const OWNERS = 3
const CROWDED = `Messages are sent to this address for ${OWNERS} owners already. Stop one of these subscriptions first.`

async function isCrowded(trx: Trx, { channel, address }: Pick<SubscriberRow, 'channel' | 'address'>): Promise<boolean> {
  return (await countActiveAt(trx, channel, `${placeIn(address)} `)) >= OWNERS
}

async function unknownScopes(trx: Trx, scopes: readonly Scope[]): Promise<FieldError[]> {
  const errors: FieldError[] = []
  for (const scope of scopes) errors.push(...(await unknownScope(trx, scope, '/scope')))
  return errors
}

async function answerFor(
  trx: Trx,
  known: SubscriberRow | null,
  mails: readonly Instant[],
  isInboxFull: boolean,
  now: Instant,
) {
  const rows = known ? await subscriptionsOf(trx, known.id, 'pending') : []
  return answerTo({ mails, pending: rows.map((row) => row.requested_at), isInboxFull }, now)
}

/** Sends the question. What the request says about the address holds only while nobody follows anything there. */
async function ask(
  trx: Trx,
  subscriber: SubscriberRow,
  { kind, target, owner, scopes, locale, timeZone, quietHours: quiet, digest }: LinkRequest,
  mails: readonly Instant[],
  { plan, now }: ActionContext,
): Promise<void> {
  await changeSubscriberRow(trx, subscriber.id, {
    confirmation_mails: JSON.stringify(mails),
    ...(subscriber.state !== 'active' && {
      ...{ locale, time_zone: timeZone ?? null, quiet_from: quiet?.from ?? null, quiet_to: quiet?.to ?? null },
      digest_at: digest ? nextDigest(now, timeZone ?? plan.zone) : null,
    }),
    // An address that has left is forgotten in time, however often strangers name it.
    ...(subscriber.state === 'pending' && { updated_at: now }),
  })
  const follows: ConfirmationRequest['follows'][number][] = []
  for (const scope of scopes) follows.push(await namedScope(trx, scope))
  const requestedAt = mails.at(-1) ?? now
  const notice = { subscriberId: subscriber.id, requestedAt, follows, locale }
  if (owner === undefined) {
    return sendConfirmation(trx, { kind, asked: { id: subscriber.id, address: target.address }, notice }, now)
  }
  const asked = await ownerOf(trx, owner, locale, OWNERS_WAY, now)
  const via = { title: kind.title, address: kind.mask(subscriber.address) }
  await sendConfirmation(trx, { kind: OWNER_KIND, asked, notice: { ...notice, via } }, now)
}
