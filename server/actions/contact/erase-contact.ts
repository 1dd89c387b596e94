import { findContactRow } from '../../../db/contact/contacts.ts'
import { appendAudit } from '../../../db/system/audit.ts'
import { notFound, ok, type Result } from '../../domain/refusal.ts'
import { type ActionContext, type Outcome, record } from '../context.ts'
import { erasePerson } from './erase-person.ts'

/** Erases a contact: of what it was told stay organisation, purpose, channel, times, result and a hash of the address. */
export async function eraseContact(ctx: ActionContext, id: string): Promise<Result<Outcome>> {
  return record<Outcome>(ctx, async (trx) => {
    const row = await findContactRow(trx, id)
    if (!row) return notFound('contact', id)
    await erasePerson(trx, row, { now: ctx.now })
    const entry = { at: ctx.now, actor: ctx.actor.name, action: 'contact.erase', object: `contact/${id}` }
    await appendAudit(trx, { ...entry, detail: { organisation: row.organisation_id } })
    return ok({ id, changed: true })
  })
}
