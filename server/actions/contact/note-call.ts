import { addressHash } from '../../../db/contact/address-hash.ts'
import { insertCall } from '../../../db/contact/calls.ts'
import { findContactRow } from '../../../db/contact/contacts.ts'
import { loadIncident } from '../../../db/incident/incidents.ts'
import { loadMaintenance } from '../../../db/maintenance/load.ts'
import type { Reader } from '../../../db/schema/index.ts'
import { appendAudit } from '../../../db/system/audit.ts'
import { notFound, ok, type Result } from '../../domain/refusal.ts'
import { newId } from '../../lib/ids.ts'
import { type ActionContext, record } from '../context.ts'
import type { NewCall } from './input.ts'

interface About {
  type: 'incident' | 'maintenance'
  id: string
}

/**
 * Notes that somebody of the desk told a contact by hand, as the customer's own list for escalations wants it (DESIGN
 * 2.6). The note stays with the person, and out of the audit trail.
 */
export async function noteCall(ctx: ActionContext, about: About, call: NewCall): Promise<Result<{ id: string }>> {
  return record(ctx, async (trx) => {
    const contact = await findContactRow(trx, call.contact)
    if (!contact) return notFound('contact', call.contact)
    if (!(await isThere(trx, about))) return notFound(about.type, about.id)
    const id = newId()
    const { channel, result, note } = call
    await insertCall(trx, {
      ...{ id, organisation_id: contact.organisation_id, contact_id: contact.id },
      ...{ address_hash: addressHash(trx, contact.email), channel, result, note, by: ctx.actor.name, at: ctx.now },
      incident_id: about.type === 'incident' ? about.id : null,
      maintenance_id: about.type === 'maintenance' ? about.id : null,
    })
    const detail = { organisation: contact.organisation_id, [about.type]: about.id, channel, result }
    const entry = { at: ctx.now, actor: ctx.actor.name, action: 'contact.call', object: `contact/${contact.id}` }
    await appendAudit(trx, { ...entry, detail })
    return ok({ id })
  })
}

async function isThere(db: Reader, { type, id }: About): Promise<boolean> {
  return (await (type === 'incident' ? loadIncident(db, id) : loadMaintenance(db, id))) !== null
}
