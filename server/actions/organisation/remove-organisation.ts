import { contactsOf } from '../../../db/contact/contacts.ts'
import { deleteOrganisation, findOrganisationRow } from '../../../db/contact/organisations.ts'
import { appendAudit } from '../../../db/system/audit.ts'
import { notFound, ok, type Result } from '../../domain/refusal.ts'
import { erasePerson } from '../contact/erase-person.ts'
import { type ActionContext, type Outcome, record } from '../context.ts'

/** Removes an organisation with its contacts, links and proofs; the audit trail keeps that it was there. */
export async function removeOrganisation(ctx: ActionContext, id: string): Promise<Result<Outcome>> {
  return record<Outcome>(ctx, async (trx) => {
    const row = await findOrganisationRow(trx, id)
    if (!row) return notFound('organisation', id)
    const contacts = await contactsOf(trx, [id])
    for (const contact of contacts) await erasePerson(trx, contact, { now: ctx.now })
    await deleteOrganisation(trx, id)
    const detail = { name: row.name, customerNumber: row.customer_number, contacts: contacts.map((one) => one.id) }
    const entry = { at: ctx.now, actor: ctx.actor.name, action: 'organisation.remove', object: `organisation/${id}` }
    await appendAudit(trx, { ...entry, detail })
    return ok({ id, changed: true })
  })
}
