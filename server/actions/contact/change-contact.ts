import { columnsOf, fieldsOf } from '../../../db/contact/columns.ts'
import { changeContactRow, contactsOf, findContactRow } from '../../../db/contact/contacts.ts'
import { ownOrganisations } from '../../../db/contact/organisations.ts'
import { changeSubscriberRow } from '../../../db/subscription/subscribers.ts'
import { appendAudit } from '../../../db/system/audit.ts'
import { unreachableOf } from '../../domain/contact/reach.ts'
import { notFound, ok, type Result } from '../../domain/refusal.ts'
import { changesOf } from '../audit-detail.ts'
import { type ActionContext, type Outcome, record } from '../context.ts'
import { contactThere } from './contact-there.ts'
import { forgetIfUnused } from './forget-if-unused.ts'
import type { ContactChange } from './input.ts'
import { subscriberOf } from './subscriber-of.ts'

/**
 * Changes a contact's entry, which counts as confirmed by that. Saying the address again says that it works: what was
 * held against it ends. The audit trail says which fields became others, and neither what they were nor what they are.
 */
export async function changeContact(ctx: ActionContext, id: string, change: ContactChange): Promise<Result<Outcome>> {
  return record<Outcome>(ctx, async (trx) => {
    const row = await findContactRow(trx, id)
    if (!row) return notFound('contact', id)
    const before = fieldsOf(row)
    const said = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
    const after = { ...before, ...said }
    const isMoved = after.email !== row.email
    if (isMoved && (await contactsOf(trx, [row.organisation_id])).some(({ email }) => email === after.email))
      return contactThere()
    const subscriber = await subscriberOf(trx, after, ctx.now)
    const isTriedAgain = change.email !== undefined && unreachableOf(subscriber) !== null
    if (isTriedAgain)
      await changeSubscriberRow(trx, subscriber.id, { state: 'pending', off_reason: null, updated_at: ctx.now })
    const changed = changesOf(columnsOf(before), columnsOf(after))
    if (!changed && !isTriedAgain) return ok({ id, changed: false })
    await changeContactRow(trx, id, {
      ...{ ...columnsOf(after), subscriber_id: subscriber.id, confirmed_at: ctx.now, updated_at: ctx.now },
      // Links lie in the old mailbox.
      ...(isMoved && { link_generation: row.link_generation + 1 }),
    })
    await ownOrganisations(trx, [row.organisation_id])
    if (isMoved) await forgetIfUnused(trx, row.subscriber_id, ctx.now)
    const fields = Object.keys(changed ?? {}).filter((name) => name !== 'search')
    const entry = { at: ctx.now, actor: ctx.actor.name, action: 'contact.change', object: `contact/${id}` }
    await appendAudit(trx, {
      ...entry,
      detail: { organisation: row.organisation_id, fields, ...(isTriedAgain && { tryAgain: true }) },
    })
    return ok({ id, changed: true })
  })
}
