import { columnsOf } from '../../../db/contact/columns.ts'
import { contactsOf, insertContact } from '../../../db/contact/contacts.ts'
import { findOrganisationRow, ownOrganisations } from '../../../db/contact/organisations.ts'
import { appendAudit } from '../../../db/system/audit.ts'
import { localeOf } from '../../../src/i18n/index.ts'
import { MOST_CONTACTS } from '../../domain/contact/contact.ts'
import { conflict, notFound, ok, type Result } from '../../domain/refusal.ts'
import { newId } from '../../lib/ids.ts'
import { type ActionContext, record } from '../context.ts'
import { contactThere } from './contact-there.ts'
import type { NewContact } from './input.ts'
import { subscriberOf } from './subscriber-of.ts'

/**
 * Adds a person whom an organisation named; `source` says where the entry comes from. Refused: an address that the
 * organisation has already. One of the demonstration is the provider's own from then on. The audit trail names the entry, not the person.
 */
export async function createContact(
  ctx: ActionContext,
  organisationId: string,
  said: NewContact,
  source: string,
): Promise<Result<{ id: string }>> {
  const contact = { ...said, locale: said.locale ?? localeOf(ctx.plan.languages[0]) }
  return record(ctx, async (trx) => {
    if (!(await findOrganisationRow(trx, organisationId))) return notFound('organisation', organisationId)
    const others = await contactsOf(trx, [organisationId])
    if (others.some(({ email }) => email === contact.email)) return contactThere()
    if (others.length >= MOST_CONTACTS)
      return conflict('too_many_contacts', `The organisation has ${MOST_CONTACTS} contacts already. Remove one first.`)
    const id = newId()
    const { id: subscriber_id } = await subscriberOf(trx, contact, ctx.now)
    await insertContact(trx, {
      ...{ id, organisation_id: organisationId, subscriber_id, source, ...columnsOf(contact) },
      ...{ confirmed_at: ctx.now, created_at: ctx.now, updated_at: ctx.now },
    })
    if (!ctx.demo) await ownOrganisations(trx, [organisationId])
    const { rank, purposes } = contact
    const entry = { at: ctx.now, actor: ctx.actor.name, action: 'contact.create', object: `contact/${id}` }
    await appendAudit(trx, { ...entry, detail: { organisation: organisationId, rank, purposes, source } })
    return ok({ id })
  })
}
