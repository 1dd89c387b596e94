import { changeContactRow } from '../../../db/contact/contacts.ts'
import { endRequestRow, findRequest } from '../../../db/contact/requests.ts'
import { appendAudit } from '../../../db/system/audit.ts'
import { conflict, notFound, ok, type Result } from '../../domain/refusal.ts'
import { type ActionContext, type Outcome, record } from '../context.ts'
import { changeContact } from './change-contact.ts'
import { askForChangeInput } from './input.ts'

/** The desk decides what a contact asked for: `done` changes the fields that it named and confirms the entry, `dismissed` leaves all as it is. */
export async function endRequest(
  ctx: ActionContext,
  id: string,
  outcome: 'done' | 'dismissed',
): Promise<Result<Outcome>> {
  return record<Outcome>(ctx, async (trx) => {
    const request = await findRequest(trx, id)
    if (!request) return notFound('request', id)
    if (request.ended_at !== null)
      return conflict('request_ended', 'This was decided already, or asked for anew since.')
    const { fields } = askForChangeInput.parse(JSON.parse(request.change))
    if (outcome === 'done' && Object.keys(fields).length > 0) {
      const changed = await changeContact({ ...ctx, trx, within: undefined }, request.contact_id, fields)
      if (!changed.ok) return changed
      // A colleague was faster: what the contact says is right all the same.
      if (!changed.value.changed) await changeContactRow(trx, request.contact_id, { confirmed_at: ctx.now })
    }
    await endRequestRow(trx, id, { by: ctx.actor.name, outcome, now: ctx.now })
    const entry = { at: ctx.now, actor: ctx.actor.name, action: `contact.ask.${outcome}` }
    await appendAudit(trx, { ...entry, object: `contact/${request.contact_id}`, detail: { request: id } })
    return ok({ id, changed: true })
  })
}
