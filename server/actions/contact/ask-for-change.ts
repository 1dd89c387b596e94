import { fieldsOf } from '../../../db/contact/columns.ts'
import { findContactRow } from '../../../db/contact/contacts.ts'
import { insertRequest, replaceRequests, requestTimes } from '../../../db/contact/requests.ts'
import { appendAudit } from '../../../db/system/audit.ts'
import { differing, type RequestedChange } from '../../domain/contact/request.ts'
import { invalid, limited, notFound, ok, type Result } from '../../domain/refusal.ts'
import { DAY } from '../../domain/vocabulary.ts'
import { newId } from '../../lib/ids.ts'
import { type ActionContext, record } from '../context.ts'

/** So often a day may be asked for changes of one entry. */
const MOST_A_DAY = 10

/**
 * Keeps what a contact asks the desk to put right in its entry; it takes the place of what it asked before and nobody has
 * decided. Nothing is changed by it. Refused: nothing asked for, too many a day.
 */
export async function askForChange(
  ctx: ActionContext,
  contactId: string,
  { fields, message }: RequestedChange,
): Promise<Result<{ id: string }>> {
  return record(ctx, async (trx) => {
    const row = await findContactRow(trx, contactId)
    if (!row) return notFound('contact', contactId)
    const change: RequestedChange = { fields: differing(fields, fieldsOf(row)), message }
    if (message === null && Object.keys(change.fields).length === 0)
      return invalid([{ pointer: '/message', detail: 'Change something, or say what is wrong.' }])
    const made = await requestTimes(trx, contactId, ctx.now - DAY)
    const [oldest] = made.slice(-MOST_A_DAY)
    if (made.length >= MOST_A_DAY && oldest !== undefined) return limited(oldest + DAY - ctx.now)
    await replaceRequests(trx, contactId, ctx.now)
    const id = newId()
    await insertRequest(trx, {
      ...{ id, contact_id: contactId, change: JSON.stringify(change), created_at: ctx.now },
      ...{ ended_at: null, ended_by: null, outcome: null },
    })
    const entry = { at: ctx.now, actor: ctx.actor.name, action: 'contact.ask', object: `contact/${contactId}` }
    const detail = { organisation: row.organisation_id, fields: Object.keys(change.fields), words: message !== null }
    await appendAudit(trx, { ...entry, detail })
    return ok({ id })
  })
}
