import type { Trx } from '../../../../db/schema/index.ts'
import { type KeptOf, keptOf } from '../../../../db/subscription/desk/kept.ts'
import { ownedBy } from '../../../../db/subscription/desk/search.ts'
import { FORGOTTEN, isForgotten } from '../../../../db/subscription/forgotten.ts'
import { findSubscriber, type SubscriberRow } from '../../../../db/subscription/subscribers.ts'
import { followOf, type SubscriptionRow, subscriptionsOf } from '../../../../db/subscription/subscriptions.ts'
import { appendAudit } from '../../../../db/system/audit.ts'
import { CHANNEL_KINDS, kindNamed } from '../../../channels/kinds.ts'
import { notFound, ok, type Result } from '../../../domain/refusal.ts'
import type { Instant } from '../../../domain/vocabulary.ts'
import { type ActionContext, record } from '../../context.ts'

/**
 * All that is kept about one person as JSON, to be handed to them: times as RFC 3339. A secret address is named by its host,
 * since whoever knows it may write there; keys and secrets are left out. The audit trail says who took it.
 */
export async function exportSubscriber(ctx: ActionContext, id: string): Promise<Result<{ id: string; text: string }>> {
  return record(ctx, async (trx) => {
    const row = await findSubscriber(trx, id)
    if (!row || row.address === FORGOTTEN + id) return notFound('subscriber')
    await appendAudit(trx, {
      ...{ at: ctx.now, actor: ctx.actor.name, action: 'subscriber.export', object: `subscriber/${id}`, detail: null },
    })
    const kept = { takenAt: ctx.now, ...(await documentOf(trx, row)) }
    return ok({ id, text: `${JSON.stringify(readable(kept), null, 2)}\n` })
  })
}

async function documentOf(trx: Trx, row: SubscriberRow) {
  const kept = await keptOf(trx, row.id)
  return {
    subscriber: personOf(row),
    follows: (await subscriptionsOf(trx, row.id, 'active')).map(followed),
    askedFor: (await subscriptionsOf(trx, row.id, 'pending')).map(followed),
    answersFor: (await ownedBy(trx, row.address)).map(personOf),
    ...kept,
    contacts: kept.contacts.map(entryOf),
  }
}

function personOf({ keys: _, address, link_generation: __, left_behind, moving_to, ...row }: SubscriberRow) {
  const kind = kindNamed(CHANNEL_KINDS, row.channel)
  const isSecret = kind?.confirms === 'by-owner'
  const shown = isForgotten(address) ? null : isSecret ? kind?.mask(address) : address
  const parsed = (text: string | null) => (text === null ? null : JSON.parse(text))
  return { ...row, address: shown, left_behind: parsed(left_behind), moving_to: parsed(moving_to) }
}

function followed(row: SubscriptionRow) {
  return { ...followOf(row), requested_at: row.requested_at, confirmed_at: row.confirmed_at }
}

function entryOf({ search: _, link_generation: __, subscriber_id: ___, ...entry }: KeptOf['contacts'][number]) {
  return entry
}

/** Columns are instants by their names; what was written as JSON is read. */
function readable(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) return value.map((one) => readable(one, name))
  if (typeof value === 'number' && /(^at|At|_at|confirmation_mails)$/.test(name)) return rfc3339(value)
  if (typeof value === 'string' && ['because', 'change', 'confirmation_mails'].includes(name)) {
    return readable(JSON.parse(value), name)
  }
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      key.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
      readable(one, key),
    ]),
  )
}

function rfc3339(at: Instant): string {
  return new Date(at).toISOString()
}
