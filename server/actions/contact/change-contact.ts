import { addressHash } from '../../../db/contact/address-hash.ts'
import { columnsOf, fieldsOf } from '../../../db/contact/columns.ts'
import { changeContactRow, contactsOf, findContactRow, type ReachedContactRow } from '../../../db/contact/contacts.ts'
import { findOrganisationRow, ownOrganisations } from '../../../db/contact/organisations.ts'
import { redirectPromised } from '../../../db/contact/telling/redirect.ts'
import type { Trx } from '../../../db/schema/index.ts'
import { changeSubscriberRow, type SubscriberRow } from '../../../db/subscription/subscribers.ts'
import { appendAudit } from '../../../db/system/audit.ts'
import { laneOf } from '../../channels/kind.ts'
import { CONTACT_KIND } from '../../channels/kinds.ts'
import { unreachableOf } from '../../domain/contact/reach.ts'
import { notFound, ok, type Result } from '../../domain/refusal.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import { changesOf } from '../audit-detail.ts'
import { type ActionContext, type Outcome, record } from '../context.ts'
import { contactThere } from './contact-there.ts'
import { forgetIfUnused } from './forget-if-unused.ts'
import type { ContactChange } from './input.ts'
import { subscriberOf } from './subscriber-of.ts'

/**
 * Changes a contact's entry, which counts as confirmed by that. Saying the address again says that it works: what was
 * held against it ends. What waits to be sent goes to a new address. The audit trail says which fields became others, and neither what they were nor what they are.
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
    if (isMoved) await moveMail(trx, row, subscriber, ctx.now)
    const fields = Object.keys(changed ?? {}).filter((name) => name !== 'search')
    const entry = { at: ctx.now, actor: ctx.actor.name, action: 'contact.change', object: `contact/${id}` }
    await appendAudit(trx, {
      ...entry,
      detail: { organisation: row.organisation_id, fields, ...(isTriedAgain && { tryAgain: true }) },
    })
    return ok({ id, changed: true })
  })
}

/** What was promised and waits goes to where the contact is now; nothing more to where it was. */
async function moveMail(trx: Trx, row: ReachedContactRow, { id, address }: SubscriberRow, now: Instant): Promise<void> {
  const { name: organisation = '' } = (await findOrganisationRow(trx, row.organisation_id)) ?? {}
  const contact = { id: row.id, organisation, linkGeneration: row.link_generation + 1 }
  const to = { id, lane: laneOf(CONTACT_KIND, address), addressHash: addressHash(trx, address) }
  await redirectPromised(trx, { contact, from: row.subscriber_id, to }, now)
  await forgetIfUnused(trx, row.subscriber_id, now)
}
