import { addressHash } from '../../../../db/contact/address-hash.ts'
import { contactsOfSubscriber } from '../../../../db/contact/contacts.ts'
import { noteErased } from '../../../../db/contact/erasures.ts'
import type { Trx } from '../../../../db/schema/index.ts'
import { ownedBy } from '../../../../db/subscription/desk/search.ts'
import { FORGOTTEN } from '../../../../db/subscription/forgotten.ts'
import { findSubscriber, type SubscriberRow } from '../../../../db/subscription/subscribers.ts'
import { vacate } from '../../../../db/subscription/tidy.ts'
import { appendAudit } from '../../../../db/system/audit.ts'
import { notFound, ok, type Result } from '../../../domain/refusal.ts'
import type { Instant } from '../../../domain/vocabulary.ts'
import { erasePerson } from '../../contact/erase-person.ts'
import { type ActionContext, type Outcome, record } from '../../context.ts'

/**
 * Erases a person: the subscription, the entries that organisations made of the same address, and what they answer for as
 * an owner. What was sent still counts, without the person. The audit trail keeps that it was done, by id. Once more
 * changes nothing.
 */
export async function eraseSubscriber(ctx: ActionContext, id: string): Promise<Result<Outcome>> {
  return record<Outcome>(ctx, async (trx) => {
    const row = await findSubscriber(trx, id)
    if (!row) return notFound('subscriber')
    if (row.address === FORGOTTEN + id) return ok({ id, changed: false })
    const entry = { at: ctx.now, actor: ctx.actor.name }
    const entries = await contactsOfSubscriber(trx, id)
    for (const contact of entries) {
      await erasePerson(trx, contact, { now: ctx.now })
      const detail = { organisation: contact.organisation_id }
      await appendAudit(trx, { ...entry, action: 'contact.erase', object: `contact/${contact.id}`, detail })
    }
    const owned = await ownedBy(trx, row.address)
    for (const one of [row, ...owned]) await erase(trx, one, ctx.now)
    const detail = { contacts: entries.length, owned: owned.map((one) => one.id) }
    await appendAudit(trx, { ...entry, action: 'subscriber.erase', object: `subscriber/${id}`, detail })
    return ok({ id, changed: true })
  })
}

/** Noted beside contacts, so that a backup that is restored brings nobody back; a later list may, by a new consent. */
async function erase(trx: Trx, { id, address }: SubscriberRow, now: Instant): Promise<void> {
  await noteErased(trx, { contact_id: id, address_hash: addressHash(trx, address), at: now, by_list: 1 })
  await vacate(trx, id, 'erased', now)
}
